"""Knows how many instances a property is tried on: a short form for every run, more when a campaign asks for it.

``AHTI_CAMPAIGN_EXAMPLES=N`` tries the equality with the oracle on N instances, and all else in proportion.
"""

import os

from hypothesis import HealthCheck, Phase, settings

EQUALITY = 3000


def tried_on(examples: int) -> settings:
    wanted = int(os.environ.get("AHTI_CAMPAIGN_EXAMPLES", EQUALITY))
    return settings(
        max_examples=max(examples, examples * wanted // EQUALITY),
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
        database=None,
        deadline=None,
    )
