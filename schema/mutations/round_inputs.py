"""Knows the inputs with which staff make a round, and what they are in the words of the field."""

import graphene

from harbors.places.fit import FitRules, Margins
from harbors.places.records import BoatTypeId, PlaceId, ProviderId
from harbors.rounds import records
from schema import ids
from schema.catalogue.kinds import Mooring
from schema.lists import some
from schema.mutations.inputs import Input, TextInput, idempotency_key, read_text
from schema.rounds import Policy, RoundKind


class MarginsInput(graphene.InputObjectType):
    """Millimetres that a place must have beyond the boat; a negative margin lets the boat stand out."""

    beam_mm = graphene.Int(description="Added to the beam; for a mooring, that of the round unless said.")
    length_mm = graphene.Int(description="Added to the length; for a mooring, that of the round unless said.")
    depth_mm = graphene.Int(description="Added to the draught; for a mooring, that of the round unless said.")


class MooringMarginsInput(graphene.InputObjectType):
    """The margins at one kind of mooring."""

    mooring = Mooring(required=True, description="The mooring.")
    margins = graphene.InputField(MarginsInput, required=True, description="The margins there.")


class BoatTypeMooringsInput(graphene.InputObjectType):
    """The moorings that boats of one type may use."""

    boat_type_id = graphene.ID(required=True, description="The id of a BoatType.")
    moorings = graphene.InputField(some(Mooring), required=True, description="The moorings.")


class PriorityClassInput(graphene.InputObjectType):
    """A class of applicants: it tests residence, and says why."""

    names = graphene.InputField(TextInput, required=True, description="The name, in all three languages.")
    justification = graphene.InputField(TextInput, required=True, description="Why it is placed where it is.")
    municipalities = graphene.InputField(
        some(graphene.String), description="Whose residents belong to it, in lower case; none: everybody else."
    )


class ReserveInput(graphene.InputObjectType):
    """Places that only applicants with a flag get in this round."""

    flag = graphene.String(required=True, description="What an applicant must have, as ACCESSIBLE.")
    justification = graphene.InputField(TextInput, required=True, description="Why the places are kept.")
    place_ids = graphene.InputField(some(graphene.ID), description="The places; unless said, all that are accessible.")


class ConsentInput(graphene.InputObjectType):
    """What applicants are asked to agree to."""

    key = graphene.String(required=True, description="Its name in an application.")
    text = graphene.InputField(TextInput, required=True, description="What is agreed to, in all three languages.")
    required = graphene.Boolean(required=True, description="Whether nothing is submitted without it.")


class RoundRulesInput(graphene.InputObjectType):
    """What places are given by; classes in their order, the last one for everybody else."""

    choices_max = graphene.Int(required=True, description="How many choices an application may list, up to 50.")
    exchange_choices_max = graphene.Int(default_value=5, description="The same for who exchanges a place.")
    margins = graphene.InputField(MarginsInput, description="The margins wherever none are given for the mooring.")
    margins_by_mooring = graphene.InputField(some(MooringMarginsInput), description="Margins of single moorings.")
    moorings = graphene.InputField(some(BoatTypeMooringsInput), description="The moorings of types of boats.")
    classes = graphene.InputField(some(PriorityClassInput), required=True, description="The classes in their order.")
    reserves = graphene.InputField(some(ReserveInput), description="Places kept for some applicants.")
    consents = graphene.InputField(some(ConsentInput), description="What applicants are asked to agree to.")
    beacons = graphene.InputField(some(graphene.String), description="Sources of public randomness, the first first.")
    carry_over = graphene.Boolean(default_value=False, description="Whether who is unlucky takes part in the next.")
    upgrades = graphene.Boolean(default_value=True, description="Whether later batches may better what winners have.")
    correction_days = graphene.Int(default_value=14, description="How long a correction can be asked for, 1 to 366.")


class CreateRoundInput(graphene.InputObjectType):
    """A new round of one's own places."""

    provider_id = graphene.ID(required=True, description="The id of a Provider.")
    code = graphene.String(required=True, description="Its name in commands and in the seed: a-z, 0-9 and hyphens.")
    names = graphene.InputField(TextInput, required=True, description="The name; Finnish is needed.")
    kind = RoundKind(required=True, description="What the round gives out.")
    policy = Policy(required=True, description="How the queue inside a class is ordered.")
    season_starts = graphene.Date(required=True, description="The first day of the season.")
    season_ends = graphene.Date(required=True, description="The last day of the season.")
    opens_at = graphene.DateTime(required=True, description="From when applications are taken.")
    closes_at = graphene.DateTime(required=True, description="From when applications are no longer taken.")
    publishes_at = graphene.DateTime(required=True, description="When the results are to be told.")
    upgrades_until = graphene.DateTime(description="Until when batches may better what winners have; none: never.")
    previous_round_id = graphene.ID(description="The id of the Round whose unlucky applications may be carried over.")
    rules = graphene.InputField(RoundRulesInput, required=True, description="What places are given by.")
    idempotency_key = idempotency_key()


