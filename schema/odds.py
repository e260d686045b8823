"""Knows the odds of a round before it closes: of harbors by beam for everybody, of an application for its applicant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import graphene

from harbors.applications.records import Choice as ChoiceRecord
from harbors.odds import records
from harbors.odds.rules import odds
from schema.catalogue.common import Node
from schema.enums import described
from schema.reads.declare import EVERYBODY, Relation
from schema.reads.fields import to_one
from schema.reads.resources import Resource
from schema.results import Choice, Ranked

OddsOutcome = described(
    records.OddsOutcome,
    "What an application can come to in a draw.",
    CHOICE="One of its choices is won.",
    OWN_PLACE="A tenant stays on the own place.",
    NOTHING="No place.",
)


@dataclass(frozen=True, slots=True)
class Foretold:
    """One way in which an application may come out, and how likely that is."""

    outcome: records.OddsOutcome
    ranked: Ranked | None
    odds: records.Odds
    seeds: int


def foretold(tally: records.Tally, choices: Sequence[ChoiceRecord]) -> Iterator[Foretold]:
    """The odds of each choice, of staying where that can be, and of nothing."""
    seeds = tally.seeds
    for rank, (choice, won) in enumerate(zip(choices, tally.won, strict=True)):
        yield Foretold(records.OddsOutcome.CHOICE, Ranked(rank, choice), odds(won / seeds, seeds=seeds), seeds)
    if tally.kept:
        yield Foretold(records.OddsOutcome.OWN_PLACE, None, odds(tally.kept / seeds, seeds=seeds), seeds)
    yield Foretold(records.OddsOutcome.NOTHING, None, odds(tally.nothing / seeds, seeds=seeds), seeds)


def _figure(name: str, *, description: str) -> graphene.Field:
    def resolve(told: Foretold, _info: Any) -> float:
        return float(getattr(told.odds, name))

    return graphene.Float(required=True, resolver=resolve, description=description)


class ApplicationOdds(graphene.ObjectType):
    """How likely it is that an application comes out so, when the round is drawn as it stands."""

    outcome = OddsOutcome(required=True, description="What it comes to.")
    choice = graphene.Field(
        Choice, resolver=lambda told, _info: told.ranked, description="Which choice is won, where one is."
    )
    probability = _figure("probability", description="The share of simulated draws in which it came out so, 0 to 1.")
    low = _figure("low", description="The probability is at least this, with a certainty of 95 %.")
    high = _figure("high", description="The probability is at most this, with a certainty of 95 %.")
    seeds = graphene.Int(required=True, description="How many draws were simulated.")


class RoundOdds(Resource):
    """How those who ask for a harbor with boats of a beam come out, when the round is drawn as it stands.

    In winter an area stands for the harbor. Each probability is the mean of the group, from 0 to 1, in hundredths; with
    a certainty of 95 % it lies between its bounds. Groups of fewer than five applications are left out, and larger ones
    counted in fives: who applies is not seen to come.
    """

    class Meta:
        interfaces = (Node,)
        relation = Relation("round_odds", visible=EVERYBODY)

    harbor = to_one("Harbor", "harbor_id", description="The harbor; null in winter, and once it is listed no more.")
    area = to_one(
        "WinterStorageArea", "area_id", description="The winter area; null for a harbor, and once it is listed no more."
    )
    beam_from_mm = graphene.Int(required=True, description="The boats have a beam of more than this, in millimetres.")
    beam_to_mm = graphene.Int(required=True, description="The boats have a beam of at most this, in millimetres.")
    applicants = graphene.Int(
        required=True, description="How many applications ask for this harbor with such a boat, in fives."
    )
    seeds = graphene.Int(required=True, description="How many draws were simulated.")
    here = graphene.Float(required=True, description="The probability of a place in this harbor.")
    here_low = graphene.Float(required=True, description="Its lower bound.")
    here_high = graphene.Float(required=True, description="Its upper bound.")
    elsewhere = graphene.Float(
        required=True, description="The probability of a place in another harbor of the list, or of the own place."
    )
    elsewhere_low = graphene.Float(required=True, description="Its lower bound.")
    elsewhere_high = graphene.Float(required=True, description="Its upper bound.")
    nothing = graphene.Float(required=True, description="The probability of no place.")
    nothing_low = graphene.Float(required=True, description="Its lower bound.")
    nothing_high = graphene.Float(required=True, description="Its upper bound.")
    as_of = graphene.DateTime(required=True, description="When the round stood so.")
    round = to_one("Round", "round_id", required=True, description="The round.")
