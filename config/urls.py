"""Where each part of the site answers."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from tracker.api import health


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("admin/", admin.site.urls),
    path("api/", include("tracker.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", health.live, name="healthz"),
]
