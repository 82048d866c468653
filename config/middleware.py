"""Chooses the language of a page: what the reader chose, else the installation's own."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Django's middleware, but a browser's own language turns no page away from the default.

    A reader changes the language with the switch (a cookie). Only programs, under
    `/api/`, are answered in the language of their `Accept-Language` header.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language for the rest of the request."""
        if request.path_info.startswith("/api/"):
            language = translation.get_language_from_request(request)
        else:
            language = _language_of_cookie(request) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()


def _language_of_cookie(request: HttpRequest) -> str | None:
    try:
        return translation.get_supported_language_variant(
            request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        )
    except LookupError:
        return None
