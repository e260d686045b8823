"""Knows how an owner lists, changes and removes a boat and its papers: row security decides whose boats those are."""

from collections.abc import Callable
from datetime import datetime

from harbors.access.records import PersonId
from harbors.boats.reads import STATEMENTS, boat_from_row
from harbors.boats.records import BoatId, Certificate, CertificateId, Described, OwnedBoat
from harbors.boats.refusals import boat_unknown, certificate_unknown
from harbors.boats.rules import check_boat, check_certificate, tidy_boat, tidy_certificate
from harbors.chance import Chance, draw_id
from harbors.organisations.records import OrganisationId
from harbors.organisations.rules import require_represented
from harbors.sql import Connection


async def add_boat(
    connection: Connection,
    described: Described,
    *,
    person_id: PersonId,
    organisation_id: OrganisationId | None,
    now: datetime,
    chance: Chance,
) -> OwnedBoat:
    """A boat of the person, or of an organisation for which it is verified that the person acts.

    Raises ``Invalid`` with all that is wrong, ``NotFound`` for an organisation of others.
    """
    if organisation_id is not None:
        require_represented(await STATEMENTS.acts_for.value(connection, organisation_id=organisation_id))
    described = await _judged(connection, described, now=now)
    boat = OwnedBoat(
        id=BoatId(draw_id(chance)),
        described=described,
        person_id=person_id if organisation_id is None else None,
        organisation_id=organisation_id,
    )
    whose = {"person_id": boat.person_id, "organisation_id": organisation_id}
    await STATEMENTS.add_boat.run(connection, id=boat.id, now=now, **whose, **_told(described))
    await _own(connection, boat)
    return boat


async def edit_boat(
    connection: Connection, change: Callable[[Described], Described], *, boat_id: BoatId, now: datetime
) -> tuple[OwnedBoat, OwnedBoat]:
    """The boat before and after ``change`` made something else of it. Raises ``NotFound``, ``Invalid``."""
    before = await _lock(connection, boat_id)
    described = await _judged(connection, change(before.described), now=now)
    after = OwnedBoat(
        id=boat_id, described=described, person_id=before.person_id, organisation_id=before.organisation_id
    )
    await STATEMENTS.change_boat.run(connection, id=boat_id, now=now, **_told(described))
    await STATEMENTS.remove_owners.run(connection, id=boat_id)
    await _own(connection, after)
    return before, after


async def remove_boat(connection: Connection, *, boat_id: BoatId) -> None:
    """The boat goes with its papers; an application that was made with it keeps what it told. Raises ``NotFound``."""
    if await STATEMENTS.remove_boat.value(connection, id=boat_id) is None:
        raise boat_unknown()


async def add_certificate(
    connection: Connection, paper: Certificate, *, boat_id: BoatId, now: datetime, chance: Chance
) -> CertificateId:
    """A paper of a boat. Raises ``NotFound``, ``Invalid``; the database refuses one that is there already."""
    await _lock(connection, boat_id)
    paper = tidy_certificate(paper)
    check_certificate(paper, today=now.date())
    id = CertificateId(draw_id(chance))
    await STATEMENTS.add_certificate.run(
        connection,
        id=id,
        boat_id=boat_id,
        kind=paper.kind,
        issuer=paper.issuer,
        number=paper.number,
        expires_on=paper.expires_on,
        now=now,
    )
    return id


async def remove_certificate(connection: Connection, *, certificate_id: CertificateId) -> BoatId:
    """The paper goes; the boat that it was of. Raises ``NotFound``."""
    boat_id = await STATEMENTS.remove_certificate.value(connection, id=certificate_id)
    if boat_id is None:
        raise certificate_unknown()
    return BoatId(boat_id)


async def _judged(connection: Connection, described: Described, *, now: datetime) -> Described:
    described = tidy_boat(described)
    known = described.type_id is None or await STATEMENTS.boat_type_known.value(connection, type_id=described.type_id)
    check_boat(described, type_known=known, today=now.date())
    return described


async def _lock(connection: Connection, boat_id: BoatId) -> OwnedBoat:
    row = await STATEMENTS.lock_boat.row(connection, id=boat_id)
    if row is None:
        raise boat_unknown()
    return boat_from_row(row, await STATEMENTS.owners_of_boat.rows(connection, id=boat_id))


async def _own(connection: Connection, boat: OwnedBoat) -> None:
    owners = boat.described.owners
    await STATEMENTS.add_owners.run(
        connection,
        id=boat.id,
        names=[owner.name for owner in owners],
        shares=[owner.share_percent for owner in owners],
        answers=[owner.answers for owner in owners],
    )


def _told(boat: Described) -> dict[str, object]:
    """What an owner tells, owners apart, by the names of the statements' parameters."""
    return {
        "type_id": boat.type_id,
        "registration": boat.registration,
        "country": boat.country,
        "name": boat.name,
        "beam_mm": boat.beam_mm,
        "length_mm": boat.length_mm,
        "draught_mm": boat.draught_mm,
        "height_mm": boat.height_mm,
        "mass_kg": boat.mass_kg,
        "propulsion": boat.propulsion,
        "hull_material": boat.hull_material,
        "engine_kw": boat.engine_kw,
        "title": boat.title,
        "title_since": boat.title_since,
    }
