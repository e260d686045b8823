"""Knows how an application is looked up by those who may see it: row security decides who that is."""

import json
from datetime import datetime

from harbors.applications.records import (
    Applicant,
    Application,
    ApplicationId,
    ApplicationStatus,
    Boat,
    Channel,
    Choice,
    ChoiceKind,
    Mode,
)
from harbors.applications.refusals import unknown_application
from harbors.boats.records import BoatId
from harbors.boats.refusals import boat_unknown
from harbors.sql import Connection, Row, Statements
from harbors.text import Language

STATEMENTS = Statements(__package__)


async def present_capability(connection: Connection, edit_token: str | None) -> None:
    """Tell the database, until the transaction ends, with which edit token we come, if with any.

    Raises ``NotFound`` for a text that can be no token, and that no database keeps.
    """
    if edit_token is None:
        return
    if not (edit_token.isascii() and edit_token.isalnum()):
        raise unknown_application()
    await STATEMENTS.present_capability.run(connection, edit_token=edit_token)


async def act_as_staff(connection: Connection) -> None:
    """Tell the database, until the transaction ends, that this is an act of staff. Only the command line may."""
    await STATEMENTS.act_as_staff.run(connection)


async def own_application(
    connection: Connection, application_id: ApplicationId, *, edit_token: str | None
) -> Application:
    """The application of the acting person, or that the token is for. Raises ``NotFound`` for everything else."""
    await present_capability(connection, edit_token)
    return await load_application(connection, application_id)


async def own_boat(connection: Connection, boat_id: BoatId) -> Boat:
    """One of the acting person's boats, or of an organisation of theirs, as it is today. Raises ``NotFound``."""
    row = await STATEMENTS.own_boat.row(connection, id=boat_id)
    if row is None:
        raise boat_unknown()
    return Boat(
        id=boat_id,
        beam_mm=row["beam_mm"],
        length_mm=row["length_mm"],
        draught_mm=row["draught_mm"],
        mass_kg=row["mass_kg"],
        type_id=row["boat_type_id"],
        registration=row["registration"],
        name=row["name"],
    )


async def load_application(connection: Connection, application_id: ApplicationId) -> Application:
    """An application that this transaction may see. Raises ``NotFound``."""
    row = await STATEMENTS.load_application.row(connection, id=application_id)
    if row is None:
        raise unknown_application()
    return application_from_row(row)


def application_from_row(row: Row) -> Application:
    """An application from the columns of ``load_application``."""
    kinds, ids = row["choice_kinds"], row["choice_ids"]
    return Application(
        id=row["id"],
        round_id=row["round_id"],
        public_id=row["public_id"],
        reference=row["reference"],
        status=ApplicationStatus(row["status"]),
        class_number=row["class_number"],
        applicant=_applicant(row),
        boat=_boat(row),
        choices=tuple(Choice(ChoiceKind(kind), target) for kind, target in zip(kinds, ids, strict=True)),
        accessibility_required=row["accessibility_required"],
        submitted_at=row["submitted_at"],
        waiting_since=row["waiting_since"],
        mode=Mode(row["mode"]),
        lease_id=row["lease_id"],
        organisation_id=row["organisation_id"],
        channel=Channel(row["channel"]),
        entered_by=row["entered_by"],
        carried_from=row["carried_from"],
        class_reason=row["class_reason"],
        consents={name: datetime.fromisoformat(at) for name, at in json.loads(row["consents"]).items()},
        edited_at=row["edited_at"],
        withdrawn_at=row["withdrawn_at"],
        person_id=row["person_id"],
        claimed_at=row["claimed_at"],
        confirmed_at=row["confirmed_at"],
    )


def _applicant(row: Row) -> Applicant:
    return Applicant(
        first_name=row["first_name"],
        last_name=row["last_name"],
        email=row["email"],
        municipality=row["municipality"],
        phone=row["phone"],
        address=row["address"],
        zip_code=row["zip_code"],
        language=Language(row["language"]),
        non_disclosure=row["non_disclosure"],
        birth_year=row["birth_year"],
    )


def _boat(row: Row) -> Boat:
    return Boat(
        beam_mm=row["beam_mm"],
        length_mm=row["length_mm"],
        draught_mm=row["draught_mm"],
        mass_kg=row["mass_kg"],
        type_id=row["boat_type_id"],
        registration=row["boat_registration"],
        name=row["boat_name"],
        estimated=row["boat_estimated"],
        id=row["boat_id"],
    )
