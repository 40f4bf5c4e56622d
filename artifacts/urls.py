from django.urls import path

from artifacts import edit_views, import_views, library_views, share_views, views

app_name = "artifacts"
urlpatterns = [
    path("", library_views.artifact_list, name="list"),
    path("new/", library_views.artifact_create, name="create"),
    path("import/", import_views.artifact_import, name="import"),
    path("<uuid:artifact_id>/", views.artifact_detail, name="detail"),
    path("<uuid:artifact_id>/rows/", views.artifact_rows, name="rows"),
    path("<uuid:artifact_id>/grid/", views.artifact_grid, name="grid"),
    path("<uuid:artifact_id>/watch/", views.artifact_watch, name="watch"),
    path("<uuid:artifact_id>/cells/", edit_views.artifact_cells, name="cells"),
    path("<uuid:artifact_id>/section/", edit_views.artifact_section, name="section"),
    path("<uuid:artifact_id>/title/", edit_views.artifact_rename, name="rename"),
    path("<uuid:artifact_id>/restore/", edit_views.artifact_restore, name="restore"),
    path("<uuid:artifact_id>/delete/", edit_views.artifact_delete, name="delete"),
    path("<uuid:artifact_id>/undelete/", library_views.artifact_undelete, name="undelete"),
    path("<uuid:artifact_id>/copy/", library_views.artifact_duplicate, name="duplicate"),
    path("<uuid:artifact_id>/links/", share_views.artifact_share, name="share"),
    path("<uuid:artifact_id>/links/revoke/", share_views.artifact_unshare, name="unshare"),
]
