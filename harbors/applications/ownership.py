"""Knows how an application that was made without an account becomes somebody's: confirmed by mail, then claimed."""

from dataclasses import replace
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.applications.applicants import require_claimable
from harbors.applications.commands import lock_application
from harbors.applications.reads import STATEMENTS
from harbors.applications.records import Application, ApplicationId
from harbors.chance import Chance
from harbors.customers.confirmations import Link, follow_link, new_link
from harbors.customers.reads import profile_of
from harbors.customers.refusals import link_unknown
from harbors.sql import Connection


async def ask_for_confirmation(
    connection: Connection, application: Application, *, now: datetime, chance: Chance
) -> Link:
    """A link for the applicant's mail, who has one: who follows it reads the mail of that address."""
    email = application.applicant.email
    assert email is not None
    return await new_link(connection, email, now=now, chance=chance, application_id=application.id)


async def confirm_application(connection: Connection, token: str, *, now: datetime) -> ApplicationId:
    """The application whose mail address is confirmed now. Acts as the system. Raises ``NotFound``."""
    followed = await follow_link(connection, token, of_a_person=False, now=now)
    await act_as_system(connection)
    id = await STATEMENTS.mark_confirmed.value(
        connection, id=followed["application_id"], email=followed["email"], now=now
    )
    if id is None:
        raise link_unknown()
    return ApplicationId(id)


async def claim_application(
    connection: Connection, *, application_id: ApplicationId, edit_token: str, person_id: PersonId, now: datetime
) -> Application:
    """The application, which belongs to the acting person from now on; its capability is no more.

    Raises ``NotFound`` without the capability, ``Refused`` where it names somebody else.
    """
    application = await lock_application(connection, application_id, edit_token)
    profile = await profile_of(connection, person_id)
    owner = require_claimable(application, profile)
    await STATEMENTS.mark_claimed.run(connection, id=application_id, person_id=owner, now=now)
    if profile is not None and profile.non_disclosure:
        await hide_applicants(connection, owner)
    confirmed_at = application.confirmed_at or now
    return replace(application, person_id=owner, claimed_at=now, confirmed_at=confirmed_at)


async def hide_applicants(connection: Connection, person_id: PersonId) -> None:
    """Take out of a person's applications what may not be disclosed; their classes stay."""
    await STATEMENTS.hide_applicants.run(connection, person_id=person_id)
