"""Knows how requests for corrections are looked up; row security decides who sees which."""

from dataclasses import dataclass
from datetime import datetime

from harbors.applications.records import ApplicationId
from harbors.corrections.records import Correction, CorrectionId, CorrectionStatus
from harbors.corrections.refusals import unknown_correction
from harbors.corrections.rules import closes_at
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row, Statements

STATEMENTS = Statements(__package__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an applicant was told and when: ``None`` while nobody has, and until when a correction can be asked for."""

    notified_at: datetime | None
    correction_until: datetime | None


async def find_correction(connection: Connection, id: CorrectionId) -> Correction:
    """A request that this transaction may see. Raises ``NotFound``."""
    row = await STATEMENTS.find_correction.row(connection, id=id)
    if row is None:
        raise unknown_correction()
    return _correction(row)


async def provider_of_correction(connection: Connection, id: CorrectionId) -> ProviderId | None:
    """Whose round a request is about, as far as this transaction sees it."""
    row = await STATEMENTS.find_correction.row(connection, id=id)
    return None if row is None else ProviderId(row["provider_id"])


async def corrections_of(connection: Connection, application_id: ApplicationId) -> list[Correction]:
    """The requests about an application that this transaction may see, in order."""
    return [_correction(row) for row in await STATEMENTS.corrections_of.rows(connection, application_id=application_id)]


async def decision_of(connection: Connection, application_id: ApplicationId) -> Decision | None:
    """The decision about an application that this transaction may see, from its publication on."""
    row = await STATEMENTS.told_of.row(connection, application_id=application_id)
    if row is None:
        return None
    until = closes_at(row["notified_at"], days=row["correction_days"])
    return Decision(notified_at=row["notified_at"], correction_until=until)


def _correction(row: Row) -> Correction:
    return Correction(**{**row, "status": CorrectionStatus(row["status"])})
