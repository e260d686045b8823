"""Knows the page of figures, ``docs/benchmarks.md``: each benchmark writes its own part, between marks."""

from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
PAGE = "benchmarks.md"
_HEAD = """# Benchmarks

Each part is written by the command that it names; whoever edits one by hand loses that with the next run. Figures are
compared inside one run: what a machine does in a second says little, how many times as much somebody else does says
more.
"""


class NotOnPage(Exception):
    """A page is there, but it has lost a mark."""


def write_part(folder: Path, name: str, text: str) -> Path:
    """Put the part of a benchmark in the place of its last one, or at the end. Raises ``NotOnPage``."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / PAGE
    before = page.read_text(encoding="utf-8") if page.exists() else _HEAD
    page.write_text(with_part(before, name, text), encoding="utf-8")
    return page


def with_part(page: str, name: str, text: str) -> str:
    """The page with another part of that name. Raises ``NotOnPage``."""
    begins, ends = (f"<!-- {what} {name} -->" for what in ("begin", "end"))
    part = f"{begins}\n{text.strip()}\n{ends}\n"
    if begins not in page and ends not in page:
        return f"{page.rstrip()}\n\n{part}"
    head, found, rest = page.partition(f"{begins}\n")
    _, closed, tail = rest.partition(f"{ends}\n")
    if not found or not closed:
        raise NotOnPage(f"{PAGE} does not have both {begins} and {ends}, each on a line of its own")
    return f"{head}{part}{tail}"
