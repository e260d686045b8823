"""Knows how many questions are tried: about a minute's worth in every run, more when a campaign asks for it.

``AHTI_CAMPAIGN_EXAMPLES=N`` makes N documents, a quarter of them the library's,
and asks each with three sets of variables.
"""

import os

from hypothesis import HealthCheck, Phase, settings

EVERY_RUN = 300


def tried_on(share: float) -> settings:
    wanted = int(os.environ.get("AHTI_CAMPAIGN_EXAMPLES", EVERY_RUN))
    return settings(
        max_examples=max(1, round(share * wanted)),
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
        database=None,
        deadline=None,
        print_blob=True,
    )
