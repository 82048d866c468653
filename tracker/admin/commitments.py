"""Commitments: the list with its filters, and the page that reads as one sheet."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tracker.admin import looks
from tracker.admin.act_forms import ActForm
from tracker.admin.acts import BY_NAME, offered
from tracker.admin.base import back, page, person, refuse
from tracker.admin.filters import ActorFilter, DueFilter, MineFilter
from tracker.admin.follow_up_page import follow_up_context
from tracker.admin.forms import EdtfField
from tracker.admin.reviewing import EditForm, ReviewedAdmin, actor_field
from tracker.admin.sheets import commitment_sheet
from tracker.admin.site import site
from tracker.models import (
    Commitment,
    CommitmentKind,
    CommitmentParty,
    Meeting,
    PartyRole,
    ReportedStatus,
    ReviewState,
)
from tracker.queries import workplace
from tracker.services.errors import NotAllowed, ServiceError


class CommitmentForm(EditForm):
    """What a reviewer corrects of a commitment."""

    party_fields = {
        "committers": PartyRole.COMMITTER,
        "assignees": PartyRole.ASSIGNEE,
        "recipients": PartyRole.RECIPIENT,
    }

    kind = forms.ChoiceField(label=_("Kind"), choices=CommitmentKind.choices)
    committers = actor_field(_("Who"), CommitmentParty)
    action = forms.CharField(label=_("What"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
    assignees = actor_field(_("Charged with it"), CommitmentParty)
    recipients = actor_field(_("To whom"), CommitmentParty)
    due_text = forms.CharField(
        label=_("By when, as written"), required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    due_edtf = EdtfField(label=_("By when"), required=False)
    reported_status = forms.ChoiceField(label=_("In the article"), choices=ReportedStatus.choices)
    meeting = forms.ModelChoiceField(
        label=_("At the meeting"), queryset=Meeting.objects.none(), required=False, empty_label="—"
    )
    reason = forms.CharField(label=_("Reason"), required=False, widget=forms.TextInput(attrs={"dir": "auto"}))

    def __init__(self, *args: Any, record: Commitment, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        self.fields["meeting"].queryset = workplace.meetings_near(record)  # type: ignore[attr-defined]
        if record.review == ReviewState.ACCEPTED:
            # A date that is followed up has a history; it is revised on the page instead.
            del self.fields["due_edtf"]

    @staticmethod
    def parts_of(record: Any) -> Any:
        """Who is bound, charged and promised to."""
        return record.parties.all()


@admin.register(Commitment, site=site)
class CommitmentAdmin(ReviewedAdmin):
    """What was promised: by whom, what, to whom, by when, and whether it was found right."""

    edit_form = CommitmentForm
    list_display = ["action_short", "who", "kind", "state", "due", "sureness"]
    list_filter = [
        "review",
        DueFilter,
        MineFilter,
        ActorFilter,
        "status",
        "kind",
        ("topics", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["meeting", "owner"]
    date_hierarchy = "created_at"
    folded_fields = ("action_folded",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Commitment]:
        """Commitments with their parties."""
        return workplace.with_parties(super().get_queryset(request))

    def get_urls(self) -> list[URLPattern]:
        """The address to which the short forms are sent, before those of the reviews."""
        act = self.admin_site.admin_view(require_POST(self.act_view))
        return [path("<uuid:pk>/act/<slug:name>/", act, name="tracker_commitment_act"), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The sheet: who, what, to whom, by when, in which words, how sure that is, and what came of it."""
        return self._sheet(request, self._readable(request, object_id))

    def act_view(self, request: HttpRequest, pk: Any, name: str) -> HttpResponse:
        """Do what a short form asks for; a refusal is shown on the form."""
        commitment = self._readable(request, str(pk))
        offer = BY_NAME.get(name)
        if offer is None:
            raise Http404
        form = offer.form(
            request.POST, request.FILES, commitment=commitment, user=person(request), auto_id=f"{name}_%s"
        )
        if self._performed(form):
            messages.success(request, str(offer.done))
        elif offer.place != "inline" and offer in offered(commitment, person(request)):
            return self._sheet(request, self._readable(request, str(pk)), form)
        else:
            for sentences in form.errors.values():
                messages.error(request, " ".join(str(sentence) for sentence in sentences))
        return back(request, reverse("admin:tracker_commitment_change", args=[pk]))

    def _performed(self, form: ActForm) -> bool:
        """Whether the service did it; if not, the form says why."""
        if not form.is_valid():
            return False
        try:
            form.perform()
        except NotAllowed as error:
            raise PermissionDenied from error
        except ServiceError as error:
            refuse(form, error)
            return False
        return True

    def _readable(self, request: HttpRequest, pk: str) -> Commitment:
        if not self.has_view_permission(request):
            raise PermissionDenied
        commitment: Commitment | None = self.get_object(request, pk)
        if commitment is None:
            raise Http404
        return commitment

    def _sheet(
        self, request: HttpRequest, commitment: Commitment, refused: ActForm | None = None
    ) -> HttpResponse:
        context = commitment_sheet(commitment) | follow_up_context(commitment, person(request), refused)
        return page(self, request, "commitment/page", **context, title=str(commitment))

    @admin.display(description=_("action"), ordering="action")
    def action_short(self, commitment: Commitment) -> str:
        """The action, shortened."""
        return looks.isolated(commitment)

    @admin.display(description=_("who"))
    def who(self, commitment: Any) -> str:
        """Those bound."""
        return looks.names(party.name for party in commitment.committers)

    @admin.display(description=_("state"), ordering="review")
    def state(self, commitment: Commitment) -> str:
        """What people decided; once accepted, how it stands."""
        field = "status" if commitment.review == ReviewState.ACCEPTED else "review"
        return looks.choice_badge(commitment, field)

    @admin.display(description=_("due by"), ordering="due_latest_on")
    def due(self, commitment: Commitment) -> str:
        """Its last day, coloured by how near that is."""
        return looks.due_badge(commitment)

    @admin.display(description=_("confidence"), ordering="confidence")
    def sureness(self, commitment: Commitment) -> str:
        """How sure the extractor was."""
        return looks.percent(commitment.confidence)
