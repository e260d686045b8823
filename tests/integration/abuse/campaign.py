"""Knows how many documents schemathesis makes: some seconds' worth in every run, more when a campaign asks for it.

``AHTI_CAMPAIGN_EXAMPLES=N`` sends N documents of each mode: such as the schema allows, and such as it does not.
"""

import os

from hypothesis import HealthCheck, Phase, settings

EVERY_RUN = 150

TRIED = settings(
    max_examples=int(os.environ.get("AHTI_CAMPAIGN_EXAMPLES", EVERY_RUN)),
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
    database=None,
    deadline=None,
    print_blob=True,
)
