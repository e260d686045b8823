"""Knows the inputs of the mutations of notices, and what they are in the words of the field."""

import re
from decimal import Decimal
from typing import Any

import graphene

from harbors.organisations.records import OrganisationId
from harbors.places.records import PlaceId
from harbors.rounds.records import Season
from harbors.storage_notices import records
from harbors.storage_notices.records import (
    Holder,
    Measures,
    NoticeDraft,
    StorageChannel,
    StorageNoticeId,
    StorageTerms,
    StoredBoat,
)
from harbors.text import Language as LanguageCode
from schema import ids
from schema.errors import BadInput
from schema.languages import Language
from schema.lists import some
from schema.mutations.inputs import Input, idempotency_key, member
from schema.mutations.lease_inputs import SeasonInput
from schema.storage_ground import StorageRefund
from schema.storage_notices import Stands

_DECIMAL = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")


class StoredBoatInput(graphene.InputObjectType):
    """What stands on the ground."""

    width_mm = graphene.Int(required=True, description="The largest width, in millimetres, that of a frame included.")
    length_mm = graphene.Int(required=True, description="The largest length, in millimetres, that of a frame included.")
    has_frame = graphene.Boolean(
        default_value=False, description="Whether these are the measures of a frame for a cover; false unless said."
    )
    stands = graphene.InputField(Stands, required=True, description="How it stands.")
    registration = graphene.String(description="The registration of the boat, where it has one.")
    trailer_registration = graphene.String(description="The registration of the trailer, where it stands on one.")


class GiveStorageNoticeInput(graphene.InputObjectType):
    """One's own boat, or that of an organisation one acts for, that was brought to unmarked ground."""

    unmarked_id = graphene.ID(required=True, description="The id of an UnmarkedWinterStorage.")
    season = graphene.InputField(SeasonInput, description="For which winter: the present or the next unless said.")
    starts = graphene.Date(description="The first day: today, or the first day of the season, unless said.")
    last_day = graphene.Date(description="The last day: that of the season unless said; cradles may stay longer.")
    boat = graphene.InputField(StoredBoatInput, required=True, description="What stands there.")
    organisation_id = graphene.ID(description="The id of an Organisation that one acts for, where it is its boat.")
    idempotency_key = idempotency_key()


class StorageHolderInput(graphene.InputObjectType):
    """Who brought the boat, as they wrote it on paper."""

    name = graphene.String(required=True, description="The name.")
    email = graphene.String(description="Where they are written to.")
    language = Language(description="The language in which they are written to.")
    address = graphene.String(description="Where the sticker is posted; not with an order of non-disclosure.")


class EnterPaperStorageNoticeInput(graphene.InputObjectType):
    """A notice that came on paper."""

    unmarked_id = graphene.ID(required=True, description="The id of an UnmarkedWinterStorage of the provider.")
    season = graphene.InputField(SeasonInput, description="For which winter: the present or the next unless said.")
    starts = graphene.Date(description="The first day: today, or the first day of the season, unless said.")
    last_day = graphene.Date(description="The last day: that of the season unless said; cradles may stay longer.")
    boat = graphene.InputField(StoredBoatInput, required=True, description="What stands there.")
    holder = graphene.InputField(StorageHolderInput, required=True, description="Who brought it.")
    idempotency_key = idempotency_key()


class WithdrawStorageNoticeInput(graphene.InputObjectType):
    """Which of one's own notices is taken back."""

    notice_id = graphene.ID(required=True, description="The id of a StorageNotice.")
    reason = graphene.String(required=True, description="Why.")
    idempotency_key = idempotency_key()


class CancelStorageNoticeInput(graphene.InputObjectType):
    """Which notice staff take back."""

    notice_id = graphene.ID(required=True, description="The id of a StorageNotice.")
    reason = graphene.String(required=True, description="Why; whoever brought the boat reads it.")
    idempotency_key = idempotency_key()


class EndStorageNoticeInput(graphene.InputObjectType):
    """Which boat was taken away."""

    notice_id = graphene.ID(required=True, description="The id of a StorageNotice.")
    at = graphene.DateTime(description="Since when it is away: now unless said.")
    reason = graphene.String(required=True, description="Why; whoever brought the boat reads it.")
    idempotency_key = idempotency_key()


