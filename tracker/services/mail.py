"""Handing one e-mail to the mail server, and telling passing refusals from final ones."""

import contextlib
import smtplib
from collections.abc import Mapping

from django.core.mail import EmailMultiAlternatives, get_connection

from tracker.emails import Mail
from tracker.services.delivery_errors import DeliveryError, PermanentError, TemporaryError


def send(mail: Mail, to: str, message_id: str, headers: Mapping[str, str]) -> None:
    """Send it, under this Message-ID. Raises TemporaryError or PermanentError with the server's words.

    Returning means that the server has accepted it: how the connection ends afterwards does not matter.
    """
    message = EmailMultiAlternatives(
        subject=" ".join(mail.subject.split()),
        body=mail.text,
        to=[to],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated", **headers},
    )
    message.attach_alternative(mail.html, "text/html")
    connection = get_connection()
    try:
        connection.open()
        connection.send_messages([message])
    except (smtplib.SMTPException, OSError) as error:
        raise _sorted(error) from error
    finally:
        with contextlib.suppress(Exception):
            connection.close()


def _sorted(error: smtplib.SMTPException | OSError) -> DeliveryError:
    """The refusal as passing or final, by the server's code."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _by_code(code, words)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return TemporaryError(_words(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_code(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return PermanentError(str(error))
    return TemporaryError(f"{type(error).__name__}: {error}")


def _by_code(code: int, words: bytes | str) -> DeliveryError:
    kind = PermanentError if 500 <= code < 600 else TemporaryError
    return kind(_words(code, words))


def _words(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"
