"""Every refusal in one shape: RFC 9457 problem documents that name the field and the cure."""

import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from tracker.services.errors import Conflict, InvalidInput, NotAllowed, ServiceError, StaleVersion

CONTENT_TYPE = "application/problem+json"
API_PREFIX = "/api/"

TITLES = {
    400: gettext_lazy("Invalid request"),
    401: gettext_lazy("Not authenticated"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Method not allowed"),
    406: gettext_lazy("Not acceptable"),
    409: gettext_lazy("Conflict"),
    412: gettext_lazy("Changed meanwhile"),
    413: gettext_lazy("Request too large"),
    415: gettext_lazy("Unsupported content type"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Server error"),
    503: gettext_lazy("Not available"),
}

# Refusals without a field of the body: the header or part of the request to change.
HEADERS = {
    401: "Authorization",
    406: "Accept",
    412: "If-Match",
    415: "Content-Type",
}

# Conflicts of the services that one header or field makes.
FIELDS = {"idempotency_key_reused": "Idempotency-Key", "illegal_transition": "status"}

# What is wrong with the body as a whole, not with one of its fields.
WHOLE = "request"

Errors = dict[str, list[str]]
logger = logging.getLogger(__name__)


class PayloadTooLarge(exceptions.APIException):
    """The request has more bytes than the server reads."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


def document(status_code: int, detail: str, code: str, errors: Errors | None = None) -> dict[str, Any]:
    """The body of a refusal: `{"type", "title", "status", "detail", "code", "errors"}`."""
    title = str(TITLES.get(status_code, status_code))
    return {
        "type": "about:blank",
        "title": title,
        "status": status_code,
        "detail": detail,
        "code": code,
        "errors": errors or {},
    }


def flatten(detail: Any, path: str = "") -> Errors:
    """Messages by dotted field path: `{"parties": [{"name": ["x"]}]}` becomes `{"parties.0.name": ["x"]}`."""
    if isinstance(detail, Mapping):
        parts: list[tuple[str, Any]] = [(str(key), value) for key, value in detail.items()]
    elif isinstance(detail, list) and any(isinstance(item, Mapping | list) for item in detail):
        parts = [(str(index), item) for index, item in enumerate(detail)]
    else:
        return {path or WHOLE: [str(item) for item in (detail if isinstance(detail, list) else [detail])]}
    errors: Errors = {}
    for key, value in parts:
        # A message about the whole object belongs to the object's own path.
        below = path if key == "non_field_errors" else f"{path}.{key}".lstrip(".")
        for name, messages in flatten(value, below).items():
            errors.setdefault(name, []).extend(messages)
    return errors


def summary(errors: Errors) -> str:
    """One sentence for people: the first message of each field."""
    return " ".join(f"{name}: {messages[0]}" for name, messages in errors.items() if messages)


def respond(
    status_code: int,
    detail: str,
    code: str,
    errors: Errors | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """A problem document as a response of the API."""
    return Response(
        document(status_code, detail, code, errors),
        status=status_code,
        headers=headers,
        content_type=CONTENT_TYPE,
    )


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a view raised into a problem; None for what is a fault of ours (logged, answered as 500)."""
    response = _response_for(exc, context)
    if response is not None:
        set_rollback()
    return response


def _response_for(exc: Exception, context: dict[str, Any]) -> Response | None:
    if isinstance(exc, StaleVersion) and "If-Match" in context["request"].headers:
        return respond(412, str(exc), exc.code, {"If-Match": [str(exc)]})
    if isinstance(exc, ServiceError):
        return _from_service(exc)
    if isinstance(exc, OperationalError):
        logger.exception("The database did not answer.")
        return respond(
            503, _("The database is busy. Try again in a moment."), "busy", headers={"Retry-After": "2"}
        )
    translated = _as_api_exception(exc)
    return _from_api_exception(translated) if translated else None


def _from_service(exc: ServiceError) -> Response:
    if isinstance(exc, InvalidInput):
        errors = {field: [str(message) for message in messages] for field, messages in exc.errors.items()}
        return respond(400, summary(errors), exc.code, errors)
    if isinstance(exc, NotAllowed):
        return respond(403, str(exc), exc.code)
    field = FIELDS.get(exc.code)
    named = {field: [str(exc)]} if field else None
    return respond(409 if isinstance(exc, Conflict) else 400, str(exc), exc.code, named)


def _as_api_exception(exc: Exception) -> exceptions.APIException | None:
    if isinstance(exc, exceptions.APIException):
        return exc
    if isinstance(exc, Http404):
        return exceptions.NotFound(_("There is nothing at this address. Check the id."))
    if isinstance(exc, PermissionDenied):
        return exceptions.PermissionDenied(*exc.args)
    if isinstance(exc, RequestDataTooBig):
        return PayloadTooLarge(_("The request is larger than the server reads. Send less."))
    if isinstance(exc, SuspiciousOperation):
        return exceptions.ParseError(_("The request could not be read. Check its form."))
    return None


def _from_api_exception(exc: exceptions.APIException) -> Response:
    headers = {}
    if getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = exc.auth_header  # type: ignore[attr-defined]
    if getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(exc.wait))  # type: ignore[attr-defined]
    if isinstance(exc.detail, list | dict):
        errors = flatten(exc.detail)
        return respond(exc.status_code, summary(errors), exc.default_code, errors, headers)
    detail = str(exc.detail)
    field = HEADERS.get(exc.status_code)
    code = str(getattr(exc.detail, "code", exc.default_code))
    return respond(exc.status_code, detail, code, {field: [detail]} if field else None, headers)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours: a problem document under /api/, Django's page elsewhere."""
    if not request.path.startswith(API_PREFIX):
        return defaults.server_error(request)
    detail = _("The server failed. The fault is logged; try again later.")
    return JsonResponse(document(500, detail, "server_error"), status=500, content_type=CONTENT_TYPE)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django itself refuses: a problem document under /api/, a page elsewhere."""
    if not request.path.startswith(API_PREFIX):
        return defaults.bad_request(request, exception)
    detail = _("The request could not be read. Check its form.")
    return JsonResponse(document(400, detail, "bad_request"), status=400, content_type=CONTENT_TYPE)
