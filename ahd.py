#!/usr/bin/env python3
"""Makes the virtual environment that Ahd needs and runs one of its commands in it.

Only the standard library is used here: this script is what runs before anything is
installed. `python3 ahd.py --help` lists the commands.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RUNTIME, DEV = "requirements.txt", "requirements-dev.txt"
MINIMUM = (3, 11)
CHECKS = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
    ("import-linter", ["-c", "from importlinter.cli import lint_imports_command as run; run()"]),
)


def fail(message: str) -> None:
    """End with a sentence for people and exit code 1."""
    sys.exit(f"ahd: {message}")


def make_venv() -> None:
    """Create `.venv` unless it is there; say what to install where Python comes without it."""
    if PYTHON.exists():
        return
    print(f"Making a virtual environment in {VENV.name}/ …", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        fail(
            "this Python cannot make virtual environments. On Debian or Ubuntu: "
            f"apt install python{version}-venv (or python3-venv), then run this again.\n"
            f"{made.stdout}{made.stderr}".rstrip()
        )


def stamp_of(lock: str) -> tuple[Path, str]:
    """The file that says which version of a lock is installed, and what it should say."""
    return VENV / f".installed-{lock}", hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def is_installed(lock: str) -> bool:
    """Whether the virtual environment holds exactly this version of the lock."""
    stamp, digest = stamp_of(lock)
    return stamp.exists() and stamp.read_text(encoding="ascii") == digest


def install(lock: str) -> None:
    """Install a lock, hashes checked, unless it is installed; the development lock holds the other whole."""
    make_venv()
    if is_installed(lock) or (lock == RUNTIME and is_installed(DEV)):
        return
    print(f"Installing {lock} …", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, "--no-deps", "--require-hashes", "-r", str(ROOT / lock)], check=False)
    if done.returncode != 0:
        fail(f"pip could not install {lock}; its message is above. Nothing was started.")
    for other in (RUNTIME, DEV):
        stamp_of(other)[0].unlink(missing_ok=True)
    stamp, digest = stamp_of(lock)
    stamp.write_text(digest, encoding="ascii")


def python(*arguments: str) -> int:
    """Run the environment's Python in the project's folder and return its exit code."""
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False).returncode


def become(*arguments: str) -> None:
    """Replace this process by the environment's Python, so that signals reach it."""
    os.chdir(ROOT)
    if os.name == "nt":
        sys.exit(python(*arguments))
    os.execv(PYTHON, [str(PYTHON), *arguments])


def run(arguments: list[str]) -> None:
    """Start everything: web, worker and clock in one terminal."""
    install(RUNTIME)
    become("manage.py", "run", *arguments)


def check(arguments: list[str]) -> None:
    """Static checks: style, types, layers."""
    install(DEV)
    failed = []
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        if python(*command, *arguments) != 0:
            failed.append(name)
    if failed:
        fail(f"not clean: {', '.join(failed)}")


def test(arguments: list[str]) -> None:
    """Static checks and all tests; arguments go to pytest (and then only pytest runs)."""
    install(DEV)
    if not arguments:
        check([])
        arguments = ["-n", "2", "--dist", "loadfile"]
    become("-m", "pytest", *arguments)


def evaluate(arguments: list[str]) -> None:
    """Print every figure of the extraction's accuracy; arguments go to benchmarks.evaluate."""
    install(DEV)
    become("-m", "benchmarks.evaluate", *arguments)


COMMANDS = {"run": run, "test": test, "check": check, "evaluate": evaluate}


def main() -> None:
    """Read the command line."""
    if sys.version_info < MINIMUM:
        fail(f"Python {'.'.join(map(str, MINIMUM))} or newer is needed; this is {sys.version.split()[0]}.")
    parser = argparse.ArgumentParser(prog="ahd.py", description="Sets up and runs Ahd.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, function in COMMANDS.items():
        commands.add_parser(name, help=function.__doc__, add_help=name not in ("test", "run", "evaluate"))
    options, rest = parser.parse_known_args()
    COMMANDS[options.command](rest)


if __name__ == "__main__":
    main()
