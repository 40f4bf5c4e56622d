from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("preferences/", views.preferences, name="preferences"),
    path("tokens/", views.token_create, name="token_create"),
    path("tokens/<int:token_id>/revoke/", views.token_revoke, name="token_revoke"),
    path("data/", views.data_request, name="data_request"),
    path("data/<uuid:export_id>/", views.data_download, name="data_download"),
    path("delete/", views.delete, name="delete"),
    path("keep/", views.keep, name="keep"),
    path("invitation/<str:secret>/", views.invitation, name="invitation"),
    path("demo/", views.demo_login, name="demo_login"),
]
