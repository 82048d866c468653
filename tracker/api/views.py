"""What all resources share: access by role and scope, entity tags, headers for caches."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, TypeVar, cast

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework import viewsets
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from tracker.api import conditional
from tracker.api.permissions import Access, RoleAndScope

M = TypeVar("M", bound=Model)


class CachedView(APIView):
    """A view whose answers are private to the caller and carry an entity tag."""

    @property
    def caller(self) -> User:
        """Who asks; permissions let nobody through who is not known."""
        return cast(User, self.request.user)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        """Add the headers that caches need; a client that has the answer already gets 304."""
        final: Response = super().finalize_response(request, response, *args, **kwargs)
        final.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(final, ["Authorization", "Cookie", "Accept-Language"])
        if final.status_code == 200 and isinstance(final, Response):
            version = getattr(final, "version", None)
            final.add_post_render_callback(partial(conditional.label, request, version=version))
        return final


class ListedViewSet(CachedView, viewsets.GenericViewSet[M]):
    """Rows in pages. Each action needs an entry in `access`; `orderings` maps names to columns."""

    access: ClassVar[dict[str, Access]]
    orderings: ClassVar[dict[str, str]] = {"created_at": "pk"}
    permission_classes = (RoleAndScope,)
    lookup_value_converter = "uuid"

    def list(self, request: Request, **kwargs: Any) -> Response:
        """One page of the rows that pass the filters."""
        page = self.paginate_queryset(self.filter_queryset(self.candidates())) or []
        return self.get_paginated_response(self.get_serializer(self.in_full(page), many=True).data)

    def candidates(self) -> QuerySet[M]:
        """The rows that a page is chosen from."""
        return self.get_queryset()

    def in_full(self, page: Sequence[M]) -> Sequence[M]:
        """The rows of a page with all that is shown of them."""
        return page

    def represent(self, record: M, status: int = 200) -> Response:
        """The record as a response, tagged with its version where it has one."""
        response = Response(self.get_serializer(record).data, status=status)
        response.version = getattr(record, "version", None)  # type: ignore[attr-defined]
        return response

    def read(self, serializer_class: type[BaseSerializer[Any]]) -> Any:
        """The validated body; raises ValidationError naming what is wrong."""
        serializer = serializer_class(data=self.request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data


class ResourceViewSet(ListedViewSet[M]):
    """Rows in pages, and each at its own address."""

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        """One row in full."""
        return self.represent(self.get_object())


class NothingHereView(APIView):
    """Every other address below /api/: 404 in the shape of all refusals."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse before the method is looked at; a slash that was forgotten is pointed out."""
        path = request.path_info
        if not path.endswith("/") and self._resolves(f"{path}/"):
            raise NotFound(_("Addresses end with a slash here: %(address)s") % {"address": f"{path}/"})
        raise Http404

    def _resolves(self, path: str) -> bool:
        try:
            return resolve(path).func.cls is not NothingHereView  # type: ignore[attr-defined]
        except (Resolver404, AttributeError):
            return False
