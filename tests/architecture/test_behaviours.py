"""Each of the behaviours that people expect of the service is shown by a test that names it."""

import re
from pathlib import Path

BEHAVIOURS = range(1, 16)
NAMED = re.compile(r"^(?:async )?def test_behaviour_(\d+)_", re.MULTILINE)
TESTS = Path(__file__).parents[1]


def test_each_behaviour_is_named_by_a_test_and_no_test_names_another() -> None:
    named = {int(found) for file in TESTS.rglob("test_*.py") for found in NAMED.findall(file.read_text("utf-8"))}
    assert named == set(BEHAVIOURS)
