"""Knows how a whole file is taken: not too large, in one of the formats, with something in it."""

from collections.abc import Callable, Mapping

from harbors.listings.faults import fault
from harbors.listings.files.features import read_features
from harbors.listings.files.lines import Read, Unreadable
from harbors.listings.files.tables import read_table
from harbors.listings.forms import Form
from harbors.listings.kinds import FileFormat

MOST_BYTES = 5_000_000
MOST_RECORDS = 5_000

_READERS: Mapping[FileFormat, Callable[..., Read]] = {
    FileFormat.GEOJSON: read_features,
    FileFormat.CSV: read_table,
}


def read_file(text: str, *, format: FileFormat, form: Form) -> Read:
    """All lines of a file, and what cannot be read of them; a file of which nothing can be read is one problem."""
    try:
        _check_size(text)
        read = _READERS[format](text, form=form, most=MOST_RECORDS)
        if not read.lines and not read.problems:
            raise Unreadable(fault("FILE_EMPTY", None))
    except Unreadable as unreadable:
        return Read([], [unreadable.problem])
    return read


def _check_size(text: str) -> None:
    if len(text) > MOST_BYTES or len(text.encode(errors="replace")) > MOST_BYTES:
        raise Unreadable(fault("FILE_TOO_LARGE", None, most=MOST_BYTES))
