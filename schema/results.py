"""Knows what a draw came to for one application: the place, and for every better choice the reason."""

from asyncio import gather
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import graphene

from harbors.allocations.reads import Exchange as Exchanged
from harbors.allocations.reads import OwnResult, Reason
from harbors.allocations.words import words_for, words_for_exchange
from harbors.applications.kinds import kind_of
from harbors.applications.records import Choice as ChoiceRecord
from harbors.applications.records import ChoiceKind
from schema.lists import some
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type


@dataclass(frozen=True, slots=True)
class Ranked:
    """A choice and its place in the list."""

    rank: int
    choice: ChoiceRecord


@dataclass(frozen=True, slots=True)
class Told:
    """A result and the list that it speaks of."""

    result: OwnResult
    choices: Sequence[ChoiceRecord]


@dataclass(frozen=True, slots=True)
class Explained:
    """A choice that was not received, and why."""

    ranked: Ranked
    reason: Reason


def _target(type_name: str, kind: ChoiceKind, *, called: str) -> graphene.Field:
    async def resolve(ranked: Ranked, info: Any) -> Row | None:
        if ranked.choice.kind is not kind:
            return None
        return await load_row(info.context, read_type(type_name), ranked.choice.id)

    described = f"The {called}, where the choice names one."
    return graphene.Field(lambda: graphql_type(type_name), resolver=resolve, description=described)


class Choice(graphene.ObjectType):
    """One line of an application's list: any fitting berth of a harbor or of a pier, or one berth.

    In a round of winter storage any fitting place of an area or of a section, or one place.
    """

    rank = graphene.Int(required=True, description="Its place in the list as submitted, from 0: the most wanted.")
    harbor = _target("Harbor", ChoiceKind.HARBOR, called="harbor")
    pier = _target("Pier", ChoiceKind.PIER, called="pier")
    berth = _target("Berth", ChoiceKind.BERTH, called="berth")
    winter_storage_area = _target("WinterStorageArea", ChoiceKind.AREA, called="winter storage area")
    winter_storage_section = _target("WinterStorageSection", ChoiceKind.SECTION, called="section of a winter area")
    winter_storage_place = _target("WinterStoragePlace", ChoiceKind.STORAGE_PLACE, called="winter storage place")


def _listed(type_name: str, of: str, *, description: str) -> graphene.Field:
    """Those of the places that a reason names which are of this type."""

    async def resolve(explained: Explained, info: Any) -> list[Row]:
        places = (load_row(info.context, read_type(type_name), place) for place in getattr(explained.reason, of))
        return [row for row in await gather(*places) if row]

    return graphene.Field(
        lambda: some(graphql_type(type_name)), required=True, resolver=resolve, description=description
    )


def _words(explained: Explained, info: Any) -> str | None:
    kind = kind_of(explained.ranked.choice.kind)
    return words_for(explained.reason, kind).in_language(info.context.language)


class Explanation(graphene.ObjectType):
    """Why a better choice was not received, as a certificate that can be checked by counting.

    The fitting places lie among the tight ones, and there are as many holders as tight places: each holder came
    earlier in the queue and won a choice that lies inside, so that none of them can sit elsewhere.
    """

    choice = graphene.Field(
        Choice, required=True, resolver=lambda explained, _info: explained.ranked, description="The choice."
    )
    text = graphene.String(
        required=True,
        resolver=_words,
        description="The reason in the language of the request.",
    )
    event = graphene.Int(
        resolver=lambda explained, _info: explained.reason.event,
        description="The event of the draw at which the last fitting place closed; null when nothing fits the boat.",
    )
    sufficient_position = graphene.Int(
        resolver=lambda explained, _info: explained.reason.sufficient,
        description="The last position in the queue that would have got this choice; null where none would have, and "
        "where tenants exchange: there one position decides nothing.",
    )
    holder_count = graphene.Int(
        required=True,
        resolver=lambda explained, _info: explained.reason.holders,
        description="How many of the tight places the draw gave to somebody; who has which is told to nobody.",
    )
    fitting = _listed("Berth", "fitting", description="Berths of this choice that fit the boat, the smallest first.")
    fitting_places = _listed(
        "Place", "fitting", description="The places of this choice that fit the boat, the smallest first."
    )
    tight = _listed("Berth", "tight", description="All berths of that harbor that had closed by then.")
    tight_places = _listed(
        "Place", "tight", description="All places of that harbor or area that had closed by then, the fitting ones too."
    )


def _won(type_name: str, *, description: str) -> graphene.Field:
    async def resolve(told: Told, info: Any) -> Row | None:
        place = told.result.place_id
        return None if place is None else await load_row(info.context, read_type(type_name), place)

    return graphene.Field(lambda: graphql_type(type_name), resolver=resolve, description=description)


def _choice(told: Told, _info: Any) -> Ranked | None:
    rank = told.result.rank
    return None if rank is None or rank >= len(told.choices) else Ranked(rank, told.choices[rank])


def _exchanged(type_name: str, of: str, *, description: str) -> graphene.Field:
    async def resolve(exchange: Exchanged, info: Any) -> Row | None:
        return await load_row(info.context, read_type(type_name), getattr(exchange, of))

    return graphene.Field(lambda: graphql_type(type_name), resolver=resolve, description=description)


class DrawnExchange(graphene.ObjectType):
    """What a tenant gave in the draw, and what came for it."""

    text = graphene.String(
        required=True,
        resolver=lambda exchange, info: words_for_exchange(exchange).in_language(info.context.language),
        description="The same in words, in the language of the request.",
    )
    gave = _exchanged("Berth", "gave_place_id", description="The berth of before; null for a winter place.")
    gave_place = _exchanged("Place", "gave_place_id", description="The place of before.")
    got = _exchanged("Berth", "got_place_id", description="The berth from the season on; null for a winter place.")
    got_place = _exchanged("Place", "got_place_id", description="The place from the season on.")
    size = graphene.Int(required=True, description="How many took part in the cycle, those with a free place included.")
    event = graphene.Int(required=True, description="The event of the draw at which it happened.")


def _explanations(told: Told, _info: Any) -> list[Explained]:
    return [Explained(Ranked(one.choice, told.choices[one.choice]), one) for one in told.result.reasons]


def _plain(name: str, _default: Any, told: Told, _info: Any) -> Any:
    return getattr(told.result, name)


class ApplicationResult(graphene.ObjectType):
    """What the draw came to for one application, as its applicant sees it."""

    class Meta:
        default_resolver = _plain

    position = graphene.Int(required=True, description="The place in the queue, from 1.")
    ticket = graphene.String(required=True, description="SHA-256 of seed and public id, as 64 hexadecimal digits.")
    rank = graphene.Int(
        description="Which choice was won, from 0; null: none. Who keeps the own place by renewal has 0, and who falls "
        "back on it has the number of listed choices."
    )
    declined_at = graphene.DateTime(description="When the applicant gave the place back; null: not.")
    refuses_upgrades = graphene.Boolean(
        required=True, description="Whether the applicant keeps the place, whatever comes free later."
    )
    choice = graphene.Field(Choice, resolver=_choice, description="The choice that was won; null: none of the list.")
    exchange = graphene.Field(DrawnExchange, description="What a tenant gave and got; null for everybody else.")
    berth = _won("Berth", description="The berth for the season; null: none, or a winter place.")
    place = _won("Place", description="The place for the season, a berth or a winter place; null: none.")
    explanations = graphene.Field(
        some(Explanation),
        required=True,
        resolver=_explanations,
        description="For every better choice, why it was not received.",
    )
