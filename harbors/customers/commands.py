"""Knows how a profile is changed: by the person, by a strong identification, by a handler who vouches for something."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime

from harbors.access.records import PersonId
from harbors.customers.reads import STATEMENTS, profile_of
from harbors.customers.records import Identified, Profile, ResidenceSource, Told
from harbors.customers.refusals import person_unknown
from harbors.customers.rules import check_told, edited, tidy_told, undisclosed
from harbors.forms import tidy_text
from harbors.sql import Connection


async def update_profile(
    connection: Connection, change: Callable[[Told], Told], *, person_id: PersonId, now: datetime
) -> tuple[Profile, Profile]:
    """The profile before and after ``change`` made something else of what the person tells. Raises ``Invalid``."""
    before = await _known(connection, person_id)
    told = tidy_told(change(before.told))
    check_told(told, non_disclosure=before.non_disclosure, today=now.date())
    after = edited(before, told, today=now.date())
    await _write(connection, after, now=now)
    return before, after


async def note_identification(
    connection: Connection, identified: Identified, *, person_id: PersonId, now: datetime
) -> Profile:
    """Take over what a strong identification says, in an act of the system; with an order of non-disclosure no more
    than the residence as a yes."""
    before = await _known(connection, person_id)
    after = _identified(before, identified, now=now)
    await _write(connection, after, now=now)
    if after.non_disclosure and identified.municipality:
        await _attest(connection, person_id, identified.municipality, resides=True, today=now.date())
    return after


async def disclose_nothing(connection: Connection, *, person_id: PersonId, now: datetime) -> tuple[Profile, Profile]:
    """The profile before and after an order of non-disclosure; acts as the system, which may attest."""
    before = await _known(connection, person_id)
    after = undisclosed(before)
    await _write(connection, after, now=now)
    for municipality in sorted(after.residences - before.residences):
        await _attest(connection, person_id, municipality, resides=True, today=now.date())
    return before, after


async def disclose_again(connection: Connection, *, person_id: PersonId, now: datetime) -> tuple[Profile, Profile]:
    """The profile before and after the end of an order of non-disclosure; what was erased is told anew."""
    before = await _known(connection, person_id)
    after = replace(before, non_disclosure=False)
    await _write(connection, after, now=now)
    return before, after


async def attest_residence(
    connection: Connection, *, person_id: PersonId, municipality: str, resides: bool, now: datetime
) -> None:
    """A handler says whether somebody lives in a municipality. Raises ``NotFound`` for somebody without a profile.

    Of somebody whose residence may be disclosed the profile says so, too, where it names that municipality.
    """
    profile = await _known(connection, person_id)
    name = tidy_text(municipality).casefold()
    await _attest(connection, person_id, name, resides=resides, today=now.date())
    if resides and profile.told.municipality == name:
        vouched = replace(profile, municipality_source=ResidenceSource.ATTESTED, municipality_on=now.date())
        await _write(connection, vouched, now=now)


async def attest_of_age(connection: Connection, *, person_id: PersonId, now: datetime) -> None:
    """A handler has seen that somebody is 18 or older. Raises ``NotFound`` for somebody without a profile."""
    profile = await _known(connection, person_id)
    await _write(connection, replace(profile, of_age_attested_on=now.date()), now=now)


async def _known(connection: Connection, person_id: PersonId) -> Profile:
    found = await STATEMENTS.lock_profile.value(connection, person_id=person_id)
    profile = await profile_of(connection, person_id) if found else None
    if profile is None:
        raise person_unknown()
    return profile


async def _write(connection: Connection, profile: Profile, *, now: datetime) -> None:
    await STATEMENTS.change_profile.run(
        connection,
        person_id=profile.person_id,
        names_identified_at=profile.names_identified_at,
        municipality_source=profile.municipality_source,
        municipality_on=profile.municipality_on,
        email_verified_at=profile.email_verified_at,
        of_age_attested_on=profile.of_age_attested_on,
        non_disclosure=profile.non_disclosure,
        now=now,
        **asdict(profile.told),
    )


async def _attest(
    connection: Connection, person_id: PersonId, municipality: str, *, resides: bool, today: date
) -> None:
    await STATEMENTS.attest_residence.run(
        connection, person_id=person_id, municipality=municipality, resides=resides, today=today
    )


def _identified(before: Profile, identified: Identified, *, now: datetime) -> Profile:
    told = replace(before.told, first_name=identified.first_name, last_name=identified.last_name)
    after = replace(before, told=told, names_identified_at=now)
    if identified.of_age:
        after = replace(after, of_age_attested_on=before.of_age_attested_on or now.date())
    return after if before.non_disclosure else _resident(after, identified.municipality, today=now.date())


def _resident(profile: Profile, municipality: str | None, *, today: date) -> Profile:
    if municipality is None:
        return profile
    told = replace(profile.told, municipality=tidy_text(municipality).casefold())
    return replace(profile, told=told, municipality_source=ResidenceSource.REGISTER, municipality_on=today)
