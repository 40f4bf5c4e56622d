from django.urls import path

from exports import views

app_name = "exports"
urlpatterns = [
    path("", views.job_create, name="create"),
    path("menu/<uuid:artifact_id>/", views.menu, name="menu"),
    path("<uuid:job_id>/", views.job_status, name="status"),
    path("<uuid:job_id>/file/", views.job_file, name="download"),
    path("<uuid:job_id>/cancel/", views.job_cancel, name="cancel"),
]
