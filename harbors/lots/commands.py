"""Knows how ground is cut into lots: load, decide, write, in the transaction of the caller."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from harbors.lots.building import lots_to_publish, section_id
from harbors.lots.reads import STATEMENTS, lock_ground
from harbors.lots.records import Cut, Ground, Plan
from harbors.lots.refusals import round_has_opened
from harbors.lots.rules import plan
from harbors.places.commands import publish_records, retire_records
from harbors.places.records import PlaceId
from harbors.sql import Connection


async def cut_lots(connection: Connection, ground_id: PlaceId, cut: Cut, *, now: datetime) -> Plan:
    """Cut ground anew; lots of a size that stays stay what they are, and without a lot it follows notices again.

    Raises ``NotFound``, ``Invalid``, or ``Refused``: while a winter round of its provider is open or being handled, and
    for lots that somebody has.
    """
    ground = await lock_ground(connection, ground_id)
    code = await STATEMENTS.opened_round.value(connection, provider_id=ground.provider_id, now=now)
    if code is not None:
        raise round_has_opened(code)
    planned = plan(ground, cut, now=now)
    await retire_records(connection, _going(ground, planned), now=now)
    if cut.ground_m2 is not None:
        await STATEMENTS.measure.run(connection, id=ground.id, ground_m2=cut.ground_m2, now=now)
    if planned.coming:
        await publish_records(connection, lots_to_publish(ground, planned), now=now)
        sections = [section_id(ground, size) for size, _ in planned.coming]
        await STATEMENTS.mark_cut.run(connection, id=ground.id, section_ids=sections)
    return planned


def _going(ground: Ground, planned: Plan) -> Sequence[UUID]:
    """The lots that go, and the sections of which nothing stays."""
    stay = {lot.section_id for lot in ground.lots if lot not in planned.gone}
    stay |= {section_id(ground, size) for size, _ in planned.coming}
    return [*(lot.id for lot in planned.gone), *({lot.section_id for lot in planned.gone} - stay)]
