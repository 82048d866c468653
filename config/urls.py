"""Where each part of the site answers."""

from django.urls import include, path
from django.views.generic import RedirectView

from tracker.admin.site import site
from tracker.api import health

handler400 = "tracker.api.problems.bad_request"
handler500 = "tracker.api.problems.server_error"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("admin/", site.urls),
    path("api/", include("tracker.api.urls")),
    path("feeds/", include("tracker.feeds.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", health.live, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("tracker.public.urls")),
]