class ChangeRoundRulesInput(graphene.InputObjectType):
    """Other rules for a round that is not frozen; the whole of them."""

    round_id = graphene.ID(required=True, description="The id of a Round.")
    rules = graphene.InputField(RoundRulesInput, required=True, description="The rules from now on.")
    reason = graphene.String(required=True, description="Why; everybody can read it.")
    idempotency_key = idempotency_key()


class MoveRoundInput(graphene.InputObjectType):
    """Other dates for what is still to come; what has been stays when it was."""

    round_id = graphene.ID(required=True, description="The id of a Round.")
    opens_at = graphene.DateTime(required=True, description="From when applications are taken.")
    closes_at = graphene.DateTime(required=True, description="From when applications are no longer taken.")
    publishes_at = graphene.DateTime(required=True, description="When the results are to be told.")
    upgrades_until = graphene.DateTime(description="Until when batches may better what winners have; none: never.")
    idempotency_key = idempotency_key()


class CloseRoundInput(graphene.InputObjectType):
    """Which round takes no more applications from now on."""

    round_id = graphene.ID(required=True, description="The id of a Round.")
    idempotency_key = idempotency_key()


def read_round(given: Input, *, id: records.RoundId) -> records.Round:
    """The round that is to be made."""
    windows = read_windows(given)
    previous = given.get("previous_round_id")
    return records.Round(
        id=id,
        provider_id=ProviderId(ids.decode_as("Provider", given["provider_id"])),
        code=given["code"],
        name=read_text(given["names"]),
        kind=given["kind"],
        policy=given["policy"],
        season=records.Season(starts=given["season_starts"], ends=given["season_ends"]),
        opens_at=windows.opens_at,
        closes_at=windows.closes_at,
        publishes_at=windows.publishes_at,
        upgrades_until=windows.upgrades_until,
        rules=read_rules(given["rules"]),
        previous_round_id=None if previous is None else records.RoundId(ids.decode_as("Round", previous)),
    )


def read_windows(given: Input) -> records.Windows:
    """When boaters apply, and when results are told."""
    return records.Windows(
        opens_at=given["opens_at"],
        closes_at=given["closes_at"],
        publishes_at=given["publishes_at"],
        upgrades_until=given.get("upgrades_until"),
    )


def read_rules(given: Input) -> records.RoundRules:
    """The rules; a class is numbered by where it stands."""
    margins = _margins(given.get("margins") or {}, Margins())
    return records.RoundRules(
        classes=tuple(_class(number, one) for number, one in enumerate(given["classes"], start=1)),
        choices_max=given["choices_max"],
        exchange_choices_max=given["exchange_choices_max"],
        fit=FitRules(
            margins=margins,
            by_mooring={
                one["mooring"]: _margins(one["margins"], margins) for one in given.get("margins_by_mooring") or ()
            },
        ),
        moorings={
            BoatTypeId(ids.decode_as("BoatType", one["boat_type_id"])): frozenset(one["moorings"])
            for one in given.get("moorings") or ()
        },
        reserves=tuple(_reserve(one) for one in given.get("reserves") or ()),
        consents=tuple(_consent(one) for one in given.get("consents") or ()),
        beacons=tuple(given.get("beacons") or ()),
        carry_over=given["carry_over"],
        upgrades=given["upgrades"],
        correction_days=given["correction_days"],
    )


def _margins(given: Input, otherwise: Margins) -> Margins:
    told = {name: value for name, value in given.items() if value is not None}
    return Margins(
        beam_mm=told.get("beam_mm", otherwise.beam_mm),
        length_mm=told.get("length_mm", otherwise.length_mm),
        depth_mm=told.get("depth_mm", otherwise.depth_mm),
    )


def _class(number: int, given: Input) -> records.PriorityClass:
    municipalities = given.get("municipalities")
    return records.PriorityClass(
        number=number,
        name=read_text(given["names"]),
        justification=read_text(given["justification"]),
        municipalities=None if municipalities is None else frozenset(municipalities),
    )


def _reserve(given: Input) -> records.Reserve:
    listed = given.get("place_ids")
    return records.Reserve(
        flag=given["flag"],
        justification=read_text(given["justification"]),
        place_ids=None if listed is None else frozenset(PlaceId(ids.decode(id)[1]) for id in listed),
    )


def _consent(given: Input) -> records.Consent:
    return records.Consent(key=given["key"], text=read_text(given["text"]), required=given["required"])
