"""The town whose round is drawn and told, and the clerks who look at what applicants find wrong with it."""

from dataclasses import replace

from harbors.access.records import Role
from tests.cast import CAST
from tests.integration.allocations.conftest import Town, asked

__all__ = ["CLERK", "MANAGER", "VICTIM", "Town", "asked"]

VICTIM = CAST["victim"]
CLERK = CAST["handler"]
MANAGER = replace(CLERK, roles=dict.fromkeys(CLERK.roles, Role.MANAGER))
