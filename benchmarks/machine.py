"""Knows the machine that figures come from, without its name and its paths."""

import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import psutil

_CPUINFO = Path("/proc/cpuinfo")


def machine() -> Mapping[str, str]:
    """What figures depend on that is not ours."""
    gibibytes = psutil.virtual_memory().total / 2**30
    return {
        "CPU": f"{_cpu()}, {os.cpu_count()} logical cores",
        "memory": f"{gibibytes:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}, {platform.machine()}",
    }


def load() -> str:
    """How many processes wanted a core in the last minute, for how many cores there are."""
    if not hasattr(os, "getloadavg"):
        return "not known here"
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def versions(packages: Sequence[str]) -> Mapping[str, str]:
    """The versions of Python and of packages."""
    return {"Python": platform.python_version(), **{name: version(name) for name in packages}}


def _cpu() -> str:
    if _CPUINFO.exists():
        for line in _CPUINFO.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
