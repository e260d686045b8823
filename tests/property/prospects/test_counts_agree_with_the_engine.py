"""What the database counts for a boat before the round is what the engine will hold to fit it, whatever the rules."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ahti.embedded import EmbeddedPostgres
from harbors.allocations.frozen import ACCESSIBLE, RoundRows, instance_of
from harbors.allocations.reads import STATEMENTS as ALLOCATIONS
from harbors.applications.records import Choice, ChoiceKind
from harbors.draws.bits import each
from harbors.draws.fitting import Fitting
from harbors.draws.records import Boat
from harbors.places.fit import BoatDimensions, FitRules, Margins
from harbors.places.kinds import Mooring
from harbors.places.records import Catalogue, HarborId, PierId
from harbors.prospects.reads import STATEMENTS, prospects_by_round, question_values
from harbors.prospects.records import Question
from harbors.rounds.documents import write_rules
from harbors.rounds.records import PriorityClass, Reserve, Round, RoundId, RoundRules, Season
from harbors.sql import Statement
from harbors.text import Translated
from tests import sites
from tests.property.places.asking import Asked
from tests.sites import CITY, DINGHY, HARBOR, PIER, a_berth, catalogue

HARBORS = [replace(HARBOR, id=HarborId(sites.key("harbor", n)), source=sites.source("harbor", n)) for n in "12"]
PIERS = [
    replace(PIER, id=PierId(sites.key("pier", n)), source=sites.source("pier", n), identifier=n, harbor_id=harbor.id)
    for n, harbor in zip("123", (HARBORS[0], HARBORS[0], HARBORS[1]), strict=True)
]
SIZES = (None, 1, 1_999, 2_000, 2_001, 2_400, 6_000, 100_000)
MASSES = (None, 1, 899, 900)
MOORINGS = (None, Mooring.SINGLE_SLIP, Mooring.STERN_BUOY, Mooring.QUAYSIDE)
A_TEXT = Translated(fi="Näin on.", sv="Så är det.", en="So it is.")
A_ROUND = Round(
    id=RoundId(sites.key("round")),
    provider_id=CITY.id,
    code="berths",
    name=A_TEXT,
    season=Season(date(2027, 6, 10), date(2027, 9, 14)),
    opens_at=datetime(2027, 2, 1, tzinfo=UTC),
    closes_at=datetime(2027, 3, 1, tzinfo=UTC),
    publishes_at=datetime(2027, 3, 1, tzinfo=UTC),
    rules=RoundRules(classes=(PriorityClass(1, A_TEXT, A_TEXT, None),), choices_max=10),
)
ADD_ROUND = """
    INSERT INTO rounds (id, provider_id, code, name_fi, name_sort, search_text, kind, season_starts, season_ends,
                        opens_at, closes_at, publishes_at, policy, rules, rules_version, created_at, modified_at)
    VALUES ($1, $2, 'berths', 'Paikat', 'paikat', 'paikat', 'BERTH', $3, $4, $5, $6, $6, 'LOTTERY', '{}', 1, $5, $5)
"""
HOLD = """
    INSERT INTO occupancies (place_id, period, span, kind, state, created_at)
    SELECT id, season_period($2, $3, 'Europe/Helsinki'), '[0,1)', 'LEASE', 'HOLDING', $4
    FROM places WHERE number::int % 5 = $1 AND kind = 'BERTH'
