"""Knows what a run was made on: the machine without its name, and the versions of all that took part."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import psutil

from benchmarks.reads.peers.postgraphile_peer import find_node
from benchmarks.reads.pinning import Cores

_PACKAGES = (
    "graphene",
    "graphql-core",
    "asyncpg",
    "uvicorn",
    "uvloop",
    "httptools",
    "orjson",
    "starlette",
    "aiodataloader",
    "strawberry-graphql",
    "ariadne",
)
_NODE_PACKAGES = Path(__file__).parent / "peers" / "postgraphile" / "package.json"
_CPUINFO = Path("/proc/cpuinfo")


def machine(cores: Cores) -> Mapping[str, str]:
    """What the figures depend on that is not ours."""
    gibibytes = psutil.virtual_memory().total / 2**30
    return {
        "CPU": f"{_cpu()}, {os.cpu_count()} logical cores",
        "memory": f"{gibibytes:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "pinned": "server and database share one core, the load has another" if cores.pinned else "nothing",
    }


def versions(postgres: str, *, node: bool) -> Mapping[str, str]:
    """The versions of PostgreSQL, Python, its packages, and where Node takes part, of its packages."""
    of_node = _node_packages() if node else {}
    ours = {name: version(name) for name in _PACKAGES}
    return {"PostgreSQL": postgres, "Python": platform.python_version(), **ours, **of_node}


def _node_packages() -> Mapping[str, str]:
    packages: dict[str, str] = json.loads(_NODE_PACKAGES.read_text(encoding="utf-8"))["dependencies"]
    said = subprocess.run([find_node(), "--version"], capture_output=True, text=True, check=True).stdout
    return {"Node": said.strip().removeprefix("v"), **packages}


def _cpu() -> str:
    if _CPUINFO.exists():
        for line in _CPUINFO.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
