"""Knows how a cluster comes to be: initdb, the three roles, the database, its extension; whole or not at all."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ahti.embedded.account import STEP_LIFELINE, Account
from ahti.embedded.binaries import Binaries
from ahti.embedded.errors import ServerFailed

SUPERUSER = "postgres"
DATABASE = "ahti"

_ROLES = """
CREATE ROLE ahti_owner LOGIN;
CREATE ROLE ahti_app LOGIN;
CREATE ROLE ahti_read LOGIN;
GRANT ahti_read TO ahti_app;
CREATE DATABASE ahti OWNER ahti_owner;
"""
# Before version 15 everybody may create in the schema public; since then its owner is the database's.
_INSIDE = """
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO ahti_owner;
SET SESSION AUTHORIZATION ahti_owner;
CREATE EXTENSION btree_gist;
"""
# Files are synced when the cluster is whole, not before.
_INITDB = (
    *("--username", SUPERUSER, "--encoding=UTF8", "--auth-local=trust", "--auth-host=reject"),
    *("--data-checksums", "--no-instructions", "--no-sync", "--text-search-config=simple"),
)
_BUILTIN_LOCALES_SINCE = 17


@dataclass(frozen=True, slots=True)
class Cluster:
    """A folder with one PostgreSQL's data, the programs that fit it and the account that runs them."""

    folder: Path
    binaries: Binaries
    account: Account
    durable: bool

    def create(self) -> None:
        """Make the cluster beside its place and move it there when it is whole. Raises ``ServerFailed``."""
        draft = Cluster(_aside(self.folder), self.binaries, self.account, self.durable)
        shutil.rmtree(draft.folder, ignore_errors=True)
        draft.folder.mkdir(mode=0o700)
        self.account.own(draft.folder)
        draft.initialize()
        draft.execute(SUPERUSER, _ROLES)
        draft.execute(DATABASE, _INSIDE)
        if self.durable:
            # A thousand small files: all at once takes a tenth of a second, one by one as initdb does it some seconds.
            os.sync()
        draft.folder.rename(self.folder)
        if self.durable:
            os.sync()

    def initialize(self) -> None:
        """Run initdb: order by code point, upper and lower case by Unicode where this system knows how."""
        if self.binaries.major >= _BUILTIN_LOCALES_SINCE:
            self._initdb("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
            return
        try:
            self._initdb("--locale=C.UTF-8")
        except ServerFailed as failure:
            if "invalid locale" not in failure.said:
                raise
            self._initdb("--locale=C")

    def execute(self, database: str, statements: str) -> None:
        """Run statements, one a line, as the superuser while no server runs (PostgreSQL's single-user mode)."""
        options = ("--single", "-D", str(self.folder), "-c", "exit_on_error=on", "-c", "fsync=off", database)
        self._run("the database could not be prepared", self.binaries.postgres, *options, given=statements)

    def _initdb(self, *locale: str) -> None:
        options = ("-D", str(self.folder), *_INITDB, *locale)
        self._run("the database could not be created", self.binaries.initdb, *options)

    def _run(self, failure: str, program: Path, *options: str, given: str = "") -> None:
        command = self.account.command(program, *options, lifeline=STEP_LIFELINE)
        answer = subprocess.run(command, input=given.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if answer.returncode != 0:
            raise ServerFailed(failure, answer.stdout.decode(errors="replace"))


def remove(folder: Path) -> None:
    """Give the cluster in ``folder`` up for good: out of its place at once, so that half of one never lies there."""
    aside = _aside(folder)
    if aside.exists():
        shutil.rmtree(aside)
    if folder.exists():
        shutil.rmtree(folder.rename(aside))


def _aside(folder: Path) -> Path:
    """Where a cluster lies that is not whole yet, or not any more; whatever is there can go."""
    return folder.with_name("cluster.new")


def made_by(folder: Path) -> int | None:
    """The major version that made the cluster in ``folder``; ``None`` when there is none."""
    version = folder / "PG_VERSION"
    return int(version.read_text(encoding="ascii")) if version.exists() else None
