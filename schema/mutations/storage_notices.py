"""Knows how notices of boats on unmarked ground are given and taken back, and what clerks do with those that stand."""

import graphene

from harbors.access.records import Role, Scope
from harbors.idempotency.records import Answer
from harbors.lots.reads import provider_of_ground
from harbors.lots.refusals import unknown_ground
from harbors.places.records import ProviderId
from harbors.rounds.records import RoundKind, Season
from harbors.seasons.reads import seasons_of
from harbors.seasons.rules import season_on
from harbors.sql import Connection
from harbors.storage_notices import closing, commands, measuring
from harbors.storage_notices.quoting import price_of_ground
from harbors.storage_notices.reads import ground_with, provider_of_notice
from harbors.storage_notices.records import Holder, Noted, StorageChannel, StorageNotice
from schema.mutations.access import Access, ProviderOf, allowed, provider_in, role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input
from schema.mutations.lease_inputs import read_season
from schema.mutations.offer_inputs import instant
from schema.mutations.payloads import problems, thing
from schema.mutations.storage_inputs import (
    CancelStorageNoticeInput,
    EndStorageNoticeInput,
    EnterPaperStorageNoticeInput,
    GiveStorageNoticeInput,
    MeasureStorageNoticeInput,
    SetStorageTermsInput,
    WithdrawStorageNoticeInput,
    ground_id,
    notice_id,
    organisation_id,
    read_holder,
    read_measures,
    read_notice,
    read_terms,
)
from schema.permissions import SIGNED_IN


class StorageNoticePayload(graphene.ObjectType):
    """The notice as it stands now, or why it was refused."""

    storage_notice = thing("StorageNotice", description="The notice; null when it was refused.")
    errors = problems()


class StorageTermsPayload(graphene.ObjectType):
    """Whose terms were set, or why they were refused."""

    provider = thing("Provider", description="The provider with its terms; null when they were refused.")
    errors = problems()


async def _of_ground(connection: Connection, input: Input) -> ProviderId | None:
    return await provider_of_ground(connection, ground_id(input))


async def _of_notice(connection: Connection, input: Input) -> ProviderId | None:
    """The provider of the notice, as far as this transaction sees it."""
    return await provider_of_notice(connection, notice_id(input))


async def _give(connection: Connection, doing: Doing, input: Input) -> Answer:
    holder = await commands.own_holder(connection, doing.person, organisation_id(input))
    noted = await _noted(connection, doing, input, holder, StorageChannel.ONLINE)
    return Answer(facts={"id": str(noted.notice.id)})


async def _enter(connection: Connection, doing: Doing, input: Input) -> Answer:
    noted = await _noted(connection, doing, input, read_holder(input), StorageChannel.PAPER)
    return Answer(facts={"id": str(noted.notice.id)})


async def _noted(connection: Connection, doing: Doing, input: Input, holder: Holder, channel: StorageChannel) -> Noted:
    season = read_season(input) or await _winter(connection, doing, input)
    noted = await commands.give_notice(
        connection,
        read_notice(input, season=season, holder=holder, channel=channel),
        quote=price_of_ground,
        public_url=doing.public_url,
        now=doing.now,
        chance=doing.chance,
    )
    notice = noted.notice
    doing.changed(
        "StorageNotice",
        notice.id,
        person_id=holder.person_id,
        provider_id=notice.provider_id,
        after={"ground": str(notice.place_id), "m2": str(notice.boat.m2), "status": notice.status.value},
    )
    return noted


async def _winter(connection: Connection, doing: Doing, input: Input) -> Season:
    """The winter of the first day, or the next. Raises ``Refused`` where its provider has told none."""
    ground = await ground_with(connection, ground_id(input))
    if ground is None:
        raise unknown_ground()
    winters = [one for one in await seasons_of(connection, ground.provider_id) if one.kind is RoundKind.WINTER_STORAGE]
    return season_on(winters, input.get("starts") or ground.day_of(doing.now)).days


async def _withdraw(connection: Connection, doing: Doing, input: Input) -> Answer:
    return await _taken_back(connection, doing, input, by_holder=True)


async def _cancel(connection: Connection, doing: Doing, input: Input) -> Answer:
    return await _taken_back(connection, doing, input, by_holder=False)


