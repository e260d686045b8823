"""Knows how a notice is given: the ground is counted, an order opened, and the price with a link to pay told."""

from dataclasses import replace
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.chance import Chance, draw_id, draw_reference, draw_token, token_hash
from harbors.customers.reads import profile_of
from harbors.errors import Invalid
from harbors.leases.records import OccupancyId, Period
from harbors.lots.refusals import unknown_ground
from harbors.notices.records import Template
from harbors.orders.commands import open_order
from harbors.orders.records import Order, OrderDraft, OrderStatus, Payer, Purpose
from harbors.organisations.records import OrganisationId
from harbors.organisations.rules import require_represented
from harbors.places.records import ProviderId
from harbors.sql import Connection
from harbors.storage_notices.confirming import confirm
from harbors.storage_notices.keeping import hold_notice
from harbors.storage_notices.pricing import Quote
from harbors.storage_notices.reads import STATEMENTS, ground_with, room_on
from harbors.storage_notices.records import (
    Holder,
    Noted,
    NoticeDraft,
    StorageGround,
    StorageNotice,
    StorageNoticeId,
    StorageNoticeStatus,
    StorageTerms,
)
from harbors.storage_notices.refusals import boat_notified, ground_full, notice_fault
from harbors.storage_notices.rules import check_notice, due_at, terms_problems, tidy
from harbors.storage_notices.telling import tell_of_notice
from harbors.text import Language


async def own_holder(
    connection: Connection, person_id: PersonId, organisation_id: OrganisationId | None = None
) -> Holder:
    """The acting person as whoever brought the boat, or the organisation that they act for.

    Raises ``NotFound`` for an organisation that is not theirs, ``Invalid`` for a person whose name nobody knows.
    """
    profile = await profile_of(connection, person_id)
    told = profile.told if profile else None
    email = told.email if profile and told and profile.email_verified_at else None
    language = (told and told.language) or Language.FI
    if organisation_id is not None:
        name = await STATEMENTS.organisation_name.value(connection, id=organisation_id)
        require_represented(name is not None)
        return Holder(name=name, email=email, language=language, organisation_id=organisation_id)
    name = " ".join(filter(None, (told.first_name, told.last_name))) if told else ""
    if not name:
        raise Invalid(notice_fault("NAME_UNTOLD", field="holder"))
    return Holder(name=name, email=email, language=language, person_id=person_id)


async def give_notice(
    connection: Connection,
    draft: NoticeDraft,
    *,
    provider_id: ProviderId | None = None,
    quote: Quote,
    public_url: str,
    now: datetime,
    chance: Chance,
) -> Noted:
    """Note that a boat stands on unmarked ground, of a provider where that is told. Acts as the system.

    Raises ``NotFound``, ``Invalid``, ``Refused`` with every reason, ``Conflict`` where somebody was first to take the
    last square metres, and where there is no price.
    """
    draft, ground = tidy(draft), await ground_with(connection, draft.place_id)
    if ground is None or provider_id not in (None, ground.provider_id):
        raise unknown_ground()
    period = check_notice(draft, ground, now=now)
    assert ground.terms is not None, "a notice without terms is refused"
    await act_as_system(connection)
    await _require_room(connection, draft, ground, period)
    token = draw_token(chance)
    order = await _opened(connection, draft, ground, period, quote=quote, token=token, now=now, chance=chance)
    notice = StorageNotice(
        id=StorageNoticeId(draw_id(chance)),
        provider_id=ground.provider_id,
        place_id=ground.id,
        occupancy_id=OccupancyId(draw_id(chance)),
        order_id=order.id,
        reference=draw_reference(chance),
        season=draft.season,
        period=period,
        holder=draft.holder,
        boat=draft.boat,
        status=StorageNoticeStatus.NOTIFIED,
        channel=draft.channel,
        due_at=due_at(ground.terms, ground.time_zone, now=now),
        created_at=now,
    )
    await _keep(connection, notice, token, now=now)
    if order.status is OrderStatus.PAID:
        await confirm(connection, await hold_notice(connection, notice.id), now=now, chance=chance)
        return Noted(replace(notice, status=StorageNoticeStatus.PAID, paid_at=now), token)
    noted = Noted(notice, token)
    await tell_of_notice(
        connection, noted, order, Template.STORAGE_NOTED, what="noted", public_url=public_url, now=now, chance=chance
    )
    return noted


