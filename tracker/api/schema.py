"""What drf-spectacular cannot know by itself: the keys, the entity tags and the shape of refusals."""

from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from tracker.api.authentication import KEYWORD
from tracker.api.problems import CONTENT_TYPE, TITLES

IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "minLength": 1},
    OpenApiParameter.HEADER,
    description="The ETag of the record as it was read: 412 if somebody changed it since.",
)
PROBLEM = inline_serializer(
    "Problem",
    {
        "type": serializers.CharField(),
        "title": serializers.CharField(),
        "status": serializers.IntegerField(),
        "detail": serializers.CharField(),
        "code": serializers.CharField(),
        "errors": serializers.DictField(child=serializers.ListField(child=serializers.CharField())),
    },
)
ALWAYS = (400, 401, 403, 406, 429)
OF_ONE = (404,)
OF_BODY = (413, 415)
OF_CHANGE = (409, 412)


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """`Authorization: Api-Key …`."""

    target_class = "tracker.api.authentication.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """The security scheme of OpenAPI."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": f"“{KEYWORD} <key>”, the key as it was shown when it was issued.",
        }


class StrictSerializerShape(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """Input objects take no fields but their own."""

    target_class = "tracker.api.fields.StrictSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Any) -> Any:
        """The usual shape, closed."""
        shape = auto_schema._map_serializer(  # type: ignore[no-untyped-call]
            self.target, direction, bypass_extensions=True
        )
        return {**shape, "additionalProperties": False}


class AhdSchema(AutoSchema):
    """Adds the refusals to every operation."""

    def get_description(self) -> str:  # type: ignore[override]
        """What the operation does; of those that all resources share, also what the resource is."""
        described = str(super().get_description() or "")
        shared = getattr(self.view, "action", "") in ("list", "retrieve")
        return f"{(self.view.__doc__ or '').strip()} {described}" if shared else described

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> Any:
        """The declared answers by status, and every refusal that can come in their place."""
        responses: Any = super()._get_response_bodies(direction)
        for status in self._refusals():
            problem = OpenApiResponse(PROBLEM, str(TITLES[status]))
            answer = self._get_response_for_code(  # type: ignore[no-untyped-call]
                problem, str(status), [CONTENT_TYPE], direction
            )
            responses.setdefault(str(status), answer)
        return responses

    def _refusals(self) -> list[int]:
        statuses = [*ALWAYS]
        statuses += OF_ONE if "{" in self.path else ()
        if self.method != "GET":
            statuses += [*OF_CHANGE, *OF_BODY]
        return sorted(statuses)


def allow_several_shapes(result: Any, generator: Any, request: Any, public: bool) -> Any:
    """A record of the timeline may fit more than one of its shapes, since their fields are optional."""
    record = result["components"]["schemas"].get("TimelineRecord")
    if record and "oneOf" in record:
        record["anyOf"] = record.pop("oneOf")
    return result
