"""Is the process alive, is the system ready: two addresses for load balancers and people on call."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.services import health


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers at all."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when every part is well, else 503; strangers learn which part is ill, staff also why."""
    findings = health.examine()
    parts = {finding.name: "ok" if finding.ok else "ill" for finding in findings}
    well = all(finding.ok for finding in findings)
    answer: dict[str, object] = {"status": "ok" if well else "ill", "parts": parts}
    if parts.get("database") == "ok" and request.user.is_staff:
        answer["details"] = {finding.name: finding.detail for finding in findings}
    return JsonResponse(answer, status=200 if well else 503)
