"""Knows how somebody says to act for an organisation, and how a handler of the city decides whether that is so."""

from dataclasses import replace
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.chance import Chance, draw_id
from harbors.customers.business_id import tidy_business_id
from harbors.forms import tidy_text
from harbors.organisations.records import (
    OrganisationId,
    Representation,
    RepresentationId,
    RepresentationStatus,
)
from harbors.organisations.refusals import representation_unknown
from harbors.organisations.rules import check_organisation, check_reason, require_decidable
from harbors.sql import Connection, Row, Statements

STATEMENTS = Statements(__package__)


async def register_organisation(
    connection: Connection, *, name: str, business_id: str, person_id: PersonId, now: datetime, chance: Chance
) -> Representation:
    """A person's claim to act for the organisation with this business id, which is made if it is new.

    Acts as the system: whether others claimed the same is not for the person to see. Raises ``Invalid``; the database
    refuses a claim that was made before.
    """
    name, business_id = tidy_text(name), tidy_business_id(business_id)
    check_organisation(name=name, business_id=business_id)
    await act_as_system(connection)
    await STATEMENTS.add_organisation.run(connection, id=draw_id(chance), business_id=business_id, name=name, now=now)
    organisation_id = await STATEMENTS.organisation_with.value(connection, business_id=business_id)
    claim = Representation(
        id=RepresentationId(draw_id(chance)),
        organisation_id=OrganisationId(organisation_id),
        person_id=person_id,
        status=RepresentationStatus.CLAIMED,
    )
    await STATEMENTS.claim_representation.run(
        connection, id=claim.id, organisation_id=claim.organisation_id, person_id=person_id, now=now
    )
    return claim


async def verify_representation(
    connection: Connection, *, representation_id: RepresentationId, reason: str, now: datetime
) -> tuple[Representation, Representation]:
    """The claim before and after a handler saw that it is true. Raises ``NotFound``, ``Refused``, ``Invalid``."""
    return await _decide(connection, representation_id, RepresentationStatus.VERIFIED, reason=reason, now=now)


async def refuse_representation(
    connection: Connection, *, representation_id: RepresentationId, reason: str, now: datetime
) -> tuple[Representation, Representation]:
    """A handler saw that somebody may not, or no longer, act for it. Raises ``NotFound``, ``Refused``, ``Invalid``."""
    return await _decide(connection, representation_id, RepresentationStatus.REFUSED, reason=reason, now=now)


async def _decide(
    connection: Connection, id: RepresentationId, verdict: RepresentationStatus, *, reason: str, now: datetime
) -> tuple[Representation, Representation]:
    reason = tidy_text(reason)
    check_reason(reason)
    row = await STATEMENTS.lock_representation.row(connection, id=id)
    if row is None:
        raise representation_unknown()
    claim = _claim(row)
    require_decidable(claim, verdict)
    await STATEMENTS.decide_representation.run(connection, id=id, status=verdict, reason=reason, now=now)
    return claim, replace(claim, status=verdict, reason=reason)


def _claim(row: Row) -> Representation:
    return Representation(
        id=RepresentationId(row["id"]),
        organisation_id=OrganisationId(row["organisation_id"]),
        person_id=PersonId(row["person_id"]),
        status=RepresentationStatus(row["status"]),
        reason=row["reason"],
    )
