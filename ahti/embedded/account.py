"""Knows under which account the server runs: ours, or, as PostgreSQL refuses root, an unprivileged one."""

import os
import pwd
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ahti.embedded import launch
from ahti.embedded.errors import EmbeddedError

# How a server, and a program that runs for a moment, learn that we are gone.
SERVER_LIFELINE = "signal" if sys.platform == "linux" else "pipe"
STEP_LIFELINE = "signal" if sys.platform == "linux" else "none"

# Accounts that every system has and hardly anything runs under.
_PLAIN_USERS = ("daemon", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """How ``launch`` is told to become the server's account, and who then owns its files."""

    become: str
    uid: int
    gid: int

    def command(self, program: Path, *arguments: str, lifeline: str) -> list[str]:
        """The command line that runs ``program`` under this account as a child of this process."""
        launcher = [sys.executable, "-I", "-S", launch.__file__, self.become, str(os.getpid()), lifeline]
        return [*launcher, str(program), *arguments]

    def own(self, top: Path) -> None:
        """Give a folder and all in it to this account."""
        if top.stat().st_uid == self.uid:
            return
        for folder, _, names in os.walk(top):
            for name in names:
                os.chown(Path(folder, name), self.uid, self.gid, follow_symlinks=False)
            os.chown(folder, self.uid, self.gid)


def choose_account(postgres: Path) -> Account:
    """Our own account; for root the first way to be somebody else that works here.

    In a user namespace files stay root's; where namespaces are refused (a chroot, many containers) a system
    account runs the server and is given the data.
    """
    if os.geteuid() != 0:
        return Account(become="self", uid=os.geteuid(), gid=os.getegid())
    plain = _plain_user()
    for account in (
        Account(become=f"namespace:{plain.pw_uid}:{plain.pw_gid}", uid=0, gid=0),
        Account(become=f"user:{plain.pw_uid}:{plain.pw_gid}", uid=plain.pw_uid, gid=plain.pw_gid),
    ):
        if _works(account, postgres):
            return account
    raise EmbeddedError(f"PostgreSQL refuses to run as root, and {plain.pw_name} cannot run {postgres} either")


def _plain_user() -> pwd.struct_passwd:
    users = {user.pw_name: user for user in pwd.getpwall() if user.pw_uid != 0}
    for name in _PLAIN_USERS:
        if name in users:
            return users[name]
    if users:
        return next(iter(users.values()))
    raise EmbeddedError("PostgreSQL refuses to run as root, and this system has no other user")


def _works(account: Account, postgres: Path) -> bool:
    command = account.command(postgres, "--version", lifeline=STEP_LIFELINE)
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
