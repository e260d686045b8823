"""The registry of kinds: which links a place of each kind has."""

import pytest

from harbors.places.kinds import PlaceKind
from harbors.places.rules import PLACE_KINDS


def links(*names: str) -> frozenset[str]:
    return frozenset(f"{name}_id" for name in names)


def test_every_kind_is_in_the_registry() -> None:
    assert PLACE_KINDS.keys() == set(PlaceKind)


@pytest.mark.parametrize(
    ("kind", "there"),
    [
        (PlaceKind.BERTH, links("pier", "harbor")),
        (PlaceKind.WINTER_STORAGE_PLACE, links("section", "area")),
        (PlaceKind.UNMARKED_WINTER_STORAGE, links("area")),
        (PlaceKind.GUEST_MOORING, links("harbor")),
        (PlaceKind.GUEST_MOORING, links("harbor", "pier")),
        (PlaceKind.QUAY, links()),
        (PlaceKind.QUAY, links("harbor")),
        (PlaceKind.QUAY, links("harbor", "pier")),
    ],
)
def test_a_place_with_the_links_of_its_kind_is_right(kind: PlaceKind, there: frozenset[str]) -> None:
    assert PLACE_KINDS[kind].wrong_links(there) == frozenset()


@pytest.mark.parametrize(
    ("kind", "there", "wrong"),
    [
        (PlaceKind.BERTH, links(), links("pier", "harbor")),
        (PlaceKind.BERTH, links("pier"), links("harbor")),
        (PlaceKind.BERTH, links("pier", "harbor", "area"), links("area")),
        (PlaceKind.WINTER_STORAGE_PLACE, links("area"), links("section")),
        (PlaceKind.WINTER_STORAGE_PLACE, links("section", "area", "harbor"), links("harbor")),
        (PlaceKind.UNMARKED_WINTER_STORAGE, links("area", "section"), links("section")),
        (PlaceKind.GUEST_MOORING, links("pier"), links("harbor")),
        (PlaceKind.QUAY, links("pier"), links("harbor")),
        (PlaceKind.QUAY, links("area"), links("area")),
    ],
)
def test_a_link_that_is_missing_or_out_of_place_is_named(
    kind: PlaceKind, there: frozenset[str], wrong: frozenset[str]
) -> None:
    assert PLACE_KINDS[kind].wrong_links(there) == wrong
