"""Knows what last season's tenants want now: most keep their berth, some want another, and a few give it up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ahti.demonstration.catalogue import CITY
from ahti.demonstration.lots import Lots
from ahti.demonstration.people import home_of, homes
from ahti.demonstration.tenants import Tenancy, person_id_of
from ahti.demonstration.waters import waters_of
from ahti.demonstration.wishes import wishes_of
from harbors.access.records import PersonId
from harbors.applications.records import Choice, Form, Mode
from harbors.places.records import Catalogue

KEEPS = 0.76
EXCHANGES = 0.2
CHOICES_MAX = 5
"""What the rules of a round let those list who exchange, unless they say otherwise."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A form on its way, named by ``key``; that of a tenant is sent by a person who is signed in."""

    key: str
    form: Form
    person_id: PersonId | None = None


def entries_of(people: Sequence[Tenancy], catalogue: Catalogue, *, seed: int) -> Iterator[Entry]:
    """What tenants send in; the same every time."""
    waters = waters_of(catalogue, CITY)
    pulls = {home: tuple(here.pull(home.where) for here in waters) for home in homes()}
    for one in people:
        lots = Lots(seed, one.number)
        part = lots.part("what a tenant wants")
        if part < KEEPS:
            yield entry_of(one, mode=Mode.RENEW)
        elif part < KEEPS + EXCHANGES:
            wishes = wishes_of(lots, one.boat, waters=waters, pulls=pulls[home_of(lots)], accessible=False)
            yield entry_of(one, mode=Mode.EXCHANGE, choices=tuple(islice(wishes, CHOICES_MAX)))


def entry_of(tenancy: Tenancy, *, mode: Mode, choices: tuple[Choice, ...] = ()) -> Entry:
    return Entry(
        key=f"tenant {tenancy.number}",
        form=Form(applicant=tenancy.person, boat=tenancy.boat, choices=choices, mode=mode, information_confirmed=True),
        person_id=person_id_of(tenancy.number),
    )
