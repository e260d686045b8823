"""Knows a small town for tests: a city with two harbors, a club beside it, a round for the season, people and forms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

from shapely import Point

from harbors.applications.records import Applicant, Boat, Choice, ChoiceKind, Form
from harbors.places.commands import load_catalogue
from harbors.places.fit import FitRules, Margins
from harbors.places.ids import id_of
from harbors.places.kinds import GeometrySource, Mooring, PlaceKind, ProviderKind
from harbors.places.records import (
    BoatType,
    BoatTypeId,
    Catalogue,
    Harbor,
    HarborId,
    Located,
    Pier,
    PierId,
    Place,
    PlaceId,
    Provider,
    ProviderId,
    Source,
)
from harbors.rounds.commands import create_round
from harbors.rounds.records import PriorityClass, Round, RoundId, RoundRules, Season
from harbors.sql import Connection
from harbors.text import Language, Translated

OPENS = datetime(2027, 2, 1, 7, tzinfo=UTC)
CLOSES = datetime(2027, 3, 1, 22, tzinfo=UTC)
DURING = datetime(2027, 2, 14, 12, tzinfo=UTC)
AFTER = CLOSES + timedelta(hours=1)
SEED = "5e" * 32


class CountingChance:
    """Bytes that are never twice the same, and the same in every run of a test."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def bytes(self, count: int) -> bytes:
        return next(self._numbers).to_bytes(count)


def key(kind: str, *names: object) -> UUID:
    """The id of something in the town, by its name."""
    return id_of(_source(kind, *names))


def text(words: str) -> Translated:
    """The same in all languages."""
    return Translated(fi=words, sv=words, en=words)


def _source(kind: str, *names: object) -> Source:
    return Source(system="town", type=kind, id="/".join(map(str, names)), licence="CC0-1.0")


CITY = ProviderId(key("provider", "city"))
CLUB = ProviderId(key("provider", "club"))
NORTH = HarborId(key("harbor", "north"))
SOUTH = HarborId(key("harbor", "south"))
CLUB_HARBOR = HarborId(key("harbor", "club"))
CLOSED_HARBOR = HarborId(key("harbor", "closed"))
MOTOR = BoatTypeId(key("boat_type", "motor"))
SAIL = BoatTypeId(key("boat_type", "sail"))
LOCATED = Located(geometry=Point(24.95, 60.15), source=GeometrySource.SURVEYED)


def pier(harbor: str, identifier: str) -> PierId:
    return PierId(key("pier", harbor, identifier))


def berth(harbor: str, identifier: str, number: int) -> PlaceId:
    return PlaceId(key("berth", harbor, identifier, number))


def harbor_of(id: HarborId) -> Choice:
    return Choice(ChoiceKind.HARBOR, id)


def pier_of(id: PierId) -> Choice:
    return Choice(ChoiceKind.PIER, id)


def berth_of(id: PlaceId) -> Choice:
    return Choice(ChoiceKind.BERTH, id)


@dataclass(frozen=True, slots=True)
class Row:
    """So many berths of one size at a pier; those with a number above ``in_use`` are out of use."""

    harbor: str
    pier: str
    berths: int
    width_mm: int = 3_000
    length_mm: int = 8_000
    mooring: Mooring = Mooring.SINGLE_SLIP
    in_use: int = 1_000_000


ROWS = (
    Row("north", "A", 2, width_mm=2_500, length_mm=6_000),
    Row("north", "B", 2, width_mm=4_000, length_mm=12_000, mooring=Mooring.STERN_BUOY),
    Row("south", "A", 3, in_use=2),
    Row("club", "A", 2),
    Row("closed", "A", 2),
)


def catalogue(rows: tuple[Row, ...] = ROWS) -> Catalogue:
    """The town with these berths; the harbor ``closed`` is out of use."""
    return Catalogue(
        providers=(
            Provider(id=CITY, source=_source("provider", "city"), kind=ProviderKind.CITY, name=text("City")),
            Provider(id=CLUB, source=_source("provider", "club"), kind=ProviderKind.CLUB, name=text("Club")),
        ),
        boat_types=tuple(
            BoatType(id=BoatTypeId(key("boat_type", name)), source=_source("boat_type", name), name=text(name))
            for name in ("motor", "sail")
        ),
        harbors=tuple(_harbor(name) for name in dict.fromkeys(row.harbor for row in rows)),
        piers=tuple(_pier(row) for row in rows),
        places=tuple(place for row in rows for place in _berths(row)),
    )


A_ROUND = Round(
    id=RoundId(key("round", "berths-2027")),
    provider_id=CITY,
    code="berths-2027",
    name=Translated(fi="Venepaikat 2027", sv="Båtplatser 2027", en="Berths 2027"),
    season=Season(starts=date(2027, 6, 10), ends=date(2027, 9, 14)),
    opens_at=OPENS,
    closes_at=CLOSES,
    publishes_at=CLOSES,
    rules=RoundRules(
        classes=(
            PriorityClass(1, text("Residents"), text("They pay for the harbors."), frozenset({"helsinki"})),
            PriorityClass(2, text("Others"), text("Everybody else."), None),
        ),
        choices_max=4,
        fit=FitRules(margins=Margins(beam_mm=300, depth_mm=200)),
        moorings={SAIL: frozenset({Mooring.STERN_BUOY})},
    ),
)

APPLICANT = Applicant(
    first_name="Väinö",
    last_name="Vesimäki",
    email="vaino@example.org",
    municipality="helsinki",
    phone="+358 40 123 4567",
    address="Rantatie 1 A 2",
    zip_code="00100",
    language=Language.FI,
)
BOAT = Boat(beam_mm=2_100, length_mm=5_400, draught_mm=600, mass_kg=900, type_id=MOTOR, name="Sorsa")


def a_form(*choices: Choice, applicant: Applicant = APPLICANT, boat: Boat = BOAT) -> Form:
    """A form with nothing wrong in it; without choices, any berth in the south."""
    return Form(applicant=applicant, boat=boat, choices=choices or (harbor_of(SOUTH),), information_confirmed=True)


async def build(connection: Connection, rows: tuple[Row, ...] = ROWS, *, a_round: Round = A_ROUND) -> None:
    """Bring the town and its round into the database."""
    await load_catalogue(connection, catalogue(rows), now=OPENS)
    await create_round(connection, a_round, now=OPENS)


def _harbor(name: str) -> Harbor:
    return Harbor(
        id=HarborId(key("harbor", name)),
        source=_source("harbor", name),
        provider_id=CLUB if name == "club" else CITY,
        name=text(name),
        active=name != "closed",
        located=LOCATED,
    )


def _pier(row: Row) -> Pier:
    return Pier(
        id=pier(row.harbor, row.pier),
        source=_source("pier", row.harbor, row.pier),
        harbor_id=HarborId(key("harbor", row.harbor)),
        identifier=row.pier,
        located=LOCATED,
    )


def _berths(row: Row) -> Iterator[Place]:
    for number in range(1, row.berths + 1):
        yield Place(
            id=berth(row.harbor, row.pier, number),
            source=_source("berth", row.harbor, row.pier, number),
            kind=PlaceKind.BERTH,
            provider_id=CLUB if row.harbor == "club" else CITY,
            harbor_id=HarborId(key("harbor", row.harbor)),
            pier_id=pier(row.harbor, row.pier),
            number=str(number),
            width_mm=row.width_mm,
            length_mm=row.length_mm,
            mooring=row.mooring,
            active=number <= row.in_use,
            located=LOCATED,
        )
