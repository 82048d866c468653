"""Every setting that the environment or a `.env` file can give: its type, limits and meaning.

`load()` reads and checks them all; `example()` writes them down as a `.env.example`.
"""

import difflib
import os
import zoneinfo
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

T = TypeVar("T")

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
EMAIL_SCHEMES = ("smtp", "smtp+tls", "smtps", "console", "file")


class SettingError(Exception):
    """A variable has a value that is not allowed. Its text is one sentence for whoever starts Ahd."""


def knob(default: Any, allowed: str, meaning: str, **limits: Any) -> Any:
    """A setting: its default, what is allowed in words, what it does, and pydantic's limits."""
    return Field(default, description=meaning, json_schema_extra={"allowed": allowed}, **limits)


class Environment(BaseSettings):
    """The settings of one installation, each named like its variable in small letters."""

    model_config = SettingsConfigDict(
        case_sensitive=False, env_ignore_empty=True, extra="ignore", validate_default=False
    )

    ahd_mode: Literal["development", "production"] = knob(
        "development",
        "development or production",
        "Production refuses DEBUG, a missing or weak SECRET_KEY and a wildcard host.",
    )
    debug: bool = knob(
        False,
        "true or false",
        "Show tracebacks of errors in the browser. Never on a machine that others reach.",
    )
    secret_key: SecretStr | None = knob(
        None,
        "at least 50 random characters",
        "Signs sessions and links. Without it, development keeps a random one in AHD_VAR.",
    )
    allowed_hosts: Annotated[list[str], NoDecode] = knob(
        [],
        "host names separated by commas, such as ahd.example.org",
        "Host names under which the site answers, besides that of AHD_BASE_URL and this machine itself.",
    )
    ahd_base_url: HttpUrl = knob(
        HttpUrl("http://127.0.0.1:8000"),
        "an http:// or https:// address, such as https://ahd.example.org",
        "The address of the site as its readers see it; links in e-mails and feeds begin with it. "
        "With https, cookies and redirects insist on it.",
    )
    ahd_behind_proxy: bool = knob(
        False,
        "true or false",
        "Whether a proxy of yours stands in front and sets X-Forwarded-Proto; only then is it believed.",
    )
    ahd_hsts_seconds: int = knob(
        2_592_000,
        "a whole number of seconds from 0 to 63072000",
        "For how long browsers are told to use https only (with an https address).",
        ge=0,
        le=63_072_000,
    )
    ahd_var: Path = knob(
        BASE_DIR / "var",
        "a folder that can be written",
        "The folder of everything that Ahd writes: embedded database, broker, uploads, mail.",
    )
    database_url: SecretStr | None = knob(
        None,
        "postgresql://user:password@host:5432/name or sqlite:////path/to/file",
        "The database. Without it, an SQLite file in AHD_VAR.",
    )
    ahd_database_pool: int = knob(
        8,
        "a whole number from 1 to 200",
        "PostgreSQL connections that one process may hold open.",
        ge=1,
        le=200,
    )
    redis_url: SecretStr | None = knob(
        None,
        "redis://host:6379/0, rediss://… or redis+socket:///path",
        "The broker that wakes the workers. Without it, files in AHD_VAR do, on one machine.",
    )
    time_zone: str = knob(
        "Africa/Casablanca",
        "a name of the IANA time zone database, such as Africa/Casablanca",
        "The zone in which due days are days and pages show times.",
    )
    language_code: Literal["ar", "fr", "en"] = knob(
        "ar", "ar, fr or en", "The language of pages until a reader chooses another."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = knob(
        "INFO", "DEBUG, INFO, WARNING or ERROR", "The least level of messages that are logged."
    )
    log_format: Literal["text", "json"] = knob(
        "text", "text or json", "Log lines for people, or one JSON object a line for machines."
    )
    ahd_max_body_bytes: int = knob(
        1_000_000,
        "a whole number of bytes from 1000 to 20000000",
        "The longest article that is accepted, in bytes of UTF-8.",
        ge=1_000,
        le=20_000_000,
    )
    ahd_min_arabic_share: float = knob(
        0.4,
        "a number from 0 to 1",
        "Articles with a smaller share of Arabic among their letters are stored but not extracted.",
        ge=0,
        le=1,
    )
    ahd_max_tries: int = knob(
        4,
        "a whole number from 1 to 20",
        "How often an extraction is tried before the article is failed and waits for a person.",
        ge=1,
        le=20,
    )
    ahd_retry_seconds: float = knob(
        30,
        "a number of seconds from 0.1 to 3600",
        "The pause before the second try of an extraction; each later one is twice as long.",
        ge=0.1,
        le=3_600,
    )
    ahd_extraction_seconds: float = knob(
        60,
        "a number of seconds from 2 to 3600",
        "How long one extraction may take. A worker that dies is noticed after twice as long.",
        ge=2,
        le=3_600,
    )
    ahd_sweep_seconds: float = knob(
        30,
        "a number of seconds from 1 to 3600",
        "How often lost and stuck work is looked for; beat's heartbeat has the same pace.",
        ge=1,
        le=3_600,
    )
    ahd_max_queue_age_seconds: int = knob(
        900,
        "a whole number of seconds from 10 to 86400",
        "When the oldest waiting article is older than this, /readyz reports the queue as ill.",
        ge=10,
        le=86_400,
    )
    ahd_api_rate: str = knob(
        "6000/min",
        "a whole number of requests per sec, min, hour or day, such as 6000/min, or 0/min for no limit",
        "How many API requests one key or user may make.",
        pattern=r"^[0-9]{1,9}/(sec|min|hour|day)$",
    )
    email_url: SecretStr | None = knob(
        None,
        "smtp://user:password@host:587, smtp+tls://… (STARTTLS), smtps://…, console:// or file:///folder",
        "How e-mail leaves. Without it, messages are written as files to AHD_VAR/mail.",
    )
    default_from_email: str = knob(
        "Ahd <ahd@localhost>", "an e-mail address, with or without a name", "The sender of e-mails."
    )

    ahd_reminder_hour: int = knob(
        8,
        "a whole hour from 0 to 23",
        "The hour, in TIME_ZONE, at which reminders fall due; digests go at it in each recipient's zone.",
        ge=0,
        le=23,
    )
    ahd_due_soon_days: int = knob(
        14,
        "a whole number of days from 1 to 365",
        "How long before its due date a commitment is due soon.",
        ge=1,
        le=365,
    )
    ahd_long_overdue_days: int = knob(
        30,
        "a whole number of days from 1 to 3650",
        "How long after its due date a commitment is long overdue and goes to the supervisors.",
        ge=1,
        le=3_650,
    )
    ahd_stale_days: int = knob(
        60,
        "a whole number of days from 1 to 3650",
        "An open commitment on which nothing was recorded for so long is stale.",
        ge=1,
        le=3_650,
    )
    ahd_max_evidence_bytes: int = knob(
        10_000_000,
        "a whole number of bytes from 1000 to 200000000",
        "The largest file that is taken as evidence.",
        ge=1_000,
        le=200_000_000,
    )
    ahd_follow_up_sweep_seconds: float = knob(
        60,
        "a number of seconds from 1 to 3600",
        "How often due reminders, digests and messages are looked for.",
        ge=1,
        le=3_600,
    )
    ahd_message_lease_seconds: float = knob(
        180,
        "a number of seconds from 1 to 3600",
        "A message that a dead worker held is sent again after so long. Longer than any delivery takes.",
        ge=1,
        le=3_600,
    )
    ahd_message_patience_days: float = knob(
        5,
        "a number of days from 0.01 to 30",
        "How long an e-mail or webhook that cannot be delivered now is tried again before it has failed.",
        ge=0.01,
        le=30,
    )
    ahd_webhook_patience_days: float = knob(
        5,
        "a number of days from 0.01 to 365",
        "A webhook endpoint that answered nothing but failures for so long is disabled.",
        ge=0.01,
        le=365,
    )
    ahd_webhook_private_addresses: bool = knob(
        False,
        "true or false",
        "Whether webhooks may go to private, loopback and link-local addresses.",
    )
    ahd_answer_link_days: int = knob(
        30,
        "a whole number of days from 1 to 365",
        "For how long the links in an e-mail can be used to answer it.",
        ge=1,
        le=365,
    )

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return _require(value in zoneinfo.available_timezones(), value)

    @field_validator("default_from_email")
    @classmethod
    def _has_address(cls, value: str) -> str:
        return _require("@" in value and "\n" not in value, value)

    @field_validator("ahd_base_url")
    @classmethod
    def _plain_origin(cls, value: HttpUrl) -> HttpUrl:
        return _require((value.path or "/") == "/" and not value.query and not value.username, value)

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        secret = value.get_secret_value()
        return _require(len(secret) >= 50 and len(set(secret)) >= 5, value)

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr) -> SecretStr:
        return _require_scheme(value, ("postgres", "postgresql", "sqlite"))

    @field_validator("redis_url")
    @classmethod
    def _known_broker(cls, value: SecretStr) -> SecretStr:
        return _require_scheme(value, ("redis", "rediss", "redis+socket"))

    @field_validator("email_url")
    @classmethod
    def _known_mail(cls, value: SecretStr) -> SecretStr:
        return _require_scheme(value, EMAIL_SCHEMES)

    @model_validator(mode="after")
    def _safe_in_production(self) -> Self:
        if self.ahd_mode == "production":
            if self.debug:
                raise SettingError("DEBUG is true, but with AHD_MODE=production it must be false.")
            if self.secret_key is None:
                raise SettingError(
                    "SECRET_KEY is missing, but with AHD_MODE=production it must be "
                    "at least 50 random characters."
                )
            if any("*" in host for host in self.allowed_hosts):
                raise SettingError(
                    "ALLOWED_HOSTS holds a wildcard, but with AHD_MODE=production it must be "
                    "host names separated by commas, such as ahd.example.org."
                )
        return self

    @property
    def production(self) -> bool:
        """Whether this installation serves others."""
        return self.ahd_mode == "production"

    @property
    def origin(self) -> str:
        """The site's address without a slash at the end."""
        return str(self.ahd_base_url).rstrip("/")

    @property
    def hosts(self) -> list[str]:
        """All host names that requests may carry."""
        return [*dict.fromkeys([*self.allowed_hosts, self.ahd_base_url.host or "localhost", *LOCAL_HOSTS])]


