"""Lets pytest show both sides of what the checks compare."""

import pytest

CHECKS = ("batches", "certificates", "promises", "truthfulness")

pytest.register_assert_rewrite(*(f"tests.property.draws.{module}" for module in CHECKS))
