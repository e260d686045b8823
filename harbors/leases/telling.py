"""Knows how a tenant is told what becomes of a lease: by mail, in the tenant's language, each thing once."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from harbors.access.records import PersonId
from harbors.chance import Chance
from harbors.customers.reads import profile_of
from harbors.leases.reads import STATEMENTS
from harbors.leases.records import Lease, Period, Tenant
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.places.records import PlaceId
from harbors.sql import Connection
from harbors.text import Language, Translated

# The number of ground on which boats stand without marks.
_NAMELESS = "-"
_BERTH = Translated(fi="paikka {number}", sv="plats {number}", en="place {number}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What people call a place, and where it is so late."""

    site: Translated
    identifier: str | None
    number: str
    time_zone: str

    def in_language(self, language: Language) -> str:
        """As ``Merisatama A, place 12``; unmarked ground by its area alone."""
        site = " ".join(filter(None, (self.site.in_language(language), self.identifier)))
        place = None if self.number == _NAMELESS else _BERTH.with_figures(number=self.number).in_language(language)
        return ", ".join(filter(None, (site, place)))

    @property
    def everywhere(self) -> Translated:
        """The same in all three languages."""
        return Translated(*map(self.in_language, Language))

    def days(self, period: Period) -> str:
        """The first and the last day of a period, there, as ``1.7.2027–14.9.2027``."""
        last = period.end - timedelta(microseconds=1)
        return f"{_day(period.start, self.time_zone)}–{_day(last, self.time_zone)}"

    def day(self, at: datetime) -> str:
        """The day of an instant, there."""
        return _day(at, self.time_zone)


async def called(connection: Connection, place_id: PlaceId) -> Called:
    """What a place is called that is there."""
    row = await STATEMENTS.place_called.row(connection, id=place_id)
    assert row is not None
    return Called(
        site=Translated(fi=row["name_fi"], sv=row["name_sv"], en=row["name_en"]),
        identifier=row["identifier"],
        number=row["number"],
        time_zone=row["time_zone"],
    )


async def tell(
    connection: Connection,
    recipient: Recipient,
    template: Template,
    figures: Mapping[str, str],
    *,
    about: Lease,
    now: datetime,
    chance: Chance,
) -> None:
    """Have one of the tenants told of something that happens once to a lease."""
    key = f"{template.lower()} {about.id} {recipient.key}"
    await notify(connection, recipient, template, figures, key=key, now=now, chance=chance)


async def recipients(connection: Connection, tenant: Tenant) -> AsyncIterator[Recipient]:
    """The person, those who speak for the organisation, or the address of the register. For the system."""
    people = [tenant.person_id] if tenant.person_id else await _speakers(connection, tenant)
    found = False
    for person_id in people:
        profile = await profile_of(connection, person_id)
        if profile and profile.told.email and profile.email_verified_at:
            found = True
            language = profile.told.language or tenant.language or Language.FI
            yield Recipient(address=profile.told.email, language=language, person_id=person_id)
    if not found and tenant.email:
        yield Recipient(address=tenant.email, language=tenant.language or Language.FI, person_id=tenant.person_id)


async def _speakers(connection: Connection, tenant: Tenant) -> list[PersonId]:
    if tenant.organisation_id is None:
        return []
    rows = await STATEMENTS.speakers.rows(connection, organisation_id=tenant.organisation_id)
    return [row["person_id"] for row in rows]


def _day(at: datetime, time_zone: str) -> str:
    day = at.astimezone(ZoneInfo(time_zone)).date()
    return f"{day.day}.{day.month}.{day.year}"
