"""Knows what a run was made on: the machine without its name, and the versions of all that took part."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from benchmarks import machine as machines
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


def machine(cores: Cores) -> Mapping[str, str]:
    """What the figures depend on that is not ours."""
    pinned = "server and database share one core, the load has another" if cores.pinned else "nothing"
    return {**machines.machine(), "pinned": pinned}


def versions(postgres: str, *, node: bool) -> Mapping[str, str]:
    """The versions of PostgreSQL, Python, its packages, and where Node takes part, of its packages."""
    of_node = _node_packages() if node else {}
    return {"PostgreSQL": postgres, **machines.versions(_PACKAGES), **of_node}


def _node_packages() -> Mapping[str, str]:
    packages: dict[str, str] = json.loads(_NODE_PACKAGES.read_text(encoding="utf-8"))["dependencies"]
    said = subprocess.run([find_node(), "--version"], capture_output=True, text=True, check=True).stdout
    return {"Node": said.strip().removeprefix("v"), **packages}
