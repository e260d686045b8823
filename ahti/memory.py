"""Knows how this process keeps its memory while it serves: what was made stays, and room for large answers is kept."""

import ctypes
import gc
import sys

# Of glibc's mallopt(3): below this, memory comes from the heap, and the heap gives back no less than this.
_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3
# The largest that glibc takes. An answer of a megabyte would otherwise be asked of the kernel, page by page, each time:
# a third of what it takes to pass one on.
ROOM_FOR_ANSWERS = 32 * 1024 * 1024


def settle() -> None:
    """What was made until now stays: the collector need not look at it again. Large memory, once had, is kept."""
    gc.collect()
    gc.freeze()
    if sys.platform == "linux":
        _keep_room()


def _keep_room() -> None:
    """Another C library than glibc has no such setting, or pays no heed."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, ROOM_FOR_ANSWERS)
        mallopt(_M_TRIM_THRESHOLD, ROOM_FOR_ANSWERS)
