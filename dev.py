#!/usr/bin/env python3
"""Knows how to work on Ahti from a bare Python: makes the project's environment, then runs the project's tools in it.

    python3 dev.py demo                  a city with a first season, served on this machine
    python3 dev.py test [ARGS...]        the tests; arguments go to pytest
    python3 dev.py check                 style, types, import arrows, schema, migrations
    python3 dev.py bench [NAME ARGS...]  a benchmark from benchmarks/
    python3 dev.py campaign [NAME N]     a test of many random cases, N of them
    python3 dev.py ahti ARGS...          any command line of ahti

Needs Python 3.11 or newer and nothing else: uv if there is one, else uv by way of pip, else venv and pip.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
OWN_UV = ROOT / ".uv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports", "--no-logo"),
    ("ahti", "schema", "--check"),
    ("pytest", "-q", "tests/architecture"),
)
# A campaign is a folder of tests and how many random cases each of them tries; a variable tells them.
CAMPAIGNS = {
    "abuse": ("tests/integration/abuse", 3_000),
    "draws": ("tests/property/draws", 10_000),
    "durability": ("tests/integration/durability", 60),
    "money": ("tests/integration/money", 1_000),
    "places": ("tests/integration/races", 1_000_000),
    "reads": ("tests/property/reads", 10_000),
    "renewals": ("tests/integration/renewals", 4_000),
}
EXAMPLES = "AHTI_CAMPAIGN_EXAMPLES"
# All tests: two processes share the files, each with a PostgreSQL of its own.
ALL_AT_ONCE = ("-n", "2", "--dist", "loadfile")
# Commands whose arguments may name files.
FROM_WHERE_WE_ARE = ("ahti", "demo")


def main(words: list[str]) -> int:
    command, arguments = (words[0], words[1:]) if words else ("", [])
    if command not in COMMANDS:
        print(__doc__, file=sys.stdout if command in {"help", "-h", "--help"} else sys.stderr)
        return 0 if command in {"help", "-h", "--help"} else 2
    if command not in FROM_WHERE_WE_ARE:
        os.chdir(ROOT)
    return COMMANDS[command](arguments)


def demo(arguments: list[str]) -> int:
    return become("ahti", "demo", *arguments)


def ahti(arguments: list[str]) -> int:
    return become("ahti", *arguments)


def test(arguments: list[str]) -> int:
    return become("pytest", *(arguments or ALL_AT_ONCE))


def check(_arguments: list[str]) -> int:
    prepare("dev")
    failed = [" ".join(words) for words in CHECKS if run(*words) != 0]
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    names = sorted(file.parent.name for file in (ROOT / "benchmarks").glob("*/__main__.py"))
    if not arguments or arguments[0] not in names:
        return listing("benchmarks", names)
    prepare("dev", "bench")
    return become("python", "-m", f"benchmarks.{arguments[0]}", *arguments[1:])


def campaign(arguments: list[str]) -> int:
    names = [name for name, (folder, _) in CAMPAIGNS.items() if (ROOT / folder).is_dir()]
    if not arguments or arguments[0] not in names:
        return listing("campaigns", names)
    folder, examples = CAMPAIGNS[arguments[0]]
    os.environ[EXAMPLES] = arguments[1] if len(arguments) > 1 else str(examples)
    return become("pytest", folder, *arguments[2:])


def listing(what: str, names: list[str]) -> int:
    print(f"{what}: {', '.join(names) or 'none'}", file=sys.stderr)
    return 2


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "check": check,
    "bench": bench,
    "campaign": campaign,
    "ahti": ahti,
}


def become(program: str, *arguments: str) -> int:
    """Turn this process into a program of the environment, so that signals reach it."""
    prepare(*([] if program == "ahti" else ["dev"]))
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(PROGRAMS / program, [str(PROGRAMS / program), *arguments])
    return run(program, *arguments)


def run(program: str, *arguments: str) -> int:
    print("$", program, *arguments, flush=True)
    return subprocess.run([PROGRAMS / program, *arguments]).returncode


def prepare(*extras: str) -> None:
    """Make the environment what pyproject.toml says, with at least these extras, unless it is that already."""
    mark, digest = ENVIRONMENT / "made-from", hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    made_from = mark.read_text().split() if mark.exists() and (PROGRAMS / "python").exists() else []
    there = set(made_from[1:]) if made_from[:1] == [digest] else set()
    if made_from[:1] == [digest] and there.issuperset(extras):
        return
    wanted = sorted(there.union(extras))
    uv = shutil.which("uv") or own_uv()
    if not (make_with_uv(uv, wanted) if uv else make_with_pip(wanted)):
        sys.exit("dev.py: the environment cannot be made; what was tried says why above")
    mark.write_text(" ".join([digest, *wanted]))


def make_with_uv(uv: str, extras: list[str]) -> bool:
    where = os.environ | {"UV_PROJECT_ENVIRONMENT": str(ENVIRONMENT)}
    chosen = [word for extra in extras for word in ("--extra", extra)]
    return told(uv, "sync", "--inexact", "--no-dev", *chosen, env=where)


def own_uv() -> str | None:
    """uv in the project's folder, fetched by pip: ``--target`` needs neither venv nor leave of the system."""
    uv = OWN_UV / "bin" / ("uv.exe" if os.name == "nt" else "uv")
    if not uv.exists() and importlib.util.find_spec("pip"):
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--root-user-action", "ignore")
        told(*pip, "--upgrade", "--target", str(OWN_UV), "uv")
    return str(uv) if uv.exists() else None


def make_with_pip(extras: list[str]) -> bool:
    """venv and pip; where Debian has split pip off from venv, the system's pip installs into the environment."""
    python = PROGRAMS / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python)] if importlib.util.find_spec("pip") else []
    if not told(sys.executable, "-m", "venv", *(["--without-pip"] if pip else []), str(ENVIRONMENT)):
        return False
    ours = f".[{','.join(extras)}]" if extras else "."
    return told(*(pip or [str(python), "-m", "pip"]), "install", "--quiet", "--editable", ours)


def told(*command: str, env: dict[str, str] | None = None) -> bool:
    """Say which command is run, run it in the project's folder, and tell whether it did well."""
    print("$", *command, file=sys.stderr, flush=True)
    return subprocess.run(command, cwd=ROOT, env=env).returncode == 0


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit(f"dev.py: Ahti needs Python 3.11 or newer, this is {sys.version.split()[0]}")
    sys.exit(main(sys.argv[1:]))
