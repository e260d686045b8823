"""Knows how a long piece of work shows where it stands: a bar for each step, and how long each took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Steps:
    """The steps of the work in order. Bars go to standard error, so that results can be redirected by themselves."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = Progress(
            TextColumn("{task.description:<42}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(file=sys.stderr),
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    @contextmanager
    def step(self, name: str, *, total: int = 1) -> Iterator["Step"]:
        """One step of ``total`` parts; complete when the block ends well."""
        begun = time.monotonic()
        task = self._progress.add_task(name, total=total)
        yield Step(self._progress, task)
        self._progress.update(task, completed=total)
        self.seconds[name] = time.monotonic() - begun


class Step:
    """One bar."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task

    def advance(self, parts: int) -> None:
        self._progress.update(self._task, advance=parts)
