"""Knows what a server must become before it is PostgreSQL: nobody powerful, and dead when its parent is.

Run as a program of its own (standard library only), so that nothing happens between a fork and its exec:

    python -IS launch.py ACCOUNT PARENT_PID LIFELINE PROGRAM ARGUMENTS...

ACCOUNT is ``self``, ``namespace:UID:GID`` (files stay ours) or ``user:UID:GID``. LIFELINE is ``signal`` (Linux tells
the child that its parent died), ``pipe`` (a watchdog sees standard input end) or ``none``.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 4
CAPABILITY_VERSION_3 = 0x20080522
# What lets a plain user reach data and binaries behind our closed folders; the weaker one first.
CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE = 2, 1

# In bytes, the most that glibc takes.
ROOM_FOR_ANSWERS = str(32 * 1024 * 1024)
# An orderly stop that does not wait for clients ("fast shutdown").
FAST_SHUTDOWN = signal.SIGINT


def enter_namespace(uid: int, gid: int) -> None:
    """Become ``uid`` in a user namespace of our own, where it stands for who we are outside."""
    outer_uid, outer_gid = os.geteuid(), os.getegid()
    if _libc().unshare(CLONE_NEWUSER) != 0:
        raise PermissionError("user namespaces are refused here")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{uid} {outer_uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{gid} {outer_gid} 1", encoding="ascii")


def become_user(uid: int, gid: int) -> None:
    """Become ``uid`` for good; on Linux it may still pass through folders that only root can enter."""
    os.setgroups([])
    os.setgid(gid)
    if sys.platform == "linux":
        _libc().prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
        # Without this access(2), which PostgreSQL asks before it runs its programs, leaves capabilities out of account.
        _libc().prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    os.setuid(uid)
    if sys.platform == "linux":
        any(_keep_capability(capability) for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE))


def _keep_capability(capability: int) -> bool:
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    mask = 1 << capability
    # Effective, permitted, inheritable; then the same for capabilities above 31.
    sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    kept: bool = _libc().capset(header, sets) == 0
    return kept and _libc().prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) == 0


def die_with_parent(parent: int) -> None:
    """Have Linux stop us when the thread that started us ends; it may have ended already."""
    _libc().prctl(PR_SET_PDEATHSIG, FAST_SHUTDOWN, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the parent is gone")


def watch_for_parent() -> None:
    """Leave a watchdog behind that stops us when standard input ends, that is when the parent dies."""
    server = os.getpid()
    if os.fork() == 0:
        while os.read(0, 1):
            pass
        if os.getppid() == server:
            os.kill(server, FAST_SHUTDOWN)
        os._exit(0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)


def main(arguments: list[str]) -> None:
    account, parent, lifeline, program, *rest = arguments
    kind, *ids = account.split(":")
    if kind != "self":
        become = {"namespace": enter_namespace, "user": become_user}[kind]
        become(*map(int, ids))
    if lifeline == "signal":
        die_with_parent(int(parent))
    elif lifeline == "pipe":
        watch_for_parent()
    # Where there is no /proc, programs find the libraries beside them by this.
    os.environ["LD_ORIGIN_PATH"] = str(Path(program).parent)
    # With glibc an answer of a megabyte is otherwise asked of the kernel page by page, each time: a third of its cost.
    os.environ |= {"MALLOC_MMAP_THRESHOLD_": ROOM_FOR_ANSWERS, "MALLOC_TRIM_THRESHOLD_": ROOM_FOR_ANSWERS}
    os.execv(program, [program, *rest])


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


if __name__ == "__main__":
    main(sys.argv[1:])
