"""What a standing wish must be, which berths it competes for, and whether a free one can be offered for its boat."""

from dataclasses import replace
from uuid import UUID

import pytest

from harbors.applications.records import Choice, ChoiceKind
from harbors.errors import Invalid, Refused
from harbors.leases.records import LeasedBoat, LeasedPlace, LeaseId
from harbors.places.kinds import Mooring, PlaceKind
from harbors.places.records import PlaceId
from harbors.queues.records import ENTRY_TRANSITIONS, EntryStatus, Wish
from harbors.queues.rules import check_wish, require_waiting, suits, tidy
from tests import harbor_town as at

RULES = at.A_ROUND.rules
BOAT = LeasedBoat(beam_mm=2_500, length_mm=5_000)
HERE, THERE = at.harbor_of(at.NORTH), at.harbor_of(at.SOUTH)
WISH = Wish(choices=(HERE,), boat=BOAT, information_confirmed=True)
PLACE = LeasedPlace(
    id=PlaceId(UUID(int=1)),
    provider_id=at.CITY,
    kind=PlaceKind.BERTH,
    in_use=True,
    time_zone="Europe/Helsinki",
    width_mm=2_800,
    length_mm=5_000,
    depth_mm=None,
    max_mass_kg=None,
    mooring=Mooring.SINGLE_SLIP,
)


def problems(wish: Wish, *, in_use: dict[UUID, bool | None] | None = None) -> list[tuple[str, str | None]]:
    known = {choice.id: True for choice in wish.choices} if in_use is None else in_use
    with pytest.raises(Invalid) as refused:
        check_wish(tidy(wish), RULES, in_use=known, type_known=True)
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_a_wish_without_a_fault_is_taken() -> None:
    check_wish(WISH, RULES, in_use={HERE.id: True}, type_known=True)


def test_behaviour_14_whatever_is_wrong_with_a_wish_is_told_field_by_field() -> None:
    wish = Wish(choices=(HERE, HERE, THERE, at.harbor_of(at.CLUB_HARBOR)), boat=None)
    assert problems(wish, in_use={HERE.id: True, THERE.id: None, at.CLUB_HARBOR: False}) == [
        ("BOAT_REQUIRED", "boat"),
        ("CHOICE_REPEATED", "choices[1]"),
        ("CHOICE_UNKNOWN", "choices[2]"),
        ("CHOICE_NOT_OFFERED", "choices[3]"),
        ("CONFIRMATION_REQUIRED", "informationConfirmed"),
    ]
    assert problems(replace(WISH, choices=())) == [("CHOICES_REQUIRED", "choices")]
    winter = Choice(ChoiceKind.AREA, UUID(int=3))
    assert problems(replace(WISH, choices=(winter,))) == [("CHOICE_NOT_OF_BERTHS", "choices[0]")]
    long = replace(WISH, boat=replace(BOAT, length_mm=6_000))
    assert problems(long) == [("REGISTRATION_REQUIRED", "boat.registration")]


def test_an_exchange_takes_the_boat_of_its_lease_and_fewer_choices() -> None:
    exchange = replace(WISH, lease_id=LeaseId(UUID(int=3)))
    assert problems(exchange) == [("BOAT_OF_LEASE", "boat")]
    check_wish(replace(exchange, boat=None), RULES, in_use={HERE.id: True}, type_known=True)
    many = tuple(Choice(ChoiceKind.BERTH, UUID(int=number)) for number in range(RULES.exchange_choices_max + 1))
    assert [code for code, _ in problems(replace(exchange, boat=None, choices=many))] == ["CHOICES_TOO_MANY"]


def test_who_waits_can_leave_or_be_served_and_nothing_comes_after() -> None:
    assert {status for status, after in ENTRY_TRANSITIONS.items() if not after} == {
        EntryStatus.LEFT,
        EntryStatus.SERVED,
    }
    require_waiting(EntryStatus.WAITING)
    for status in (EntryStatus.LEFT, EntryStatus.SERVED):
        with pytest.raises(Refused):
            require_waiting(status)


def test_a_place_is_offered_by_margins_mooring_and_reserve() -> None:
    told = {"accessible": False, "reserved": False}
    assert suits(BOAT, PLACE, RULES, **told)
    assert not suits(replace(BOAT, beam_mm=2_501), PLACE, RULES, **told)
    assert not suits(replace(BOAT, type_id=at.SAIL), PLACE, RULES, **told)
    assert suits(replace(BOAT, type_id=at.SAIL), replace(PLACE, mooring=Mooring.STERN_BUOY), RULES, **told)
    assert not suits(BOAT, PLACE, RULES, accessible=False, reserved=True)
    assert suits(BOAT, PLACE, RULES, accessible=True, reserved=True)
