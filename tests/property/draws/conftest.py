"""Lets pytest show both sides of what the checks compare."""

import pytest

pytest.register_assert_rewrite("tests.property.draws.promises")
