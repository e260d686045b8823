"""Whatever is asked, graphql-core and the compiled reads say the same."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.integration.reads.engines import Engines, Question
from tests.property.reads.campaign import tried_on
from tests.property.reads.counting import Count
from tests.property.reads.questions import made_by_the_library, untouched, varied, walked
from tests.property.reads.real import Real

MOST_TOO_DEAR = 0.02
# The share of the questions of each kind, and how many of them at least are answered with data.
KINDS: dict[str, tuple[Callable[[Real], st.SearchStrategy[Question]], float, float]] = {
    "walked": (walked, 0.75, 0.45),
    "made by the library": (made_by_the_library, 0.2, 0.35),
    "untouched": (lambda _real: untouched(), 0.05, 0.0),
}


# Where a field is refused, graphql-core leaves what it had begun beside it.
# A question that is given up is shown to nobody, and still spelled out.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_two_engines_say_the_same(engines: Engines, real: Real, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    questions, share, answered_at_least = KINDS[kind]
    count = Count()

    @tried_on(share)
    @given(st.data(), questions(real))
    def same(data: st.DataObject, question: Question) -> None:
        for asked in (question, data.draw(varied(question)), data.draw(varied(question))):
            answered = engines.ask(asked)
            count.add(answered)
            if not answered.too_dear:
                answered.check()

    same()
    with capsys.disabled():
        print(count, end=" ")  # noqa: T201 - what a campaign came to
    assert count.with_data >= answered_at_least * count.asked
    assert count.too_dear <= MOST_TOO_DEAR * count.asked
