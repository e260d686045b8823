"""One page of figures, of which each benchmark writes its own part."""

from pathlib import Path

import pytest

from benchmarks.page import NotOnPage, with_part, write_part


def test_a_part_takes_the_place_of_its_last_one_and_leaves_the_others() -> None:
    page = with_part(with_part("# Figures\n", "reads", "slow"), "draw", "fair")
    assert with_part(page, "reads", "quick") == page.replace("slow", "quick")


def test_a_part_that_is_not_there_comes_at_the_end() -> None:
    assert with_part("# Figures\n", "draw", "fair\n") == "# Figures\n\n<!-- begin draw -->\nfair\n<!-- end draw -->\n"


def test_a_page_that_lost_a_mark_is_left_alone(tmp_path: Path) -> None:
    page = write_part(tmp_path, "draw", "fair")
    broken = page.read_text(encoding="utf-8").replace("<!-- end draw -->\n", "")
    page.write_text(broken, encoding="utf-8")
    with pytest.raises(NotOnPage):
        write_part(tmp_path, "draw", "fairer")
    assert page.read_text(encoding="utf-8") == broken
