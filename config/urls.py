"""All addresses of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from config.api import api
from config.views import api_unknown

# Signing in to the admin is signing in to the site: one form, its limits and its second factor.
admin.autodiscover()
admin.site.site_header = admin.site.site_title = "Diptych"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler500 = "config.views.server_error"
urlpatterns = [
    path("", include("chat.urls")),
    path("", include("telemetry.urls")),
    path("artifacts/", include("artifacts.urls")),
    path("s/", include("artifacts.pages.share_urls")),
    path("exports/", include("exports.urls")),
    path("account/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("model/", include("llm.urls")),
    path("admin/", admin.site.urls),
    path("language/", include("django.conf.urls.i18n")),
    path("api/", api.urls),
    path("api/<path:rest>", api_unknown),
]