"""


def town() -> Catalogue:
    """Two harbors, three piers, three hundred berths of every kind; some, and one pier of them, are out of use."""
    berths = [
        replace(
            a_berth(str(number)),
            pier_id=PIERS[number % 3].id,
            harbor_id=PIERS[number % 3].harbor_id,
            width_mm=SIZES[number % 8],
            length_mm=SIZES[number // 3 % 8],
            depth_mm=SIZES[number // 7 % 8],
            max_mass_kg=MASSES[number // 5 % 4],
            mooring=MOORINGS[number // 2 % 4],
            accessible=number % 4 == 0,
            active=number % 11 > 0,
        )
        for number in range(300)
    ]
    return catalogue(harbors=tuple(HARBORS), piers=tuple(PIERS), places=tuple(berths))


@pytest.fixture(scope="module")
def postgres(server: EmbeddedPostgres, template_database: str) -> Iterator[Asked]:
    superuser = Asked(server.url(role="postgres", database="postgres"))
    superuser.rows(f"CREATE DATABASE hoped TEMPLATE {template_database}")
    asked = Asked(server.url(role="ahti_app", database="hoped"))
    asked.load(town())
    season, opens = A_ROUND.season, A_ROUND.opens_at
    asked.rows(ADD_ROUND, A_ROUND.id, CITY.id, season.starts, season.ends, opens, A_ROUND.closes_at)
    # A fifth is held for the season, another had a tenant the year before.
    asked.rows(HOLD, 1, season.starts, season.ends, opens)
    asked.rows(HOLD, 2, date(2026, 6, 10), date(2026, 9, 14), opens)
    yield asked
    asked.close()
    superuser.rows("DROP DATABASE hoped WITH (FORCE)")
    superuser.close()


def ask(postgres: Asked, statement: Statement, **values: Any) -> list[Any]:
    return postgres.rows(statement.text, *(values[name] for name in statement.parameters))


margins = st.builds(
    Margins,
    beam_mm=st.sampled_from((-400, 0, 1, 400)),
    length_mm=st.sampled_from((-1_300, 0, 3_000)),
    depth_mm=st.sampled_from((0, 1, 200)),
)
kept_places = st.none() | st.frozensets(
    st.integers(0, 299).map(lambda number: a_berth(str(number)).id), min_size=20, max_size=40
)
reserves = st.tuples(st.permutations((ACCESSIBLE, "QUOTA")), kept_places, kept_places, st.integers(0, 2)).map(
    lambda made: tuple(Reserve(flag, A_TEXT, ids) for flag, ids in zip(made[0], made[1:3], strict=True))[: made[3]]
)
all_rules = st.builds(
    RoundRules,
    classes=st.just(A_ROUND.rules.classes),
    choices_max=st.just(10),
    fit=st.builds(
        FitRules,
        margins=margins,
        by_mooring=st.dictionaries(st.sampled_from([str(one) for one in MOORINGS if one]), margins),
    ),
    moorings=st.dictionaries(st.just(DINGHY.id), st.frozensets(st.sampled_from([one for one in MOORINGS if one]))),
    reserves=reserves,
)
size = st.none() | st.sampled_from((0, 1, 1_600, 2_000, 2_001, 6_000, 7_300, 2_147_483_647))
boats = st.builds(
    BoatDimensions, beam_mm=size, length_mm=size, draught_mm=size, mass_kg=st.sampled_from((*MASSES, 901))
)


@settings(max_examples=200, deadline=None)
@given(rules=all_rules, boat=boats, typed=st.booleans(), flagged=st.booleans())
def test_what_is_counted_for_a_boat_is_what_the_engine_finds(
    postgres: Asked, rules: RoundRules, boat: BoatDimensions, typed: bool, flagged: bool
) -> None:
    postgres.rows("UPDATE rounds SET rules = $1::text::jsonb", json.dumps(write_rules(rules)))
    asked = Question(boat=boat, boat_type_id=DINGHY.id if typed else None, accessibility_required=flagged)
    to_give = engine_finds(postgres, rules, asked)
    listed = tuple(
        Choice(kind, id)
        for kind, ids in (
            (ChoiceKind.HARBOR, [harbor.id for harbor in HARBORS]),
            (ChoiceKind.PIER, [pier.id for pier in PIERS]),
            (ChoiceKind.BERTH, [a_berth(str(number)).id for number in range(0, 300, 37)]),
        )
        for id in ids
    )
    told = counts(postgres, replace(asked, choices=listed))
    assert [(choice, free + kept) for choice, _, free, kept in told] == [
        (choice, sum(1 for ids in to_give if choice.id in ids)) for choice in listed
    ]
    everywhere = {choice: figures for choice, *figures in counts(postgres, asked)}
    assert everywhere == {choice: figures for choice, *figures in told[:2] if figures[0]}
    assert all(fitting >= free + kept for _, fitting, free, kept in told)


def engine_finds(postgres: Asked, rules: RoundRules, asked: Question) -> list[tuple[UUID, UUID, UUID]]:
    """The places to give that the engine holds to fit: each with its pier and its harbor."""
    rows = ask(postgres, ALLOCATIONS.places_to_give, round_id=A_ROUND.id)
    standing = RoundRows(round=replace(A_ROUND, rules=rules), places=tuple(rows), entrants=())
    instance = instance_of(standing, order_salt=b"0" * 16)
    boat = asked.boat
    fitting = Fitting(instance.places, instance.rules).places(
        Boat(
            type=None if asked.boat_type_id is None else str(asked.boat_type_id),
            beam_mm=boat.beam_mm,
            length_mm=boat.length_mm,
            draught_mm=boat.draught_mm,
            mass_kg=boat.mass_kg,
        )
    )
    flags = {None, ACCESSIBLE} if asked.accessibility_required else {None}
    found = (instance.places[index] for index in each(fitting))
    return [
        (UUID(place.id), UUID(place.pier), UUID(place.harbor))
        for place in found
        if place.reserve in flags and place.pier
    ]


def counts(postgres: Asked, question: Question) -> list[tuple[Choice, int, int, int]]:
    rows = ask(postgres, STATEMENTS.prospects, **question_values(question, [A_ROUND.id]))
    prospects = prospects_by_round(rows).get(A_ROUND.id, ())
    return [(one.choice, one.fitting, one.free, one.kept) for one in prospects]


def test_held_places_fit_and_are_not_given_and_those_of_tenants_are_told_apart(postgres: Asked) -> None:
    postgres.rows("UPDATE rounds SET rules = $1::text::jsonb", json.dumps(write_rules(A_ROUND.rules)))
    boat = Question(boat=BoatDimensions())
    (_, fitting, free, kept), *_ = counts(postgres, replace(boat, choices=(Choice(ChoiceKind.HARBOR, HARBORS[0].id),)))
    in_use = [number for number in range(300) if number % 11 and number % 3 < 2]
    held, tenants = ([number for number in in_use if number % 5 == rest] for rest in (1, 2))
    assert (fitting, free, kept) == (len(in_use), len(in_use) - len(held) - len(tenants), len(tenants))
    assert len(held) > 0 < len(tenants)
