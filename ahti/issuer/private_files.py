"""Knows files that only we may read, and that are whole or not there."""

import json
import os
from pathlib import Path
from typing import Any

_ONLY_US = 0o600


def write_private(path: Path, content: object) -> None:
    """Put ``content`` there as JSON: whoever reads meanwhile finds the old or the new, never half."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_US), "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read_private(path: Path) -> Any:
    """What was written, or ``None``."""
    try:
        return json.loads(path.read_text())
    except FileNotFoundError:
        return None
