"""The crowd of the demonstration is plausible, and the same for the same seed."""

from collections import Counter
from itertools import islice
from uuid import UUID

from ahti.demonstration.applicants import applications
from ahti.demonstration.catalogue import CITY
from harbors.applications.records import ChoiceKind, Form
from harbors.places.kinds import PlaceKind
from harbors.places.records import Catalogue
from harbors.text import Language

Crowd = tuple[Form, ...]


def share(crowd: Crowd, some: int) -> float:
    return some / len(crowd)


def test_one_seed_gives_one_crowd(catalogue: Catalogue, crowd: Crowd) -> None:
    assert tuple(applications(catalogue, seed=1, count=100)) == crowd[:100]


def test_another_seed_gives_other_people(catalogue: Catalogue, crowd: Crowd) -> None:
    others = applications(catalogue, seed=2, count=100)
    assert sum(one.boat == other.boat for one, other in zip(others, crowd[:100], strict=True)) == 0


def test_a_smaller_crowd_is_the_beginning_of_a_larger_one(catalogue: Catalogue) -> None:
    large, small = applications(catalogue, seed=7, count=1_000), applications(catalogue, seed=7, count=20)
    assert list(islice(large, 20)) == list(small)


def test_no_person_and_no_boat_applies_twice(crowd: Crowd) -> None:
    registrations = [form.boat.registration for form in crowd if form.boat.registration]
    assert len({form.applicant.email for form in crowd}) == len(crowd)
    assert len(set(registrations)) == len(registrations)


def test_mail_reaches_nobody(crowd: Crowd) -> None:
    addresses = [form.applicant.email or "nobody" for form in crowd]
    assert {address.rsplit("@", 1)[1] for address in addresses} == {"example.org"}
    assert all(address.isascii() and " " not in address for address in addresses)


def test_four_in_five_live_in_the_city_and_most_write_finnish(crowd: Crowd) -> None:
    towns = Counter(form.applicant.municipality for form in crowd)
    tongues = Counter(form.applicant.language for form in crowd)
    assert 0.75 < share(crowd, towns["helsinki"]) < 0.85
    assert towns.most_common(3)[1][0] == "espoo"
    assert 0.8 < share(crowd, tongues[Language.FI]) < 0.9
    assert 0.04 < share(crowd, tongues[Language.SV]) < 0.12


def test_boats_measure_what_boats_measure(crowd: Crowd) -> None:
    for boat in (form.boat for form in crowd):
        assert 2_000 <= boat.length_mm <= 24_000
        assert 0.15 < boat.beam_mm / boat.length_mm < 0.60
        assert 100 <= (boat.draught_mm or 0) <= 3_500
        assert boat.mass_kg is None or 30 <= boat.mass_kg <= 80_000


def test_a_hull_of_five_and_a_half_metres_is_registered_unless_it_is_still_to_be_bought(crowd: Crowd) -> None:
    large = [form.boat for form in crowd if form.boat.length_mm >= 5_500]
    assert {bool(boat.registration) for boat in large if not boat.estimated} == {True}
    assert {bool(boat.registration) for boat in large if boat.estimated} == {False}
    small = [form.boat for form in crowd if form.boat.length_mm < 5_500]
    assert {bool(boat.registration) for boat in small} == {True, False}


def test_lists_are_short_of_ten_choices_and_name_nothing_twice(crowd: Crowd) -> None:
    lengths = Counter(len(form.choices) for form in crowd)
    assert set(lengths) == set(range(1, 11))
    assert 3 < sum(len(form.choices) for form in crowd) / len(crowd) < 6
    assert all(len({choice.id for choice in form.choices}) == len(form.choices) for form in crowd)


def test_choices_name_what_the_city_lets_out(catalogue: Catalogue, crowd: Crowd) -> None:
    harbors = {harbor.id for harbor in catalogue.harbors if harbor.provider_id == CITY}
    offered: dict[ChoiceKind, set[UUID]] = {
        ChoiceKind.HARBOR: set(harbors),
        ChoiceKind.PIER: {pier.id for pier in catalogue.piers if pier.harbor_id in harbors},
        ChoiceKind.BERTH: {
            place.id
            for place in catalogue.places
            if place.kind is PlaceKind.BERTH and place.active and place.harbor_id in harbors
        },
    }
    choices = {choice for form in crowd for choice in form.choices}
    assert {choice for choice in choices if choice.id not in offered[choice.kind]} == set()


def test_some_ask_for_one_pier_or_berth_and_some_for_an_accessible_place(crowd: Crowd) -> None:
    kinds = Counter(choice.kind for form in crowd for choice in form.choices)
    assert kinds[ChoiceKind.HARBOR] > 8 * kinds[ChoiceKind.PIER] > 8 * kinds[ChoiceKind.BERTH] > 0
    assert 0.005 < share(crowd, sum(form.accessibility_required for form in crowd)) < 0.05
    assert {form.information_confirmed for form in crowd} == {True}


def test_popular_harbors_are_asked_for_more_than_quiet_ones(catalogue: Catalogue, crowd: Crowd) -> None:
    names: dict[UUID, str] = {harbor.id: harbor.source.id for harbor in catalogue.harbors}
    asked = Counter(names.get(choice.id) for form in crowd for choice in form.choices)
    assert asked["merisatama"] > asked["hopeasalmi"] > asked["porslahti"] > 0