async def _taken_back(connection: Connection, doing: Doing, input: Input, *, by_holder: bool) -> Answer:
    before = await closing.withdraw_notice(
        connection,
        notice_id(input),
        reason=input["reason"],
        by="HOLDER" if by_holder else "CLERK",
        by_holder=by_holder,
        now=doing.now,
        chance=doing.chance,
    )
    return _moved(doing, before, "WITHDRAWN", input["reason"])


async def _end(connection: Connection, doing: Doing, input: Input) -> Answer:
    before = await closing.end_notice(
        connection,
        notice_id(input),
        at=instant(input, "at"),
        reason=input["reason"],
        by="CLERK",
        now=doing.now,
        chance=doing.chance,
    )
    return _moved(doing, before, "ENDED", input["reason"])


async def _measure(connection: Connection, doing: Doing, input: Input) -> Answer:
    after = await measuring.measure_anew(
        connection,
        notice_id(input),
        read_measures(input),
        reason=input["reason"],
        by="CLERK",
        quote=price_of_ground,
        public_url=doing.public_url,
        now=doing.now,
        chance=doing.chance,
    )
    told = {"m2": str(after.boat.m2)}
    doing.changed("StorageNotice", after.id, person_id=_person(after), reason=input["reason"], after=told)
    return Answer(facts={"id": str(after.id)})


async def _set_terms(connection: Connection, doing: Doing, input: Input) -> Answer:
    terms = await commands.set_terms(connection, read_terms(input), provider_id=doing.provider, now=doing.now)
    told = {"usualM2": str(terms.usual_m2), "dueDays": terms.due_days, "refund": terms.refund.value}
    doing.changed("Provider", doing.provider, after=told)
    return Answer(facts={"id": str(doing.provider)})


def _moved(doing: Doing, before: StorageNotice, status: str, reason: str) -> Answer:
    doing.changed(
        "StorageNotice",
        before.id,
        person_id=_person(before),
        provider_id=before.provider_id,
        reason=reason,
        before={"status": before.status.value},
        after={"status": status},
    )
    return Answer(facts={"id": str(before.id)})


def _person(notice: StorageNotice) -> object:
    return notice.holder and notice.holder.person_id


def _clerk(at: ProviderOf) -> Access:
    return role(Role.CLERK, at=at, scope=Scope.PROVIDER_WRITE)


class StorageMutation:
    """The mutations of notices."""

    give_storage_notice = mutation(
        StorageNoticePayload,
        GiveStorageNoticeInput,
        _give,
        access=allowed(SIGNED_IN.within(Scope.APPLICATIONS_WRITE)),
        description="Gives notice of a boat that was brought to unmarked winter ground; the price is mailed with a "
        "link to pay it. Refused where there is no room.",
    )
    enter_paper_storage_notice = mutation(
        StorageNoticePayload,
        EnterPaperStorageNoticeInput,
        _enter,
        access=_clerk(_of_ground),
        description="Enters a notice that came on paper.",
    )
    withdraw_storage_notice = mutation(
        StorageNoticePayload,
        WithdrawStorageNoticeInput,
        _withdraw,
        access=allowed(SIGNED_IN.within(Scope.APPLICATIONS_WRITE)),
        description="Takes one's own notice back in time: what was paid goes back by the provider's rule.",
    )
    cancel_storage_notice = mutation(
        StorageNoticePayload,
        CancelStorageNoticeInput,
        _cancel,
        access=_clerk(_of_notice),
        description="Takes a notice back: what is not paid is not owed, what was goes back by the provider's rule.",
    )
    end_storage_notice = mutation(
        StorageNoticePayload,
        EndStorageNoticeInput,
        _end,
        access=_clerk(_of_notice),
        description="Notes that a boat was taken away: the ground is free; what is not paid is still owed.",
    )
    measure_storage_notice = mutation(
        StorageNoticePayload,
        MeasureStorageNoticeInput,
        _measure,
        access=_clerk(_of_notice),
        description="Changes what a boat takes of the ground and its price; the difference is owed, or goes back.",
    )
    set_storage_terms = mutation(
        StorageTermsPayload,
        SetStorageTermsInput,
        _set_terms,
        access=role(Role.MANAGER, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Sets on which terms a provider takes notices of boats on its unmarked winter ground.",
    )
