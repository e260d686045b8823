"""Knows rounds of applications, their rules and their draws, as anybody may see them: by ticket, not by name."""

from dataclasses import replace
from typing import Any

import graphene

from harbors.rounds import records, rules
from harbors.rounds.reads import round_from_row
from schema.catalogue.common import Named, Node
from schema.catalogue.conditions import of, some
from schema.catalogue.places import Mooring
from schema.reads.declare import KEY, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ReadField, TranslatedText, by_id, to_many, to_one
from schema.reads.filters import Filter, OrderBy, Where
from schema.reads.loading import Row, load_row
from schema.reads.resources import Resource, graphql_type, read_type

EVERYBODY_SEES = "TRUE"

RoundStatus = graphene.Enum.from_enum(
    records.RoundStatus,
    description=lambda value: {
        None: "Where a round stands; it follows from its dates and from what staff did.",
        "PLANNED": "Not open yet.",
        "OPEN": "Boaters apply, edit and withdraw.",
        "CLOSED": "No more applications; not drawn yet.",
        "DRAWN": "Drawn: the results stand.",
    }[value and value.name],
)
Policy = graphene.Enum.from_enum(
    records.Policy,
    description=lambda value: {
        None: "How the queue inside a class is ordered.",
        "LOTTERY": "By ticket: the SHA-256 of the seed of the draw and the public id of the application.",
    }[value and value.name],
)


class Margins(graphene.ObjectType):
    """Millimetres that a place must have beyond the boat; a negative margin lets the boat stand out."""

    beam_mm = graphene.Int(required=True, description="Added to the beam, compared with the width of the place.")
    length_mm = graphene.Int(required=True, description="Added to the length, compared with the length of the place.")
    depth_mm = graphene.Int(required=True, description="Added to the draught, compared with the depth of the place.")


class MooringMargins(graphene.ObjectType):
    """The margins at one kind of mooring, in place of those of the round."""

    mooring = Mooring(required=True, description="The mooring.")
    margins = graphene.Field(Margins, required=True, description="The margins there.")


class BoatTypeMoorings(graphene.ObjectType):
    """The moorings that boats of one type may use."""

    boat_type = graphene.Field(lambda: graphql_type("BoatType"), description="The type of boat.")
    moorings = graphene.Field(some(Mooring), required=True, description="The moorings.")


class PriorityClass(graphene.ObjectType):
    """A class of applicants: who is placed before whom, and why."""

    number = graphene.Int(required=True, description="Classes are placed in the order of their numbers.")
    name = graphene.String(
        required=True,
        resolver=lambda one, info: one.name.in_language(info.context.language),
        description="The name in the language of the request.",
    )
    names = graphene.Field(
        TranslatedText, required=True, resolver=lambda one, _info: one.name, description="The name in all languages."
    )
    justification = graphene.Field(TranslatedText, required=True, description="Why this class is placed where it is.")
    municipalities = graphene.Field(
        some(graphene.String),
        resolver=lambda one, _info: one.municipalities and sorted(one.municipalities),
        description="Residents of these belong to the class; null: everybody else.",
    )


def _by_mooring(rules: records.RoundRules, _info: Any) -> list[dict[str, Any]]:
    return [{"mooring": mooring, "margins": margins} for mooring, margins in sorted(rules.fit.by_mooring.items())]


def _moorings(rules: records.RoundRules, info: Any) -> list[dict[str, Any]]:
    return [
        {"boat_type": load_row(info.context, read_type("BoatType"), type_id), "moorings": sorted(moorings)}
        for type_id, moorings in sorted(rules.moorings.items())
    ]


class RoundRules(graphene.ObjectType):
    """What places are given by."""

    choices_max = graphene.Int(required=True, description="How many choices an application may list.")
    margins = graphene.Field(
        Margins,
        required=True,
        resolver=lambda rules, _info: rules.fit.margins,
        description="The margins wherever none are given for the mooring.",
    )
    margins_by_mooring = graphene.Field(
        some(MooringMargins), required=True, resolver=_by_mooring, description="Margins of single moorings."
    )
    moorings = graphene.Field(
        some(BoatTypeMoorings),
        required=True,
        resolver=_moorings,
        description="The moorings of types of boats; a type that is not listed may use any.",
    )
    classes = graphene.Field(some(PriorityClass), required=True, description="The classes in their order.")


def _status(row: Row, info: Any) -> records.RoundStatus:
    return rules.status_of(round_from_row(row.values), now=info.context.now)


def _rules(row: Row, _info: Any) -> records.RoundRules:
    return round_from_row(row.values).rules


BY_OPENING = SortKey("{row}.opens_at", "timestamptz", descending=True)


