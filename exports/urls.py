from django.urls import path

from exports.bundles import views as bundle_views
from exports.pages import options, previews, rating, views

app_name = "exports"
urlpatterns = [
    path("", views.job_create, name="create"),
    path("menu/<uuid:artifact_id>/", views.menu, name="menu"),
    path("options/<uuid:artifact_id>/", options.options, name="options"),
    path("history/<uuid:artifact_id>/", views.history, name="history"),
    path("preview/<uuid:artifact_id>/", previews.preview, name="preview"),
    path("preview/<uuid:artifact_id>/retry/", previews.preview_retry, name="preview_retry"),
    path("preview/pages/<uuid:job_id>/<int:number>.webp", previews.preview_page, name="preview_page"),
    path("bundles/<uuid:bundle_id>/", bundle_views.bundle_status, name="bundle"),
    path("bundles/<uuid:bundle_id>/file/", bundle_views.bundle_file, name="bundle_download"),
    path("bundles/<uuid:bundle_id>/cancel/", bundle_views.bundle_cancel, name="bundle_cancel"),
    path("bundles/<uuid:bundle_id>/retry/", bundle_views.bundle_retry, name="bundle_retry"),
    path("<uuid:job_id>/", views.job_status, name="status"),
    path("<uuid:job_id>/file/", views.job_file, name="download"),
    path("<uuid:job_id>/rating/", rating.job_rating, name="rating"),
    path("<uuid:job_id>/cancel/", views.job_cancel, name="cancel"),
]
