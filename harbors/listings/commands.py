"""Knows how providers list: what they say is read, planned against what they have, and kept or published.

Nothing is committed here; what raises has written nothing.
"""

from asyncio import to_thread
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from harbors.access.records import Principal
from harbors.chance import Chance, draw_id
from harbors.errors import Invalid
from harbors.listings.drafts import DraftedFile, read_draft
from harbors.listings.files.lines import Line
from harbors.listings.files.reading import read_file
from harbors.listings.forms import FORMS, Form
from harbors.listings.keeping import Keeping, report_on
from harbors.listings.kinds import Action, FileFormat, ResourceKind
from harbors.listings.proposals import Plan, Proposal, Terms, plan
from harbors.listings.publishing import check_free
from harbors.listings.reads import STATEMENTS, load_register
from harbors.listings.records import BatchId, Listing, Report
from harbors.listings.refusals import unknown_provider, unknown_resource
from harbors.listings.register import DecodeId, Register, plain_id
from harbors.places.records import ProviderId
from harbors.sql import Connection


async def submit_listing(
    connection: Connection,
    values: Mapping[str, object],
    *,
    kind: ResourceKind,
    provider_id: ProviderId,
    by: Principal,
    now: datetime,
    chance: Chance,
    decode: DecodeId = plain_id,
) -> Listing | None:
    """List one resource, new or, where ``values`` have its ``id``, changed; ``None`` where that changes nothing.

    ``values`` are by the names of the form, with ``geometry`` as GeoJSON; of a change what is left out stays as it is.
    Raises ``Invalid`` with every problem.
    """
    form = FORMS[kind]
    reviewed = await _hold(connection, provider_id)
    register = await load_register(connection, provider_id, form=form)
    terms = Terms(draw_id=partial(draw_id, chance), decode=decode, by_key=False)
    made = plan([read_draft(Line(0, values), form=form)], form=form, register=register, terms=terms)
    if made.problems:
        raise Invalid(*(problem.problem for problem in made.problems))
    listings = await Keeping(connection, provider_id, kind, reviewed, by, now, chance).keep(made.proposals)
    return listings[0] if listings else None


def draft_file(text: str, *, format: FileFormat, kind: ResourceKind) -> DraftedFile:
    """All that can be said of a file by itself: its lines as drafts, and what is wrong with them. Takes a while."""
    form = FORMS[kind]
    read = read_file(text, format=format, form=form)
    return DraftedFile(kind, [read_draft(line, form=form) for line in read.lines], read.problems)


async def import_listings(
    connection: Connection,
    file: DraftedFile,
    *,
    provider_id: ProviderId,
    by: Principal,
    now: datetime,
    chance: Chance,
    dry_run: bool = False,
    decode: DecodeId = plain_id,
) -> Report:
    """List all resources of a file, or none: a report with problems, and one of a dry run, has changed nothing."""
    form = FORMS[file.kind]
    reviewed = await _hold(connection, provider_id)
    register = await load_register(connection, provider_id, form=form)
    terms = Terms(draw_id=partial(draw_id, chance), decode=decode)
    made = await to_thread(_plan, file, form, register, terms)
    if made.problems or dry_run:
        return report_on(made)
    batch_id = BatchId(draw_id(chance))
    keeping = Keeping(connection, provider_id, file.kind, reviewed, by, now, chance, batch_id)
    listings = await keeping.keep(made.proposals)
    return report_on(made, listings, batch_id=batch_id if listings else None)


async def retire_resource(
    connection: Connection,
    resource_id: UUID,
    *,
    provider_id: ProviderId,
    by: Principal,
    now: datetime,
    chance: Chance,
) -> Listing:
    """Take a resource, and all that lies in it, out of the catalogue. Raises ``NotFound``; ``Refused`` while held."""
    reviewed = await _hold(connection, provider_id)
    row = await STATEMENTS.kind_of.row(connection, resource_id=resource_id)
    if row is None or row["provider_id"] != provider_id:
        raise unknown_resource()
    await check_free(connection, [resource_id], now=now)
    keeping = Keeping(connection, provider_id, ResourceKind(row["kind"]), reviewed, by, now, chance)
    proposal = Proposal(action=Action.RETIRE, resource_id=resource_id, content=None)
    return (await keeping.keep([proposal]))[0]


async def _hold(connection: Connection, provider_id: ProviderId) -> bool:
    """Whether the city decides on what the provider lists; until the transaction ends nobody else lists for it."""
    await STATEMENTS.hold_provider.run(connection, provider_id=provider_id)
    row = await STATEMENTS.terms_of_provider.row(connection, provider_id=provider_id)
    if row is None:
        raise unknown_provider()
    return not row["unreviewed"]


def _plan(file: DraftedFile, form: Form, register: Register, terms: Terms) -> Plan:
    made = plan(file.drafts, form=form, register=register, terms=terms)
    made.problems[:0] = file.problems
    return made
