"""Pages by position, not by number: stable while rows come and go, and fast at any depth."""

import re
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

PAGE_SIZE = 50
MAX_PAGE_SIZE = 200


class Position(NamedTuple):
    """Where a page begins: after (or, going back, before) the row with this value and key."""

    ordering: str
    back: bool
    value: Any
    pk: str


class Order(NamedTuple):
    """An ordering by one column and the key; rows without a value come last in both directions."""

    name: str
    field: str
    descending: bool
    nullable: bool

    def terms(self, back: bool) -> list[Any]:
        """Arguments of `order_by`, turned around for a page before a position."""
        down = self.descending != back
        key = "-pk" if down else "pk"
        if self.field == "pk":
            return [key]
        if not self.nullable:
            return [f"-{self.field}" if down else self.field, key]
        nulls = {"nulls_first": True} if back else {"nulls_last": True}
        column = F(self.field)
        return [column.desc(**nulls) if down else column.asc(**nulls), key]

    def beyond(self, position: Position) -> Q:
        """The rows past a position, in the direction it looks."""
        step = "lt" if self.descending != position.back else "gt"
        if self.field == "pk":
            return Q(**{f"pk__{step}": position.pk})
        absent = Q(**{f"{self.field}__isnull": True})
        if position.value is None:
            tied = absent & Q(**{f"pk__{step}": position.pk})
            return tied | ~absent if position.back else tied
        rows = Q(**{f"{self.field}__{step}": position.value})
        rows |= Q(**{self.field: position.value, f"pk__{step}": position.pk})
        return rows if position.back or not self.nullable else rows | absent


class KeysetPagination(BasePagination):
    """Cursor pages over `view.orderings` (`{name: column}`), the first of which, descending, is the default.

    Query parameters: `cursor` (opaque, signed), `page_size` (1 to 200), `ordering` (`name` or `-name`).
    """

    display_page_controls = False
    signer = Signer(salt="tracker.api.cursor")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page asked for; raises ValidationError naming the parameter that is wrong."""
        self.request = request
        self.order = self._order(request, queryset.model, view.orderings)
        size = self._page_size(request)
        position = self._position(request)
        back = bool(position and position.back)
        rows = queryset.order_by(*self.order.terms(back))
        if position:
            rows = self._narrow(rows, position)
        page = list(rows[: size + 1])
        more, page = len(page) > size, page[:size]
        if back:
            page.reverse()
        self.has_next = more or back if page else False
        self.has_previous = more if back else position is not None and bool(page)
        self.page = page
        return page

    def get_paginated_response(self, data: Any) -> Response:
        """`{"next", "previous", "results"}`; the first two are addresses or null."""
        following = self._link(self.page[-1], back=False) if self.has_next else None
        preceding = self._link(self.page[0], back=True) if self.has_previous else None
        return Response({"next": following, "previous": preceding, "results": data})

    def _order(self, request: Request, model: type[Model], orderings: dict[str, str]) -> Order:
        asked = request.query_params.get("ordering", f"-{next(iter(orderings))}")
        name = asked.removeprefix("-")
        if name not in orderings:
            names = ", ".join(part for known in orderings for part in (known, f"-{known}"))
            message = _("Choose one of: %(names)s.") % {"names": names}
            raise serializers.ValidationError({"ordering": [message]})
        field = orderings[name]
        nullable = field != "pk" and bool(getattr(model._meta.get_field(field), "null", False))
        return Order(asked, field, asked.startswith("-"), nullable)

    def _page_size(self, request: Request) -> int:
        asked = request.query_params.get("page_size", str(PAGE_SIZE))
        size = int(asked) if re.fullmatch("[0-9]{1,4}", asked) else 0
        if not 1 <= size <= MAX_PAGE_SIZE:
            message = _("Choose a whole number from 1 to %(most)s.") % {"most": MAX_PAGE_SIZE}
            raise serializers.ValidationError({"page_size": [message]})
        return size

    def _position(self, request: Request) -> Position | None:
        cursor = request.query_params.get("cursor")
        if not cursor:
            return None
        try:
            position = Position(*self.signer.unsign_object(cursor))
        except (BadSignature, TypeError, ValueError):
            raise self._bad_cursor() from None
        if position.ordering != self.order.name:
            raise self._bad_cursor()
        return position

    def _narrow(self, rows: QuerySet[Any], position: Position) -> QuerySet[Any]:
        try:
            return rows.filter(self.order.beyond(position))
        except (DjangoValidationError, ValueError):
            raise self._bad_cursor() from None

    def _bad_cursor(self) -> serializers.ValidationError:
        message = _("Not a cursor of this list and ordering. Follow “next” and “previous” as given.")
        return serializers.ValidationError({"cursor": [message]})

    def _link(self, row: Any, *, back: bool) -> str:
        value: Any = None if self.order.field == "pk" else getattr(row, self.order.field)
        if hasattr(value, "isoformat"):
            value = value.isoformat()
        cursor = self.signer.sign_object([self.order.name, back, value, str(row.pk)])
        query = self.request.query_params.copy()
        query["cursor"] = cursor
        pairs = [(name, item) for name, items in sorted(query.lists()) for item in items]
        return f"{self.request.build_absolute_uri(self.request.path)}?{urlencode(pairs)}"

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The page as OpenAPI describes it."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The query parameters as OpenAPI describes them."""
        names = [part for name in view.orderings for part in (name, f"-{name}")]
        return [
            _parameter("cursor", "Where to go on, as given in next and previous.", {"type": "string"}),
            _parameter(
                "page_size",
                "Rows a page.",
                {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE},
            ),
            _parameter("ordering", "Order of the rows.", {"type": "string", "enum": names}),
        ]


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