class MeasureStorageNoticeInput(graphene.InputObjectType):
    """What staff measured of a boat that stands there."""

    notice_id = graphene.ID(required=True, description="The id of a StorageNotice.")
    width_mm = graphene.Int(required=True, description="The largest width, in millimetres.")
    length_mm = graphene.Int(required=True, description="The largest length, in millimetres.")
    has_frame = graphene.Boolean(required=True, description="Whether these are the measures of a frame for a cover.")
    reason = graphene.String(required=True, description="Why; whoever brought the boat reads it.")
    idempotency_key = idempotency_key()


class SetStorageTermsInput(graphene.InputObjectType):
    """On which terms notices are taken from now on."""

    provider_id = graphene.ID(required=True, description="The id of the Provider.")
    usual_m2 = graphene.String(
        required=True, description="What a boat takes: ground that nobody measured has so much for each. A decimal."
    )
    due_days = graphene.Int(default_value=14, description="So many days after the notice its price is due.")
    remind_days = graphene.InputField(
        some(graphene.Int), default_value=[7, 3, 1], description="So many days before that it is reminded of."
    )
    regret_days = graphene.Int(default_value=14, description="For so many days whoever gave it may take it back.")
    cradle_days = graphene.Int(default_value=0, description="For so many days after the season a cradle may stay.")
    refund = graphene.InputField(StorageRefund, required=True, description="What goes back when a boat leaves early.")
    idempotency_key = idempotency_key()


def ground_id(given: Input) -> PlaceId:
    """The ground that an input names. Raises BAD_USER_INPUT."""
    return PlaceId(ids.decode_as("UnmarkedWinterStorage", given["unmarked_id"]))


def notice_id(given: Input) -> StorageNoticeId:
    """The notice that an input names. Raises BAD_USER_INPUT."""
    return StorageNoticeId(ids.decode_as("StorageNotice", given["notice_id"]))


def organisation_id(given: Input) -> OrganisationId | None:
    """The organisation that an input names, where it does. Raises BAD_USER_INPUT."""
    told = given.get("organisation_id")
    return None if told is None else OrganisationId(ids.decode_as("Organisation", told))


def read_notice(given: Input, *, season: Season, holder: Holder, channel: StorageChannel) -> NoticeDraft:
    """The notice as it is given."""
    boat = given["boat"]
    return NoticeDraft(
        place_id=ground_id(given),
        season=season,
        holder=holder,
        boat=StoredBoat(
            beam_mm=boat["width_mm"],
            length_mm=boat["length_mm"],
            stands=member(records.Stands, boat["stands"]),
            has_frame=boat["has_frame"],
            registration=boat.get("registration"),
            trailer_registration=boat.get("trailer_registration"),
        ),
        starts=given.get("starts"),
        last_day=given.get("last_day"),
        channel=channel,
    )


def read_holder(given: Input) -> Holder:
    """Who wrote on paper."""
    told: dict[str, Any] = given["holder"]
    language = told.get("language")
    return Holder(
        name=told["name"],
        email=told.get("email"),
        language=LanguageCode.FI if language is None else member(LanguageCode, language),
        address=told.get("address"),
    )


def read_measures(given: Input) -> Measures:
    """What was measured."""
    return Measures(beam_mm=given["width_mm"], length_mm=given["length_mm"], has_frame=given["has_frame"])


def read_terms(given: Input) -> StorageTerms:
    """The terms. Raises BAD_USER_INPUT for what is no number of square metres."""
    if not _DECIMAL.fullmatch(given["usual_m2"]):
        raise BadInput("usualM2: give square metres as a decimal, as in 24.50.", field="usualM2")
    return StorageTerms(
        usual_m2=Decimal(given["usual_m2"]),
        due_days=given["due_days"],
        remind_days=tuple(given["remind_days"]),
        regret_days=given["regret_days"],
        cradle_days=given["cradle_days"],
        refund=member(records.StorageRefund, given["refund"]),
    )
