"""The page that tells how files of resources are written is what the forms of listings say."""

import os
from pathlib import Path

from schema.listing_page import listing_page

PAGE = Path(__file__).parents[2] / "docs" / "listing-files.md"


def test_the_page_is_what_the_forms_say() -> None:
    page = listing_page()
    if os.environ.get("AHTI_WRITE_SNAPSHOT"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page, "ahti schema --files > docs/listing-files.md"