class RoundFilter(Filter):
    """What rounds can be filtered by."""

    codes = Where(some(graphene.String), "{row}.code = ANY({0})", "text[]", description="Only rounds called so.")
    provider_ids = of("Provider", "provider_id", description="Only rounds of these providers.")


class DrawResultFilter(Filter):
    """What results can be filtered by."""

    public_ids = Where(
        some(graphene.String), "{row}.public_id = ANY({0})", "text[]", description="Only these applications."
    )
    tickets = Where(some(graphene.String), "{row}.ticket = ANY({0})", "text[]", description="Only these tickets.")
    placed = Where(
        graphene.Boolean,
        "({row}.rank IS NOT NULL) = {0}",
        "boolean",
        description="Only who won a place, or who did not.",
    )


ROUND_ORDER = OrderBy(
    "RoundOrder",
    {"OPENS_AT_ASC": (replace(BY_OPENING, descending=False),), "OPENS_AT_DESC": (BY_OPENING,)},
    {"OPENS_AT_ASC": "The oldest first.", "OPENS_AT_DESC": "The newest first."},
)


class Round(Named, Resource):
    """A season of a provider for which boaters apply, and the rules by which its places are given."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("rounds", visible=EVERYBODY_SEES, order=(BY_OPENING, KEY))

    code = graphene.String(required=True, description="The name of the round in commands and in the seed of its draw.")
    season_starts = graphene.Date(required=True, description="The first day of the season.")
    season_ends = graphene.Date(
        required=True, description="The last day of the season; it ends at the next midnight where the provider is."
    )
    opens_at = graphene.DateTime(required=True, description="From when applications are taken.")
    closes_at = graphene.DateTime(required=True, description="From when applications are no longer taken.")
    closed_at = graphene.DateTime(description="When staff closed the round, or drew it.")
    drawn_at = graphene.DateTime(description="When the round was drawn.")
    policy = Policy(required=True, description="How the queue inside a class is ordered.")
    status = ReadField(
        RoundStatus,
        Resolved(("provider_id", "opens_at", "closes_at", "closed_at", "drawn_at", "rules")),
        required=True,
        resolver=_status,
        description="Where the round stands now.",
    )
    rules = ReadField(
        RoundRules, Resolved(("rules",)), required=True, resolver=_rules, description="What places are given by."
    )
    created_at = graphene.DateTime(required=True, description="When the round was made.")
    modified_at = graphene.DateTime(required=True, description="When the round was last changed.")
    provider = to_one(
        "Provider", "provider_id", description="Whose places are given; null once the provider lists nothing any more."
    )
    draws = to_many(
        ToMany("Draw", "{row}.round_id = {parent}", order=(SortKey("{row}.version", "integer"), KEY)),
        description="The draws of the round; a later version takes the place of an earlier one.",
    )


class Draw(Resource):
    """One draw of a round."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("draws", visible=EVERYBODY_SEES)

    version = graphene.Int(required=True, description="Counts the draws of the round.")
    seed = graphene.String(
        required=True, description="32 bytes as 64 hexadecimal digits; every ticket follows from it."
    )
    engine = graphene.String(required=True, description="The version of the code that drew.")
    applicant_count = graphene.Int(required=True, description="How many applications took part.")
    place_count = graphene.Int(required=True, description="How many places were given out.")
    award_count = graphene.Int(required=True, description="How many applications won a place.")
    result_digest = graphene.String(required=True, description="SHA-256 of the whole result, as 64 hexadecimal digits.")
    created_at = graphene.DateTime(required=True, description="When it was drawn.")
    round = to_one("Round", "round_id", required=True, description="The round.")
    results = to_many(
        ToMany("DrawResult", "{row}.draw_id = {parent}", order=(SortKey("{row}.position", "integer", unique=True),)),
        filter_type=DrawResultFilter,
        description="Who won which choice, in the order of the queue, by ticket and not by name.",
    )


class DrawResult(Resource):
    """What one application came to in a draw: the person and the place are known to the applicant alone."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("draw_results", visible=EVERYBODY_SEES)

    position = graphene.Int(required=True, description="The place in the queue, from 1.")
    public_id = graphene.String(
        required=True, description="The random name of the application, as its applicant knows it."
    )
    ticket = graphene.String(required=True, description="SHA-256 of seed and public id, as 64 hexadecimal digits.")
    class_number = graphene.Int(required=True, description="The priority class.")
    rank = graphene.Int(description="Which choice was won, from 0; null: none.")
    draw = to_one("Draw", "draw_id", required=True, description="The draw.")


class RoundQuery:
    """The roots of rounds."""

    rounds = to_many(
        ToMany("Round"), filter_type=RoundFilter, order_by=ROUND_ORDER, description="Rounds, newest first."
    )
    round = by_id("Round", description="A round of applications.")
