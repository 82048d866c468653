"""Where articles come from."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import AhdAdmin, refuse
from tracker.admin.site import site
from tracker.models import Source
from tracker.services import register
from tracker.services.errors import InvalidInput


class SourceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A source, whose name no other has."""

    def _post_clean(self) -> None:
        """Ask the service once the source carries what was typed."""
        super()._post_clean()  # type: ignore[misc]
        try:
            register.require_free_name(self.instance)
        except InvalidInput as error:
            refuse(self, error)


@admin.register(Source, site=site)
class SourceAdmin(AhdAdmin):
    """Newspapers, sites and agencies."""

    form = SourceForm
    list_display = ["name", "url", "article_count"]
    folded_fields = ("name_folded",)
    fields = ["name", "url"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """Sources with the number of their articles."""
        sources: QuerySet[Source] = super().get_queryset(request)
        return sources.annotate(article_count=Count("articles"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Articles keep their source."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Store through the service, which keeps the folded name."""
        register.save_source(obj, by=request.user)

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, source: Any) -> int:
        """How many articles came from it."""
        return int(source.article_count)
