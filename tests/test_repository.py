"""What must never land: registry addresses, paths of one machine, secrets, texts of others."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.stack import ROOT

WORDS_IN_A_ROW = 9
REGISTRIES = re.compile(
    "py" + r"pi\.org|pythonhos" + r"ted|npm" + r"js\.|deb\.deb" + r"ian|--(?:extra-)?index-" + r"url[ =]h"
)
SECRETS = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}")


def tracked() -> list[Path]:
    """Every text file that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return [ROOT / name for name in names if Path(name).suffix not in (".png", ".ico", ".woff2")]


def texts() -> dict[str, str]:
    """Contents by path, relative to the project."""
    files = [path for path in tracked() if path.is_file()]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}


def test_no_registry_addresses_or_secrets() -> None:
    """Locks carry hashes, no addresses; no key is kept."""
    found = [name for name, text in texts().items() if REGISTRIES.search(text) or SECRETS.search(text)]
    assert found == []


def test_no_paths_of_this_machine() -> None:
    """Nothing names the folder that this checkout happens to lie in."""
    parent = f"{ROOT.parent}/"
    if parent in ("/", "/tmp/", "/home/", "/root/", "/usr/src/"):
        pytest.skip("the folder's name says nothing")
    assert [name for name, text in texts().items() if parent in text] == []


def test_changelog_names_the_version() -> None:
    """The version of the package has its entry."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_text_of_others(shared: Path) -> None:
    """No stretch of the evaluation articles stands in the project."""
    theirs: set[tuple[str, ...]] = set()
    for file in [*(shared / "eval").glob("*.jsonl"), *(shared / "seeds").glob("*.txt")]:
        theirs |= shingles(file.read_text(encoding="utf-8"))
    found = {name: shingles(text) & theirs for name, text in texts().items()}
    assert {name: runs for name, runs in found.items() if runs} == {}


def shingles(text: str) -> set[tuple[str, ...]]:
    """All runs of Arabic words of the given length."""
    words = re.findall(r"[\u0621-\u064a]+", text)
    return {tuple(words[i : i + WORDS_IN_A_ROW]) for i in range(len(words) - WORDS_IN_A_ROW + 1)}
