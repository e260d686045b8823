"""Knows how many races for places are run: some in every run of the tests, more when a campaign asks for it.

``AHTI_CAMPAIGN_EXAMPLES=N`` runs N races of the statements, and of the real commands as many, up to 10,000;
``AHTI_CAMPAIGN_SEED`` repeats the lots of another run: who does what at once, not whom the machine lets go first.
"""

import os

from ahti.chance import SystemChance

A_FEW = 48
MOST_BY_COMMANDS = 10_000


def races_by_statements() -> int:
    return int(os.environ.get("AHTI_CAMPAIGN_EXAMPLES", A_FEW))


def races_by_commands() -> int:
    return min(races_by_statements(), MOST_BY_COMMANDS)


def chosen_seed() -> int:
    told = os.environ.get("AHTI_CAMPAIGN_SEED")
    return int(told) if told else int.from_bytes(SystemChance().bytes(4))
