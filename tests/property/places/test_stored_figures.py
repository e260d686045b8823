"""The figures that the database keeps, whatever is done to places, held against a count of another kind."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ahti.embedded import EmbeddedPostgres
from harbors.places.kinds import Mooring, PlaceKind
from harbors.places.records import Catalogue, HarborId, PierId
from tests import sites
from tests.property.places.asking import Asked
from tests.sites import AREA, HARBOR, PIER, SECTION, a_berth, a_place, catalogue

Act = tuple[str, tuple[Any, ...]]

HARBORS = [replace(HARBOR, id=HarborId(sites.key("harbor", n)), source=sites.source("harbor", n)) for n in "12"]
PIERS = [
    replace(
        PIER,
        id=PierId(sites.key("pier", n)),
        source=sites.source("pier", n),
        identifier=n,
        harbor_id=HARBORS[n == "3"].id,
    )
    for n in "123"
]
NUMBERS = [str(number) for number in range(1, 13)]


def town() -> Catalogue:
    """Two harbors, three piers, a winter storage area: six berths, and places of other kinds."""
    homes = zip(NUMBERS, (*PIERS, *PIERS), strict=False)
    berths = [replace(a_berth(number), pier_id=pier.id, harbor_id=pier.harbor_id) for number, pier in homes]
    winter = [a_place(PlaceKind.WINTER_STORAGE_PLACE, n, area_id=AREA.id, section_id=SECTION.id) for n in NUMBERS[6:8]]
    others = (
        a_place(PlaceKind.UNMARKED_WINTER_STORAGE, "9", area_id=AREA.id, units=40),
        a_place(PlaceKind.GUEST_MOORING, "10", harbor_id=HARBORS[0].id, pier_id=PIERS[0].id),
        a_place(PlaceKind.QUAY, "11", units=30),
        a_place(PlaceKind.QUAY, "12", harbor_id=HARBORS[1].id, units=30),
    )
    return catalogue(harbors=tuple(HARBORS), piers=tuple(PIERS), places=(*berths, *winter, *others))


@pytest.fixture(scope="module")
def owned(server: EmbeddedPostgres, template_database: str) -> Any:
    """The town, asked by the owner, who may delete."""
    superuser = Asked(server.url(role="postgres", database="postgres"))
    superuser.rows(f"CREATE DATABASE counted TEMPLATE {template_database} OWNER ahti_owner")
    asked = Asked(server.url(role="ahti_owner", database="counted"))
    asked.load(town())
    yield asked
    asked.close()
    superuser.rows("DROP DATABASE counted WITH (FORCE)")
    superuser.close()


def act(statement: str, *values: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
    return st.tuples(st.just(statement), st.tuples(*values))


some = st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=6, unique=True)
size = st.none() | st.sampled_from((1, 499, 500, 501, 2_500, 2_501, 9_000))
pier_numbers = st.sampled_from("123")
acts = st.one_of(
    act(
        """
        INSERT INTO places
        SELECT (jsonb_populate_record(place, jsonb_build_object('id', gen_random_uuid(), 'source_id', random()))).*
        FROM places AS place WHERE number = ANY($1) LIMIT 20
        """,
        some,
    ),
    act("UPDATE places SET width_mm = $2, length_mm = $3 WHERE number = ANY($1)", some, size, size),
    act("UPDATE places SET depth_mm = $2 WHERE number = ANY($1) AND area_id IS NULL", some, size),
    act("UPDATE places SET mooring = $2 WHERE number = ANY($1)", some, st.none() | st.sampled_from(Mooring)),
    act("UPDATE places SET is_active = $2 WHERE number = ANY($1)", some, st.booleans()),
    act("UPDATE places SET retired_at = now() WHERE number = ANY($1)", some),
    act("UPDATE places SET retired_at = NULL WHERE number = ANY($1)", some),
    act(
        """
        UPDATE places SET (pier_id, harbor_id) = (SELECT id, harbor_id FROM piers WHERE identifier = $2)
        WHERE kind = 'BERTH' AND number = ANY($1)
        """,
        some,
        pier_numbers,
    ),
    act("UPDATE places SET harbor_id = NULL, pier_id = NULL WHERE kind = 'QUAY' AND number = ANY($1)", some),
    act("UPDATE places SET width_mm = other.width_mm FROM places AS other WHERE other.number = ANY($1)", some),
    act(
        "UPDATE piers SET harbor_id = $2 WHERE identifier = ANY($1)",
        st.lists(pier_numbers, min_size=1, max_size=3, unique=True),
        st.sampled_from([harbor.id for harbor in HARBORS]),
    ),
    act("DELETE FROM places WHERE number = ANY($1)", some),
    act("TRUNCATE places CASCADE"),
)


def undone(asked: Asked, check: Callable[[], None]) -> None:
    asked.rows("BEGIN")
    try:
        check()
    finally:
        asked.rows("ROLLBACK")


@settings(deadline=None)
@given(done=st.lists(acts, min_size=1, max_size=8))
def test_figures_are_right_after_whatever_is_done(owned: Asked, done: list[Act]) -> None:
    def check() -> None:
        for statement, values in done:
            owned.rows(statement, *values)
            assert owned.differing_figures() == []

    undone(owned, check)
