"""Knows how often a test kills: a few times in every run, more when a campaign asks for it.

``AHTI_CAMPAIGN_EXAMPLES=N`` kills the service or its server N times, and all else in proportion;
``AHTI_CAMPAIGN_SEED`` repeats the lots of another run: who is killed and after which pause, not what the machine
happened to be doing then.
"""

import os

from ahti.chance import SystemChance

STRIKES = 2


def strikes(few: int) -> int:
    wanted = int(os.environ.get("AHTI_CAMPAIGN_EXAMPLES", STRIKES))
    return max(few, few * wanted // STRIKES)


def chosen_seed() -> int:
    told = os.environ.get("AHTI_CAMPAIGN_SEED")
    return int(told) if told else int.from_bytes(SystemChance().bytes(4))
