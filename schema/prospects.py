"""Knows what a boat can hope for in a round, as anybody may ask before applying: counts of this boat's places alone."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import graphene
from aiodataloader import DataLoader

from harbors.places.fit import BoatDimensions
from harbors.places.records import BoatTypeId
from harbors.prospects.reads import STATEMENTS, prospects_by_round, question_values
from harbors.prospects.records import Prospect, Question
from harbors.rounds.records import RoundId
from schema import ids
from schema.catalogue.fitting import BoatDimensionsInput, boat_sizes
from schema.context import Context
from schema.errors import LimitExceeded
from schema.lists import some
from schema.mutations.forms import ChoiceInput, read_choices
from schema.reads.declare import Resolved
from schema.reads.fields import ReadField
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type
from schema.results import Choice, Ranked

# Each is one statement that looks at all places of the rounds: forty milliseconds a round in the largest city.
MOST_QUESTIONS = 10
MOST_PREVIEWS = 20


class LastDemand(graphene.ObjectType):
    """Who asked for a harbor, or for a winter area, in the last published round of the kind and the provider.

    Those who renewed are not counted, and of records that are sealed in the public bundle only what was won.
    """

    round = graphene.Field(
        lambda: graphql_type("Round"),
        resolver=lambda demand, info: load_row(info.context, read_type("Round"), demand.round_id),
        description="Which round that was.",
    )
    applicants = graphene.Int(required=True, description="How many applications asked for it anywhere in their lists.")
    first_choices = graphene.Int(required=True, description="How many of them most of all.")
    placed = graphene.Int(required=True, description="How many of them got a place there.")


class ChoicePreview(graphene.ObjectType):
    """What one choice would be to a boat in a round."""

    choice = graphene.Field(Choice, required=True, resolver=lambda told, _info: told[0], description="The choice.")
    fitting_count = graphene.Int(
        required=True,
        resolver=lambda told, _info: told[1].fitting,
        description="How many places in use fit this boat under the margins, moorings and reserves of the round.",
    )
    free_count = graphene.Int(
        required=True,
        resolver=lambda told, _info: told[1].free,
        description="How many of them the round gives for sure: nobody holds them for the season, nor can keep them.",
    )
    kept_count = graphene.Int(
        required=True,
        resolver=lambda told, _info: told[1].kept,
        description="How many of them have a tenant of the season before: given if the tenant moves or leaves.",
    )
    demand_last_year = graphene.Field(
        LastDemand,
        resolver=lambda told, _info: told[1].demand,
        description="Who asked last year for the harbor in which this lies; null when there was no round, or fewer "
        "than five asked.",
    )


async def _previews(row: Row, info: Any, **given: Any) -> list[tuple[Ranked, Prospect]]:
    choices = given.get("choices")
    type_id = given.get("boat_type_id")
    beam, length, draught, mass = boat_sizes(given["boat"])
    question = Question(
        boat=BoatDimensions(beam_mm=beam, length_mm=length, draught_mm=draught, mass_kg=mass),
        boat_type_id=None if type_id is None else BoatTypeId(ids.decode_as("BoatType", type_id)),
        accessibility_required=bool(given.get("accessibility_required")),
        choices=None if choices is None else read_choices(choices),
    )
    _count(info.context, question, row.values["id"])
    found = await _loader(info.context, question).load(row.values["id"])
    return [(Ranked(rank, one.choice), one) for rank, one in enumerate(found)]


def _count(context: Context, question: Question, round_id: UUID) -> None:
    """Raise ``LimitExceeded`` when a request asks for more than a moment's work."""
    asked: set[tuple[Question, UUID]] = context.loaders.setdefault("previews", set())
    asked.add((question, round_id))
    if len(asked) > MOST_PREVIEWS:
        message = f"choicePreview: a request asks for {MOST_PREVIEWS} at most, of all boats, lists and rounds."
        raise LimitExceeded(message, limit=MOST_PREVIEWS)


def _loader(context: Context, question: Question) -> DataLoader[UUID, Sequence[Prospect]]:
    """The answers to one question in all rounds of a turn, in one statement."""

    async def batch(keys: Sequence[UUID]) -> list[Sequence[Prospect]]:
        values = question_values(question, [RoundId(key) for key in keys])
        statement = STATEMENTS.prospects
        rows = await context.fetch(statement.text, *(values[name] for name in statement.parameters))
        found = prospects_by_round(rows)
        return [found.get(RoundId(key), ()) for key in keys]

    asked: dict[Question, DataLoader[UUID, Sequence[Prospect]]] = context.loaders.setdefault("prospects", {})
    if question not in asked:
        if len(asked) == MOST_QUESTIONS:
            message = f"choicePreview: a request asks for {MOST_QUESTIONS} different boats or lists at most."
            raise LimitExceeded(message, limit=MOST_QUESTIONS)
        asked[question] = DataLoader(batch)
    return asked[question]


def choice_preview() -> ReadField:
    """The field of a round."""
    return ReadField(
        some(ChoicePreview),
        Resolved(("id",)),
        required=True,
        resolver=_previews,
        args={
            "boat": graphene.Argument(BoatDimensionsInput, required=True, description="The boat."),
            "boat_type_id": graphene.Argument(
                graphene.ID, description="The id of its BoatType: not every type may use every mooring."
            ),
            "accessibility_required": graphene.Argument(
                graphene.Boolean, default_value=False, description="Whether places kept for who needs them count, too."
            ),
            "choices": graphene.Argument(
                some(ChoiceInput),
                description="The list that is thought of; absent: every harbor or winter area where the boat fits, by "
                "name.",
            ),
        },
        description="What a list would be to a boat, before any login: live counts of places that fit this boat, of "
        "those that are given, and last year's demand.",
    )
