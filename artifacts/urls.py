from django.urls import path

from artifacts import (
    diff_views,
    edit_views,
    grid_change_views,
    image_views,
    import_views,
    library_views,
    proposal_views,
    share_views,
    step_views,
    views,
)

app_name = "artifacts"
urlpatterns = [
    path("", library_views.artifact_list, name="list"),
    path("new/", library_views.artifact_create, name="create"),
    path("import/", import_views.artifact_import, name="import"),
    path("files/<slug:digest>/", image_views.file_detail, name="file"),
    path("<uuid:artifact_id>/", views.artifact_detail, name="detail"),
    path("<uuid:artifact_id>/rows/", views.artifact_rows, name="rows"),
    path("<uuid:artifact_id>/range/", views.artifact_range, name="range"),
    path("<uuid:artifact_id>/figures/", views.artifact_figures, name="figures"),
    path("<uuid:artifact_id>/grid/", views.artifact_grid, name="grid"),
    path("<uuid:artifact_id>/watch/", views.artifact_watch, name="watch"),
    path("<uuid:artifact_id>/cells/", edit_views.artifact_cells, name="cells"),
    path("<uuid:artifact_id>/columns/", grid_change_views.artifact_columns, name="columns"),
    path("<uuid:artifact_id>/lines/", grid_change_views.artifact_lines, name="lines"),
    path("<uuid:artifact_id>/sheets/", grid_change_views.artifact_sheets, name="sheets"),
    path("<uuid:artifact_id>/section/", edit_views.artifact_section, name="section"),
    path("<uuid:artifact_id>/section/image/", image_views.section_image, name="section-image"),
    path("<uuid:artifact_id>/title/", edit_views.artifact_rename, name="rename"),
    path("<uuid:artifact_id>/restore/", edit_views.artifact_restore, name="restore"),
    path("<uuid:artifact_id>/diff/", diff_views.artifact_diff, name="diff"),
    path("<uuid:artifact_id>/undo/", step_views.artifact_undo, name="undo"),
    path("<uuid:artifact_id>/redo/", step_views.artifact_redo, name="redo"),
    path("<uuid:artifact_id>/delete/", edit_views.artifact_delete, name="delete"),
    path("<uuid:artifact_id>/undelete/", library_views.artifact_undelete, name="undelete"),
    path("<uuid:artifact_id>/copy/", library_views.artifact_duplicate, name="duplicate"),
    path(
        "<uuid:artifact_id>/proposals/<uuid:proposal_id>/accept/",
        proposal_views.proposal_accept,
        name="proposal_accept",
    ),
    path(
        "<uuid:artifact_id>/proposals/<uuid:proposal_id>/reject/",
        proposal_views.proposal_reject,
        name="proposal_reject",
    ),
    path("<uuid:artifact_id>/links/", share_views.artifact_share, name="share"),
    path("<uuid:artifact_id>/links/revoke/", share_views.artifact_unshare, name="unshare"),
]
