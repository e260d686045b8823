"""``ahti draw IN OUT``: read an instance of ``berth-match/1``, draw, write the result. No database is needed."""

import os
import shutil
import sys
from argparse import BooleanOptionalAction, Namespace
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from ahti.commandline.tabled import draw_tabled, is_tabled
from ahti.refusal import OperatorError
from ahti.settings import Settings
from harbors.draws.interchange import BadInstance, parse, result
from harbors.draws.records import Instance
from harbors.draws.rules import draw

STANDARD_OUTPUT = Path("/dev/stdout")


class BadDraw(OperatorError):
    """IN is no instance that can be drawn, or a file is not there or not to be used."""


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "draw",
        help="draw an instance from a file",
        description="Reads an instance of berth-match/1 and writes its result. OUT is written only when all went well.",
    )
    parser.add_argument(
        "instance",
        metavar="IN",
        type=Path,
        help="the instance; a .jsonl file holds one on each line, a folder or a zip holds a big round as tables",
    )
    parser.add_argument("result", metavar="OUT", type=Path, help="where the result goes, one line for each instance")
    parser.add_argument(
        "--explanations",
        action=BooleanOptionalAction,
        default=True,
        help="explain each better choice that was not received; in large rounds this is most of the result",
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace, _settings: Settings) -> int:
    try:
        _draw(arguments.instance, arguments.result, explained=arguments.explanations)
    except BadInstance as bad:
        raise BadDraw(f"{arguments.instance}: {bad}") from None
    except OSError as error:
        raise BadDraw(f"{error.filename or arguments.result}: {error.strerror}") from None
    return 0


def _draw(path: Path, out: Path, *, explained: bool) -> None:
    if out.is_file() and path.exists() and out.samefile(path):
        raise BadDraw(f"{out}: IN and OUT are the same file")
    if is_tabled(path):
        with _replacing(out) as target:
            draw_tabled(path, target)
        return
    with path.open("rb") as source, _replacing(out) as target:
        for instance in _instances(source, many=path.suffix == ".jsonl"):
            target.writelines(result(instance, draw(instance), explained=explained))


def _instances(source: IO[bytes], *, many: bool) -> Iterator[Instance]:
    if not many:
        yield parse(source.read())
        return
    for number, line in enumerate(source, start=1):
        if line.strip():
            yield parse(line, first_line=number)


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of ``path`` at the end of the block, if that is reached.

    Standard output, a pipe or a device gets the whole at that time instead.
    """
    if path == STANDARD_OUTPUT or (path.exists() and not path.is_file()):
        with _stream(path) as stream, TemporaryFile() as whole:
            yield whole
            whole.seek(0)
            shutil.copyfileobj(whole, stream)
    else:
        with _beside(path.resolve()) as part:
            with part.open("wb") as file:
                yield file
            part.replace(path.resolve())


def _stream(path: Path) -> AbstractContextManager[IO[bytes]]:
    # To open /dev/stdout would be to open again, at its beginning, the file that it may have been sent to.
    return nullcontext(sys.stdout.buffer) if path == STANDARD_OUTPUT else path.open("wb")


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """The name of a file for the time being, in the folder of ``path``."""
    if not path.parent.is_dir():
        raise BadDraw(f"{path}: there is no such folder")
    part = path.with_name(f".ahti-draw-{os.getpid()}")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
