from django.urls import path

from artifacts import share_views

urlpatterns = [path("<str:token>/", share_views.shared, name="shared")]
