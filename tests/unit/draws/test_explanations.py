"""Certificates for choices that were not received."""

from harbors.draws.explanations import Explanations
from harbors.draws.records import Applicant, Boat, Choice, Explanation, Instance, Place, Rules
from harbors.draws.rules import draw

PLACES = (
    Place(id="narrow 1", harbor="H", width_mm=2000, length_mm=5000),
    Place(id="narrow 2", harbor="H", width_mm=2100, length_mm=5000),
    Place(id="wide", harbor="H", width_mm=4000, length_mm=9000),
    Place(id="long", harbor="H", pier="L", width_mm=1500, length_mm=20000),
    Place(id="other", harbor="J", width_mm=2000, length_mm=5000),
)
H, J, LONG = Choice(harbor="H"), Choice(harbor="J"), Choice(harbor="H", pier="L")


def _applicant(number: int, *choices: Choice, beam: int = 1800) -> Applicant:
    boat = Boat(beam_mm=beam, length_mm=4000)
    return Applicant(id=f"a{number}", priority_class=1, ticket=number, boat=boat, choices=choices)


INSTANCE = Instance(
    rules=Rules(),
    places=PLACES,
    applicants=(
        _applicant(1, H),
        _applicant(2, J),
        _applicant(3, Choice(berth="narrow 2")),
        _applicant(4, Choice(berth="narrow 2"), H),
        _applicant(5, H, beam=3000),
        _applicant(6, J, LONG, beam=1400),
        _applicant(7, Choice(berth="nowhere"), H, J),
    ),
)
OUTCOME = draw(INSTANCE)


def test_instance_comes_out_as_worked_out_by_hand() -> None:
    places = ["narrow 1", "other", "narrow 2", "wide", None, "long", None]

    assert list(OUTCOME.assignment.values()) == places
    assert OUTCOME.closed == {"narrow 1": 4, "other": 2, "narrow 2": 3, "long": 5, "wide": 4}


def test_refused_choice_is_explained_by_the_closed_set_and_its_holders() -> None:
    assert Explanations(INSTANCE, OUTCOME)["a5"] == (
        Explanation(
            choice=0,
            event=4,
            fitting=("wide",),
            tight=("narrow 1", "narrow 2", "wide"),
            holders=("a1", "a3", "a4"),
        ),
    )


def test_better_choices_of_a_winner_are_explained_and_the_one_received_is_not() -> None:
    assert Explanations(INSTANCE, OUTCOME)["a4"] == (
        Explanation(choice=0, event=3, fitting=("narrow 2",), tight=("narrow 2",), holders=("a3",)),
    )


def test_closed_set_is_that_of_the_harbor_of_the_choice() -> None:
    assert Explanations(INSTANCE, OUTCOME)["a6"] == (
        Explanation(choice=0, event=2, fitting=("other",), tight=("other",), holders=("a2",)),
    )


def test_choice_in_which_nothing_fits_has_an_empty_certificate() -> None:
    unknown, _, _ = Explanations(INSTANCE, OUTCOME)["a7"]

    assert unknown == Explanation(choice=0, event=None, fitting=(), tight=(), holders=())


def test_first_choice_received_leaves_nothing_to_explain() -> None:
    assert Explanations(INSTANCE, OUTCOME)["a1"] == ()


def test_explanations_of_all_come_in_the_order_of_the_queue() -> None:
    explanations = Explanations(INSTANCE, OUTCOME)

    assert list(explanations) == ["a1", "a2", "a3", "a4", "a5", "a6", "a7"]
    assert [len(told) for told in explanations.values()] == [0, 0, 0, 1, 1, 1, 3]


def test_every_certificate_can_be_checked_by_counting() -> None:
    turns = {id: turn for turn, id in enumerate(OUTCOME.order)}
    explanations = Explanations(INSTANCE, OUTCOME)

    for id, told in explanations.items():
        for one in told:
            assert set(one.fitting) <= set(one.tight)
            assert len(one.tight) == len(one.holders)
            assert all(turns[holder] < turns[id] for holder in one.holders)
