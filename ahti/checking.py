"""Knows how a full bundle is checked beside what made it: by ``ahti verify`` in a process of its own."""

import asyncio
import sys
from asyncio.subprocess import PIPE

from harbors.allocations.records import Beacon
from harbors.allocations.refusals import not_verified


async def check_apart(bundle: bytes, *, root: str, beacon: Beacon) -> None:
    """Raise ``Conflict`` unless the bundle is accepted. It goes through a pipe: what is personal touches no disk."""
    published = ("--root", root, "--beacon-round", str(beacon.round), "--beacon", beacon.randomness)
    command = (sys.executable, "-m", "ahti", "verify", "-", *published)
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    try:
        told, complained = await process.communicate(bundle)
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode != 0:
        said = (told or complained).decode(errors="replace").strip()
        raise not_verified(said or f"the check ended with {process.returncode}")
