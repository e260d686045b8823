"""Knows how a text filter looks for a text: anywhere in the names, in any case, every character as itself."""

import graphene

from schema.errors import BadInput
from schema.reads.filters import Where

LONGEST = 200


def text_filter(description: str) -> Where:
    """Rows whose ``search_text`` contains the text."""
    return Where(graphene.String, "{row}.search_text LIKE {0}", "text", parameters=_contained, description=description)


def _contained(text: str) -> tuple[str]:
    if "\0" in text or len(text) > LONGEST:
        raise BadInput(f"text: at most {LONGEST} characters, none of them NUL.")
    literal = text.casefold().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return (f"%{literal}%",)
