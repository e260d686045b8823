"""Knows the page that tells how files of resources are written: it is made of the forms of listings."""

from collections.abc import Iterator

from harbors.listings.fields import Field
from harbors.listings.files.features import MOST_BRACKETS
from harbors.listings.files.reading import MOST_BYTES, MOST_RECORDS
from harbors.listings.forms import FORMS, Form
from harbors.listings.keeping import MOST_PROBLEMS
from harbors.listings.shapes import EAST, MOST_POSITIONS, NORTH, SOUTH, WEST

_HEAD = f"""# Files of resources

Made by `ahti schema --files` of the forms of listings: change it there.

`importListings` takes a file of resources of one kind, as GeoJSON or CSV. It is checked as a whole: all of it is
listed, or nothing, and the report names every fault with its place. With `dryRun` nothing is listed. The same file
again changes nothing. At most {MOST_BYTES:,} bytes, {MOST_RECORDS:,} resources, {MOST_PROBLEMS:,} faults told,
{MOST_POSITIONS:,} positions in one geometry and {MOST_BRACKETS:,} in a file.

- **What a line speaks of** is told by `id` (as the API shows it); else by `externalId`, a name of your own (in
  GeoJSON the `id` of a feature is one, too); else by what tells resources of the kind apart, which is said beside
  each.
- **What is not told** stays as it was. An empty cell or `null` takes a value away.
- **What it lies in** is named by its id, or by the name or number that you know it by: `harborId` holds `Pajalahti`
  as well.
- **Lengths** are whole millimetres. A name or number cannot begin with `=`, `+`, `-` or `@`.
- **GeoJSON**: a FeatureCollection in WGS 84, longitude first, between {WEST}° and {EAST}° east, {SOUTH}° and
  {NORTH}° north. Properties are called as the fields of the API: a `feature` of a listing goes in again as it came
  out.
- **CSV**: UTF-8, with or without a byte order mark, by comma, semicolon or tab. The first line has the headings,
  without regard to capitals, spaces, hyphens and underscores. A point is told by `lat` and `lon` (also `latitude`,
  `leveysaste`, `latitud`, `y`; `lng`, `long`, `longitude`, `pituusaste`, `longitud`, `x`) in decimal degrees, with
  a point or a comma; other shapes by well-known text in `wkt`. Several values in a cell are parted by `|`.
"""


def listing_page() -> str:
    """The page, in Markdown."""
    return "\n".join((_HEAD, *(_section(form) for form in FORMS.values())))


def _section(form: Form) -> str:
    apart = ", ".join(f"`{_wire(form, name)}`" for name in form.told_apart)
    lines = [
        f"## {form.kind}",
        f"{', '.join(sorted(form.shapes))}. Told apart by {apart}.",
        "",
        "| field | other headings | |",
        "| --- | --- | --- |",
        *_rows(form),
    ]
    return "\n".join(lines) + "\n"


def _rows(form: Form) -> Iterator[str]:
    for field in form.fields:
        other = ", ".join(f"`{heading}`" for heading in _headings(field))
        yield f"| `{field.wire}` | {other} | {'needed' if field.required and not field.default else ''} |"


def _headings(field: Field) -> tuple[str, ...]:
    return (field.name, *field.headings) if field.called else field.headings


def _wire(form: Form, name: str) -> str:
    return next((field.wire for field in form.fields if field.name == name), name)