async def set_terms(
    connection: Connection, terms: StorageTerms, *, provider_id: ProviderId, now: datetime
) -> StorageTerms:
    """Take notices on these terms from now on. Raises ``Invalid``."""
    terms = replace(terms, remind_days=tuple(sorted(set(terms.remind_days), reverse=True)))
    if problems := list(terms_problems(terms)):
        raise Invalid(*problems)
    await STATEMENTS.set_terms.run(
        connection,
        provider_id=provider_id,
        usual_m2=terms.usual_m2,
        due_days=terms.due_days,
        remind_days=list(terms.remind_days),
        regret_days=terms.regret_days,
        cradle_days=terms.cradle_days,
        refund=terms.refund,
        now=now,
    )
    return terms


async def _require_room(connection: Connection, draft: NoticeDraft, ground: StorageGround, period: Period) -> None:
    """Raise ``Refused`` for a boat that stands elsewhere, or for which there is no room; the database counts again."""
    boat = draft.boat
    if boat.registration is not None and await STATEMENTS.is_notified.value(
        connection,
        provider_id=ground.provider_id,
        registration=boat.registration,
        starts_at=period.start,
        ends_at=period.end,
    ):
        raise boat_notified()
    free = await room_on(connection, ground.id, period)
    if boat.m2 > free:
        raise ground_full(m2=boat.m2, free_m2=free)


async def _opened(
    connection: Connection,
    draft: NoticeDraft,
    ground: StorageGround,
    period: Period,
    *,
    quote: Quote,
    token: str,
    now: datetime,
    chance: Chance,
) -> Order:
    lines = await quote(
        connection, ground=ground, boat=draft.boat, season=draft.season, period=period, holder=draft.holder
    )
    order = OrderDraft(
        provider_id=ground.provider_id,
        purpose=Purpose.STORAGE_NOTICE,
        payer=payer_of(draft.holder),
        lines=lines,
        expires_at=None,
        access_token=token,
    )
    return await open_order(connection, order, now=now, chance=chance)


def payer_of(holder: Holder) -> Payer:
    """Whoever brought the boat, as an order names them."""
    return Payer(
        name=holder.name,
        email=holder.email,
        language=holder.language,
        person_id=holder.person_id,
        organisation_id=holder.organisation_id,
    )


async def _keep(connection: Connection, notice: StorageNotice, token: str, *, now: datetime) -> None:
    holder, boat = notice.holder, notice.boat
    assert holder is not None, "a notice that is given is somebody's"
    await STATEMENTS.add_notice.run(
        connection,
        id=notice.id,
        provider_id=notice.provider_id,
        place_id=notice.place_id,
        occupancy_id=notice.occupancy_id,
        order_id=notice.order_id,
        reference=notice.reference,
        season_starts=notice.season.starts,
        season_ends=notice.season.ends,
        starts_at=notice.period.start,
        ends_at=notice.period.end,
        m2=boat.m2,
        person_id=holder.person_id,
        organisation_id=holder.organisation_id,
        name=holder.name,
        email=holder.email,
        address=holder.address,
        language=holder.language,
        registration=boat.registration,
        trailer_registration=boat.trailer_registration,
        beam_mm=boat.beam_mm,
        length_mm=boat.length_mm,
        has_frame=boat.has_frame,
        stands=boat.stands,
        channel=notice.channel,
        access_hash=token_hash(token),
        due_at=notice.due_at,
        now=now,
    )
