from django.urls import path

from artifacts import image_views, share_views

urlpatterns = [
    path("<str:token>/", share_views.shared, name="shared"),
    path("<str:token>/files/<slug:digest>/", image_views.shared_file, name="shared-file"),
]
