"""Who may enter: users, roles, keys of programs, and the signs of life of the system."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.admin import looks
from tracker.admin.base import NeverEdited, ReadOnly, link, page, refuse
from tracker.admin.site import Section, site
from tracker.models import ApiKey, Heartbeat, Scope, SubmissionKey
from tracker.services import keys
from tracker.services.errors import ServiceError

ROLES: dict[str, str | Promise] = {
    "viewer": gettext_lazy("viewer"),
    "submitter": gettext_lazy("submitter"),
    "reviewer": gettext_lazy("reviewer"),
    "editor": gettext_lazy("editor"),
    "supervisor": gettext_lazy("supervisor"),
}


@admin.register(User, site=site)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]
    """Users and their roles."""

    section = Section.ACCESS
    list_display = ["username", "first_name", "last_name", "email", "roles", "is_active", "last_login"]
    list_filter = ["groups", "is_active", "is_superuser"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Users with their roles."""
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, user: User) -> str:
        """The names of the user's roles."""
        return looks.names(ROLES.get(group.name, group.name) for group in user.groups.all())


@admin.register(Group, site=site)
class GroupAdmin(DjangoGroupAdmin):
    """Roles and what they may do."""

    section = Section.ACCESS


class KeyForm(forms.Form):
    """For whom a key is, what it may be used for, and how long."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=50)
    user = forms.ModelChoiceField(
        label=gettext_lazy("User"), queryset=User.objects.filter(is_active=True).order_by("username")
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("May be used to"),
        choices=Scope.choices,
        initial=[Scope.READ, Scope.SUBMIT],
        widget=forms.CheckboxSelectMultiple,
    )
    expires_at = forms.DateTimeField(
        label=gettext_lazy("Valid until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )


@admin.register(ApiKey, site=site)
class ApiKeyAdmin(NeverEdited):
    """Keys of programs: issued and revoked here, shown only once."""

    section = Section.ACCESS
    list_display = [
        "name",
        "prefix",
        "user",
        "scope_names",
        "created",
        "last_used_at",
        "expiry_date",
        "revoked",
    ]
    list_filter = ["revoked", "created"]
    list_select_related = ["user"]
    plain_fields = ("name", "prefix", "user__username")
    actions = ["revoke_selected"]

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Whether the user may take keys back."""
        return bool(request.user.has_perm("tracker.delete_apikey"))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form to issue a key; the key itself is on the answer, and nowhere after it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = KeyForm(request.POST or None, initial={"user": request.user.pk})
        plain = ""
        if form.is_valid():
            try:
                _key, plain = keys.issue_key(**form.cleaned_data)
            except ServiceError as error:
                refuse(form, error)
        return page(self, request, "apikey/issue", form=form, plain=plain, title=_("Issue an API key"))

    @admin.action(description=gettext_lazy("Revoke"), permissions=["revoke"])
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        """Take the selected keys back for good."""
        done = sum(keys.revoke(key) for key in queryset)
        messages.success(request, ngettext("%(n)d key revoked.", "%(n)d keys revoked.", done) % {"n": done})

    @admin.display(description=gettext_lazy("scopes"))
    def scope_names(self, key: ApiKey) -> str:
        """What it may be used for."""
        return looks.names(dict(Scope.choices).get(scope, scope) for scope in key.scopes)


@admin.register(SubmissionKey, site=site)
class SubmissionKeyAdmin(ReadOnly):
    """Idempotency keys that clients sent."""

    section = Section.ACCESS
    list_display = ["key", "user", "of_article", "created_at"]
    list_select_related = ["user", "article"]
    plain_fields = ("key",)

    @admin.display(description=gettext_lazy("article"))
    def of_article(self, key: SubmissionKey) -> str:
        """The article it led to."""
        return link(key.article)


@admin.register(Heartbeat, site=site)
class HeartbeatAdmin(ReadOnly):
    """When the clock of the system was last heard."""

    section = Section.ACCESS
    list_display = ["name", "beat_at"]
