"""Knows who is shown what lets tenants in: the tenant, from shortly before the lease until it ends, and the clerks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import Principal, Role
from harbors.access.rules import acts_for
from harbors.gates.records import Gate, GateId, Site, SiteKind
from harbors.gates.refusals import unknown_gate
from harbors.leases.records import LeaseId
from harbors.sql import Connection, Row, Statements
from harbors.text import Translated

STATEMENTS = Statements(__package__)
_PIER = Translated(fi="laituri {identifier}", sv="brygga {identifier}", en="pier {identifier}")


async def entries_of(
    connection: Connection, ids: Sequence[LeaseId], *, by: Principal, now: datetime
) -> Mapping[LeaseId, list[Gate]]:
    """What lets in by each of these leases, to the one who asks: nothing by those that ``by`` does not see.

    Acts as the system afterwards.
    """
    seen = await STATEMENTS.leases_seen.rows(connection, ids=list(ids))
    as_clerk = [row["id"] for row in seen if acts_for(by, row["provider_id"], role=Role.CLERK)]
    await act_as_system(connection)
    found: dict[LeaseId, list[Gate]] = defaultdict(list)
    for row in await STATEMENTS.entries_of.rows(
        connection, ids=[row["id"] for row in seen], as_clerk=as_clerk, now=now
    ):
        found[row["lease_id"]].append(gate_from_row(row))
    return found


async def gate_with(connection: Connection, id: GateId) -> Gate:
    """What lets tenants in. Raises ``NotFound``."""
    if (row := await STATEMENTS.gate_with.row(connection, id=id)) is None:
        raise unknown_gate()
    return gate_from_row(row)


def gate_from_row(row: Row) -> Gate:
    """What lets tenants in, from the columns of ``gate_with``."""
    return Gate(
        id=row["id"],
        provider_id=row["provider_id"],
        site=_site(row),
        called=_called(row),
        code=row["code"],
        key=Translated(row["key_fi"], row["key_sv"], row["key_en"]),
        arrival=Translated(row["arrival_fi"], row["arrival_sv"], row["arrival_en"]),
        lead_days=row["lead_days"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
    )


def _site(row: Row) -> Site:
    kinds = {"harbor_id": SiteKind.HARBOR, "pier_id": SiteKind.PIER, "area_id": SiteKind.WINTER_STORAGE_AREA}
    return next(Site(kind, row[column]) for column, kind in kinds.items() if row[column] is not None)


def _called(row: Row) -> Translated:
    """The name of the site, and of the pier where it is one."""
    name = Translated(row["name_fi"], row["name_sv"], row["name_en"])
    if row["identifier"] is None:
        return name
    pier = _PIER.with_figures(identifier=row["identifier"])
    fi, sv, en = (name.fi, pier.fi), (name.sv or name.fi, pier.sv), (name.en or name.fi, pier.en)
    return Translated(*(", ".join(filter(None, pair)) for pair in (fi, sv, en)))
