"""A town in which people come and go, for tests that have no event loop of their own."""

from tests.integration.conftest import town_name, town_template, town_url

__all__ = ["town_name", "town_template", "town_url"]
