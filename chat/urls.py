from django.urls import path

from chat.pages import attach, continuation, export, paste, rating, search, split, turn, views

app_name = "chat"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", search.conversation_search, name="search"),
    path("usage/", views.usage, name="usage"),
    path("split/resized/", split.split_resized, name="split_resized"),
    path("split/toggled/", split.split_toggled, name="split_toggled"),
    path("turns/", turn.start, name="start"),
    path("turns/<uuid:turn_id>/stream/", views.turn_stream, name="turn_stream"),
    path("turns/<uuid:turn_id>/", views.turn_article, name="turn_article"),
    path("turns/<uuid:turn_id>/stop/", turn.turn_stop, name="turn_stop"),
    path("turns/<uuid:turn_id>/choice/", turn.turn_choice, name="turn_choice"),
    path("turns/<uuid:turn_id>/retry/", turn.turn_retry, name="turn_retry"),
    path("turns/<uuid:turn_id>/continue/", continuation.turn_continue, name="turn_continue"),
    path("artifacts/<uuid:artifact_id>/continue/", continuation.artifact_continue, name="artifact_continue"),
    path("turns/<uuid:turn_id>/keep-in-chat/", views.turn_keep, name="turn_keep"),
    path("turns/<uuid:turn_id>/open-as/", views.turn_open_as, name="turn_open_as"),
    path("turns/<uuid:turn_id>/judge/", views.turn_judge, name="turn_judge"),
    path("turns/<uuid:turn_id>/rating/", rating.turn_rating, name="turn_rating"),
    path("turns/<uuid:turn_id>/rating/reason/", rating.turn_rating_reason, name="turn_rating_reason"),
    path("turns/<uuid:turn_id>/why/", views.turn_why, name="turn_why"),
    path("messages/<uuid:message_id>/resend/", turn.message_resend, name="message_resend"),
    path("branches/<uuid:message_id>/", views.branch_show, name="branch_show"),
    path("c/<uuid:conversation_id>/", views.conversation_detail, name="conversation"),
    path("c/<uuid:conversation_id>/turns/", turn.turn_create, name="turn_create"),
    path("c/<uuid:conversation_id>/pane/", views.pane, name="pane"),
    path("pastes/", paste.paste_start, name="paste_start"),
    path("c/<uuid:conversation_id>/pastes/", paste.paste_create, name="paste_create"),
    path("c/<uuid:conversation_id>/import/", attach.file_import, name="file_import"),
    path(
        "c/<uuid:conversation_id>/artifacts/<uuid:artifact_id>/convert/",
        attach.artifact_convert,
        name="artifact_convert",
    ),
    path("c/<uuid:conversation_id>/export/", export.conversation_export, name="conversation_export"),
    path("c/<uuid:conversation_id>/files/", export.conversation_files, name="conversation_files"),
    path("c/<uuid:conversation_id>/rename/", views.conversation_rename, name="conversation_rename"),
    path("c/<uuid:conversation_id>/delete/", views.conversation_delete, name="conversation_delete"),
    path("c/<uuid:conversation_id>/restore/", views.conversation_restore, name="conversation_restore"),
]