def _require(condition: bool, value: T) -> T:
    if not condition:
        raise PydanticCustomError("not_allowed", "not allowed")
    return value


def _require_scheme(value: SecretStr, schemes: tuple[str, ...]) -> SecretStr:
    return _require(urlsplit(value.get_secret_value()).scheme in schemes, value)


def load() -> Environment:
    """The environment's settings, over those of the file that AHD_ENV_FILE names (default `.env`).

    Raises SettingError, with one sentence, on the first value that is not allowed.
    """
    file = os.environ.get("AHD_ENV_FILE", str(BASE_DIR / ".env"))
    _refuse_misspelt([*os.environ, *(dotenv_values(file) if file else ())])
    try:
        return Environment(_env_file=file or None)  # type: ignore[call-arg]
    except ValidationError as error:
        raise SettingError(_sentence(error)) from None


def _refuse_misspelt(variables: Iterable[str]) -> None:
    """Raise SettingError for a variable that is one of ours but for a letter; unseen, it would do nothing."""
    known = {name.upper() for name in Environment.model_fields}
    for name in variables:
        if name.startswith("AHD_") and name not in known:
            for meant in difflib.get_close_matches(name, known, n=1, cutoff=0.9):
                raise SettingError(f"{name} is not a setting; {meant} is.")


def _sentence(error: ValidationError) -> str:
    """What is wrong with the first bad variable, without giving a secret away."""
    first = error.errors()[0]
    name = str(first["loc"][0])
    field = Environment.model_fields[name]
    extra = field.json_schema_extra
    allowed = extra["allowed"] if isinstance(extra, dict) else ""
    given = "a value that is hidden here" if "SecretStr" in str(field.annotation) else repr(first["input"])
    return f"{name.upper()} is {given}, but must be {allowed}."


def example() -> str:
    """The text of a `.env.example`: every setting, commented out, with its meaning and default."""
    return "\n".join(_described(name) for name in Environment.model_fields)


def _described(name: str) -> str:
    field = Environment.model_fields[name]
    extra = field.json_schema_extra
    allowed = extra["allowed"] if isinstance(extra, dict) else ""
    return f"# {field.description}\n# Allowed: {allowed}.\n#{name.upper()}={_default(field.default)}\n"


def _default(value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Path):
        return value.name
    return str(value).rstrip("/")
