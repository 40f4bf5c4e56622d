from django.urls import path

from telemetry import views

app_name = "telemetry"
urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("version", views.version, name="version"),
    path("metrics", views.metrics_page, name="metrics"),
]
