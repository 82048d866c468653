"""Settings of the HTTP API and of its description."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "tracker.api.authentication.ApiKeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    # A view that forgets to say who may use it is closed to everybody but administrators.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_PARSER_CLASSES": ["tracker.api.parsers.StrictJsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["tracker.api.filters.StrictFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "tracker.api.pagination.KeysetPagination",
    "DEFAULT_THROTTLE_CLASSES": ["tracker.api.throttling.WindowThrottle"],
    "DEFAULT_SCHEMA_CLASS": "tracker.api.schema.AhdSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "tracker.api.problems.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Ahd API",
    "DESCRIPTION": (
        "Submit Arabic news articles, watch their extraction, and read, review and follow up "
        "the meetings and commitments found in them. Every refusal is an RFC 9457 problem document."
    ),
    "VERSION": "1.0.0",
    "LICENSE": {"name": "MIT"},
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    # Pages must work without a network: the assets come from the sidecar package.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "displayRequestDuration": True, "docExpansion": "none"},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "tracker.api.schema.allow_several_shapes",
    ],
    "ENUM_NAME_OVERRIDES": {
        "WorkState": "tracker.models.WorkState",
        "ReviewState": "tracker.models.ReviewState",
        "Status": "tracker.models.Status",
        "ReportedStatus": "tracker.models.ReportedStatus",
        "ActorKind": "tracker.models.ActorKind",
        "CommitmentKind": "tracker.models.CommitmentKind",
        "MeetingKind": "tracker.models.MeetingKind",
        "DueBasis": "tracker.models.DueBasis",
        "EvidenceKind": "tracker.models.EvidenceKind",
        "Stance": "tracker.models.Stance",
        "Cadence": "tracker.models.Cadence",
    },
}
