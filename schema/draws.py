"""Knows the draws of a round as anybody may see them: by ticket, not by name."""

import graphene

from schema.catalogue.common import Node
from schema.lists import some
from schema.reads.declare import EVERYBODY, Relation, SortKey, ToMany
from schema.reads.fields import to_many, to_one
from schema.reads.filters import Filter, Where
from schema.reads.resources import Resource


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


class Draw(Resource):
    """One draw of a round."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("draws", visible=EVERYBODY)

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
        relation = Relation("draw_results", visible=EVERYBODY)

    position = graphene.Int(required=True, description="The place in the queue, from 1.")
    public_id = graphene.String(
        required=True, description="The random name of the application, as its applicant knows it."
    )
    ticket = graphene.String(required=True, description="SHA-256 of seed and public id, as 64 hexadecimal digits.")
    class_number = graphene.Int(required=True, description="The priority class.")
    rank = graphene.Int(description="Which choice was won, from 0; null: none.")
    draw = to_one("Draw", "draw_id", required=True, description="The draw.")
