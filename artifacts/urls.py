from django.urls import path

from artifacts import edit_views, import_views, views

app_name = "artifacts"
urlpatterns = [
    path("", views.artifact_list, name="list"),
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
]
