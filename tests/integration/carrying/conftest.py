"""A worker on the town's database, and somebody from whom nothing of it is hidden."""

from tests.integration.odds.conftest import superuser_of_the_town, working_in_town

__all__ = ["superuser_of_the_town", "working_in_town"]
