from django.urls import path

from artifacts.pages import images, share

urlpatterns = [
    path("<str:token>/", share.shared, name="shared"),
    path("<str:token>/files/<slug:digest>/", images.shared_file, name="shared-file"),
]
