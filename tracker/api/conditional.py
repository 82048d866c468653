"""Entity tags: saving a transfer with `If-None-Match`, and a lost update with `If-Match`.

The tag of a reviewed record is `"<version>-<digest>"`: the digest tells caches that
anything shown has changed, the version alone decides whether a write is stale.
"""

import hashlib
import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

TAG = re.compile(r'\s*(?:W/)?"(?P<version>\d{1,9})(?:-[0-9a-f]+)?"\s*\Z')


def tag(content: bytes, version: int | None) -> str:
    """The entity tag of a rendered response."""
    digest = hashlib.sha256(content).hexdigest()[:16]
    return f'"{digest}"' if version is None else f'"{version}-{digest}"'


def label(request: HttpRequest, response: Response, version: int | None) -> HttpResponseBase | None:
    """Tag a rendered response; an answer of 304 in its stead when the client has it already."""
    response.headers["ETag"] = tag(response.rendered_content, version)
    if request.method in ("GET", "HEAD"):
        return get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return None


def expected_version(request: Request, current: int) -> int | None:
    """The version that `If-Match` asks for: None without the header or for `*`.

    Of several tags the one that matches is taken. Raises ValidationError when one is no tag of ours.
    """
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return None
    matches = [TAG.match(part) for part in header.split(",")]
    if not all(matches):
        raise ValidationError({"If-Match": [_("Send the ETag of the record as it was read, or “*”.")]})
    versions = [int(match["version"]) for match in matches if match]
    return current if current in versions else versions[0]
