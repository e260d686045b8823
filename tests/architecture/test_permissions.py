"""The page that tells who may do what is what the code declares, and no mutation goes undeclared."""

import os
from pathlib import Path

from schema.permission_table import mutations, permission_page
from schema.root import build

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
SCHEMA = build()


def test_the_page_is_what_the_code_declares() -> None:
    page = permission_page(SCHEMA)
    if os.environ.get("AHTI_WRITE_SNAPSHOT"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page, "ahti schema --permissions > docs/permissions.md"


def test_every_mutation_says_who_may() -> None:
    assert SCHEMA.mutation_type is not None
    assert {name for name, _ in mutations(SCHEMA)} == set(SCHEMA.mutation_type.fields)
