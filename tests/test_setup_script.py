"""`ahd.py` on machines that lack something: it says what to do, and leaves nothing half made."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.stack import ROOT

NO_ENSUREPIP = 'import sys; print("ensurepip is not available"); sys.exit(1)\n'


def setup(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of the script in a folder of its own."""
    for name in ("ahd.py", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, folder)
    command = [sys.executable, "ahd.py", *arguments]
    return subprocess.run(
        command, cwd=folder, env=os.environ | variables, capture_output=True, text=True, check=False
    )


def test_says_which_package_brings_venv(tmp_path: Path) -> None:
    """Where Python comes without `ensurepip`, as on a bare Debian, the message names the package."""
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "venv.py").write_text(NO_ENSUREPIP, encoding="ascii")
    done = setup(tmp_path, "run", PYTHONPATH=str(modules))
    assert done.returncode == 1
    assert f"apt install python{sys.version_info.major}.{sys.version_info.minor}-venv" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_help_lists_the_commands(tmp_path: Path) -> None:
    """Help needs nothing installed."""
    done = setup(tmp_path, "--help")
    assert done.returncode == 0
    for command in ("run", "test", "check", "evaluate"):
        assert command in done.stdout


def test_unknown_command_is_refused(tmp_path: Path) -> None:
    """A misspelt command ends with code 2 and the list of those there are."""
    done = setup(tmp_path, "rnu")
    assert done.returncode == 2
    assert "run" in done.stderr
