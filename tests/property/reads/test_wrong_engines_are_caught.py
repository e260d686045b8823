"""The questions are good enough: an engine that is wrong in any one way is caught by some of them."""

import pytest
from hypothesis import HealthCheck, Phase, find, settings

from tests.integration.reads.engines import Engines, Question
from tests.integration.reads.sameness import differences
from tests.integration.reads.wrong_engines import WRONG
from tests.property.reads.questions import walked
from tests.property.reads.real import Real

soon = settings(
    max_examples=600,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
    deadline=None,
    derandomize=True,
)


# A question that is given up is shown to nobody, and still spelled out.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_engine_is_caught(engines: Engines, real: Real, wrong: str) -> None:
    engine = WRONG[wrong](engines.reference)

    def is_caught(question: Question) -> bool:
        right, other = engines.put(question, engines.reference), engines.put(question, engine)
        return bool(differences(right, other))

    find(walked(real), is_caught, settings=soon)
