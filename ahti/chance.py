"""Knows where chance comes from: the only place that asks the machine."""

import os


class SystemChance:
    """The machine's own source of bytes that nobody can guess."""

    def bytes(self, count: int) -> bytes:
        return os.urandom(count)
