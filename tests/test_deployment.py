"""The files that deploy Ahd name only what the code has: commands, settings, ports."""

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from celery.bin.celery import celery as celery_cli
from django.core.management import get_commands
from granian.cli import cli as granian_cli

from config import environment
from tests.stack import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
OURS = sorted(name for name, service in COMPOSE["services"].items() if service["image"] == "ahd")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
ONLY_COMPOSE = {"POSTGRES_PASSWORD", "AHD_PORT"}
KNOWN = {name.upper() for name in environment.Environment.model_fields}


def image_command() -> list[str]:
    """What a container of the image runs unless told otherwise."""
    found = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert found
    return [str(part) for part in yaml.safe_load(found.group(1))]


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every command of ours that a container runs, with the name of its service."""
    for name in OURS:
        service = COMPOSE["services"][name]
        yield name, service.get("command") or image_command()
        test = service.get("healthcheck", {}).get("test", ["NONE"])
        if test[0] == "CMD":
            yield f"{name} health", test[1:]
        if test[0] == "CMD-SHELL":
            yield f"{name} health", test[1].split()
    for line in re.findall(r"python (manage\.py \w+)", DOCKERFILE):
        yield "image", ["python", *line.split()]


def test_compose_file_is_valid() -> None:
    """The file follows the Compose specification's own schema."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run(
        [*command, str(ROOT / "docker-compose.yml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("service", "command"), list(commands()))
def test_commands_exist(service: str, command: list[str]) -> None:
    """Each command names a program, a subcommand and options that are there."""
    program, *arguments = command
    if program == "python" and arguments[0] == "manage.py":
        assert arguments[1] in get_commands()
    elif program == "celery":
        assert arguments[:2] == ["-A", "config"]
        subcommand = celery_cli.commands[arguments[2]]
        options = {option for parameter in subcommand.params for option in parameter.opts}
        assert {part for part in arguments[2:] if part.startswith("--")} <= options
    elif program == "granian":
        options = {option for parameter in granian_cli.params for option in parameter.opts}
        assert {part for part in arguments if part.startswith("--")} <= options
        module, _, attribute = arguments[-1].partition(":")
        assert callable(getattr(importlib.import_module(module), attribute))
    else:
        pytest.fail(f"{service} runs {program}, which this test does not know")


def environment_of(service: dict[str, Any]) -> set[str]:
    """Names of the variables that a service of ours is given."""
    return set(service["environment"])


@pytest.mark.parametrize("name", OURS)
def test_variables_are_settings(name: str) -> None:
    """No container of ours is given a variable that no setting reads."""
    assert environment_of(COMPOSE["services"][name]) <= KNOWN


def test_image_variables_are_settings() -> None:
    """The image's own variables are settings too."""
    named = set(re.findall(r"(AHD_\w+|SECRET_KEY|DATABASE_URL)=", DOCKERFILE))
    assert named - {"AHD_ENV_FILE"} <= KNOWN


def test_ports_agree() -> None:
    """The port that is published is the one that the image listens on and that is checked."""
    command = image_command()
    port = command[command.index("--port") + 1]
    assert COMPOSE["services"]["web"]["ports"][0].rpartition(":")[2] == port
    assert f"EXPOSE {port}" in DOCKERFILE
    assert f"http://127.0.0.1:{port}/healthz" in DOCKERFILE


def test_addresses_between_services() -> None:
    """The hosts in addresses are services of the file."""
    for name in OURS:
        for value in COMPOSE["services"][name]["environment"].values():
            for host in re.findall(r"@(\w+):\d|redis://(\w+):|smtp://(\w+):", value):
                assert "".join(host) in COMPOSE["services"]


def test_one_beat_and_no_root() -> None:
    """There is one clock, and nothing of ours runs as root."""
    beats = [name for name in OURS if "beat" in (COMPOSE["services"][name].get("command") or [])]
    assert beats == ["beat"]
    assert COMPOSE["services"]["beat"]["deploy"]["replicas"] == 1
    assert re.findall(r"^USER (\w+)$", DOCKERFILE, re.MULTILINE) == ["ahd"]


def test_example_documents_every_setting() -> None:
    """`.env.example` holds what the settings say of themselves, and what only Compose reads."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert environment.example() in text, "renew it: manage.py settings_example > .env.example"
    named = set(re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE))
    assert named == KNOWN | ONLY_COMPOSE


def test_compose_variables_are_documented() -> None:
    """Whatever the Compose file takes from `.env` is in the example."""
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    documented = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    assert asked <= documented
