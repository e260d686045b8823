"""``ahti demo --exit`` with a smaller crowd, which tells on standard error where each step begins: to be killed there.

``python playing.py DATA_DIR CROWD``
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from ahti.commandline.demo import FOLDER, prepared
from ahti.demonstration.progress import Step, Steps
from ahti.logs import configure_logging
from ahti.refusal import OperatorError
from ahti.settings import load_settings


class ToldSteps(Steps):
    """Steps without bars."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @contextmanager
    def step(self, name: str, *, total: int = 1) -> Iterator[Step]:
        sys.stderr.write(f"{name}\n")
        sys.stderr.flush()
        with super().step(name, total=total) as step:
            yield step


try:
    settings = load_settings({"data_dir": Path(sys.argv[1])})
    configure_logging(settings.log)
    with prepared(settings.data_dir / FOLDER, settings, steps=ToldSteps(), crowd=int(sys.argv[2])):
        pass
except OperatorError as error:
    sys.stderr.write(f"{error}\n")
    sys.exit(2)
