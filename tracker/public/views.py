"""Pages behind the links in messages: to look (GET) changes nothing, to confirm (POST) does, once."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from tracker.models import AnswerChoice, EvidenceKind, OutgoingMessage
from tracker.public.forms import AnswerForm, NoteForm
from tracker.services import answers, links, schedule, unsubscribing
from tracker.services.errors import Conflict, InvalidInput, ServiceError


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that no search engine keeps and no other site learns the address of.

    Not `no-referrer`: with it browsers hide the origin of the form as well, and it would be refused.
    """
    response = render(request, f"public/{name}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


def _refusal(request: HttpRequest, error: ServiceError, status: int) -> HttpResponse:
    sentences = (
        [one for found in error.errors.values() for one in found]
        if isinstance(error, InvalidInput)
        else [error.message]
    )
    return _page(request, "refused", {"sentences": sentences}, status)


@method_decorator([never_cache], name="dispatch")
class AnswerView(View):
    """Asks for confirmation of one answer to a reminder, then gives it."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what would be answered."""
        return self._with_question(request, token, self._ask)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Give the answer."""
        return self._with_question(request, token, self._answer)

    def _with_question(self, request: HttpRequest, token: str, then: Any) -> HttpResponse:
        """Read the link and go on in the recipient's language; 404 for a bad link, 410 for one used up."""
        try:
            link = links.read_answer(token)
            question = answers.question(link)
        except InvalidInput as error:
            return _refusal(request, error, 404)
        with translation.override(schedule.language_of(question.message.subscriber)):
            if question.given is not None:
                return _page(request, "answered", {"question": question, "answer": question.given}, 410)
            response: HttpResponse = then(request, link, question)
            return response

    def _ask(self, request: HttpRequest, link: links.AnswerLink, question: answers.Question) -> HttpResponse:
        form = AnswerForm() if link.choice == AnswerChoice.DONE else NoteForm()
        return _page(request, "answer", {"question": question, "form": form})

    def _answer(
        self, request: HttpRequest, link: links.AnswerLink, question: answers.Question
    ) -> HttpResponse:
        form = (AnswerForm if link.choice == AnswerChoice.DONE else NoteForm)(request.POST)
        if not form.is_valid():
            return _page(request, "answer", {"question": question, "form": form}, 400)
        try:
            given = answers.answer_by_link(link, _details(form))
        except InvalidInput as error:
            _show(form, error)
            return _page(request, "answer", {"question": question, "form": form}, 400)
        except Conflict as error:
            return _refusal(request, error, 410 if error.code == "answered" else 409)
        return _page(request, "answered", {"question": question, "answer": given, "now": True})


def _details(form: forms.Form) -> answers.Details:
    values = form.cleaned_data
    return answers.Details(
        note=values["note"],
        evidence_url=values.get("evidence_url") or "",
        evidence_kind=values.get("evidence_kind") or EvidenceKind.REPORT,
        happened_on=values.get("happened_on"),
    )


def _show(form: forms.Form, error: InvalidInput) -> None:
    """Put the service's sentences beside the fields they are about."""
    for field, sentences in error.errors.items():
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, sentence)


# Mail programs post here by themselves (RFC 8058), without a cookie: the signed address is the proof.
@method_decorator([csrf_exempt, never_cache, sensitive_post_parameters()], name="dispatch")
class UnsubscribeView(View):
    """Ends the subscriptions behind a message, or all mail to its recipient."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what would end."""
        return self._with_message(request, token, self._ask)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """End it: `List-Unsubscribe=One-Click` from a mail program, or `scope` from the page."""
        return self._with_message(request, token, self._end)

    def _with_message(self, request: HttpRequest, token: str, then: Any) -> HttpResponse:
        try:
            message = unsubscribing.message_of(token)
        except InvalidInput as error:
            return _refusal(request, error, 404)
        with translation.override(schedule.language_of(message.subscriber)):
            response: HttpResponse = then(request, message)
            return response

    def _ask(self, request: HttpRequest, message: OutgoingMessage) -> HttpResponse:
        return _page(request, "unsubscribe", {"subscriptions": unsubscribing.behind(message)})

    def _end(self, request: HttpRequest, message: OutgoingMessage) -> HttpResponse:
        if request.POST.get("scope") == "all":
            unsubscribing.end_all(message)
        else:
            unsubscribing.end_behind(message)
        return _page(request, "unsubscribed", {"everything": request.POST.get("scope") == "all"})
