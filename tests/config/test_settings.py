"""A start with a value that is not allowed ends with one sentence; production insists on safety."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import Environment, SettingError, example, load
from tests.stack import ROOT

SECRET = secrets.token_urlsafe(60)
PRODUCTION = {"AHD_MODE": "production", "SECRET_KEY": SECRET, "AHD_BASE_URL": "https://ahd.example.org"}


def start(
    folder: Path, command: str = "check", *options: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Start a command with these variables and no others."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "AHD_ENV_FILE": "",
        "AHD_VAR": str(folder / "var"),
    }
    return subprocess.run(
        [sys.executable, "manage.py", command, *options],
        env=environment | variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


REFUSED = [
    ({"AHD_MODE": "prod"}, "AHD_MODE", "'prod'", "development or production"),
    ({"DEBUG": "maybe"}, "DEBUG", "'maybe'", "true or false"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY", "hidden", "at least 50 random characters"),
    ({"SECRET_KEY": "a" * 60}, "SECRET_KEY", "hidden", "at least 50 random characters"),
    ({"AHD_BASE_URL": "ahd.example.org"}, "AHD_BASE_URL", "'ahd.example.org'", "https://"),
    ({"AHD_BASE_URL": "https://example.org/ahd"}, "AHD_BASE_URL", "'https://example.org/ahd'", "https://"),
    ({"DATABASE_URL": "mysql://root:geheim@db/ahd"}, "DATABASE_URL", "hidden", "postgresql://"),
    ({"REDIS_URL": "amqp://guest:geheim@mq"}, "REDIS_URL", "hidden", "redis://"),
    ({"EMAIL_URL": "imap://me:geheim@mail"}, "EMAIL_URL", "hidden", "smtp://"),
    ({"TIME_ZONE": "Mars/Olympus"}, "TIME_ZONE", "'Mars/Olympus'", "IANA"),
    ({"LANGUAGE_CODE": "de"}, "LANGUAGE_CODE", "'de'", "ar, fr or en"),
    ({"LOG_LEVEL": "loud"}, "LOG_LEVEL", "'loud'", "DEBUG"),
    ({"LOG_FORMAT": "xml"}, "LOG_FORMAT", "'xml'", "json"),
    ({"DEFAULT_FROM_EMAIL": "nobody"}, "DEFAULT_FROM_EMAIL", "'nobody'", "e-mail address"),
    ({"AHD_MAX_BODY_BYTES": "1 MB"}, "AHD_MAX_BODY_BYTES", "'1 MB'", "from 1000 to"),
    ({"AHD_MAX_BODY_BYTES": "10"}, "AHD_MAX_BODY_BYTES", "'10'", "from 1000 to"),
    ({"AHD_MIN_ARABIC_SHARE": "40"}, "AHD_MIN_ARABIC_SHARE", "'40'", "from 0 to 1"),
    ({"AHD_MAX_TRIES": "0"}, "AHD_MAX_TRIES", "'0'", "from 1 to 20"),
    (PRODUCTION | {"DEBUG": "true"}, "DEBUG", "true", "must be false"),
    (PRODUCTION | {"SECRET_KEY": ""}, "SECRET_KEY", "missing", "at least 50 random characters"),
    (PRODUCTION | {"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS", "wildcard", "host names"),
    (PRODUCTION | {"ALLOWED_HOSTS": "a.example.org, *.org"}, "ALLOWED_HOSTS", "wildcard", "host names"),
]


@pytest.mark.parametrize(("variables", "name", "given", "allowed"), REFUSED)
def test_a_bad_value_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], name: str, given: str, allowed: str
) -> None:
    for variable, value in {"AHD_ENV_FILE": "", **variables}.items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(SettingError) as caught:
        load()
    sentence = str(caught.value)
    assert sentence.startswith(f"{name} ") and sentence.endswith(".") and "\n" not in sentence
    assert given in sentence and allowed in sentence
    assert "geheim" not in sentence


STARTS = [
    ({"AHD_MAX_TRIES": "0"}, "AHD_MAX_TRIES is '0', but must be a whole number from 1 to 20."),
    ({"AHD_VAR": "/proc/nowhere"}, "AHD_VAR is '/proc/nowhere', but must be a folder that can be written"),
    (PRODUCTION | {"DEBUG": "1"}, "DEBUG is true, but with AHD_MODE=production it must be false."),
]


@pytest.mark.parametrize(("variables", "sentence"), STARTS)
def test_a_bad_value_ends_the_start(tmp_path: Path, variables: dict[str, str], sentence: str) -> None:
    done = start(tmp_path, **variables)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(sentence) and done.stderr.count("\n") == 1


def test_nothing_set_is_a_working_development(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    key = tmp_path / "var" / "secret_key"
    assert len(key.read_text()) > 50 and key.stat().st_mode & 0o077 == 0
    before = key.read_text()
    start(tmp_path)
    assert key.read_text() == before


def test_production_passes_the_deployment_checks(tmp_path: Path) -> None:
    done = start(tmp_path, "check", "--deploy", "--fail-level", "INFO", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_production_keeps_no_key_in_the_folder(tmp_path: Path) -> None:
    start(tmp_path, **PRODUCTION)
    assert not (tmp_path / "var" / "secret_key").exists()


def test_a_file_gives_settings_and_the_environment_overrules_it(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text("AHD_MAX_TRIES=0\nLANGUAGE_CODE=fr\n")
    assert "AHD_MAX_TRIES" in start(tmp_path, AHD_ENV_FILE=str(file)).stderr
    assert start(tmp_path, AHD_ENV_FILE=str(file), AHD_MAX_TRIES="3").returncode == 0


@pytest.mark.parametrize(
    ("misspelt", "meant"), [("AHD_MAX_TRIE", "AHD_MAX_TRIES"), ("AHD_BASEURL", "AHD_BASE_URL")]
)
def test_a_misspelt_setting_is_not_overlooked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, misspelt: str, meant: str
) -> None:
    file = tmp_path / "settings.env"
    file.write_text(f"{misspelt}=3\n")
    monkeypatch.setenv("AHD_ENV_FILE", str(file))
    with pytest.raises(SettingError, match=f"{misspelt} is not a setting; {meant} is"):
        load()


def test_empty_values_are_no_values(tmp_path: Path) -> None:
    assert start(tmp_path, REDIS_URL="", DATABASE_URL="", AHD_MAX_TRIES="").returncode == 0


def test_every_setting_says_what_it_does_and_what_is_allowed() -> None:
    for name, field in Environment.model_fields.items():
        extra = field.json_schema_extra
        assert field.description and field.description.endswith("."), name
        assert isinstance(extra, dict) and extra["allowed"], name
        assert f"#{name.upper()}=" in example()


def test_the_example_uncommented_is_a_valid_development(tmp_path: Path) -> None:
    lines = [
        line[1:] for line in example().splitlines() if line.startswith("#") and not line.startswith("# ")
    ]
    file = tmp_path / "settings.env"
    file.write_text("\n".join(line for line in lines if not line.startswith("AHD_VAR=")))
    done = start(tmp_path, AHD_ENV_FILE=str(file))
    assert done.returncode == 0, done.stderr
