"""Knows the draws of a round as anybody may see them: by ticket, not by name."""

from datetime import datetime

import graphene

from harbors.allocations import records
from schema.catalogue.common import Node
from schema.enums import described
from schema.lists import some
from schema.reads.declare import EVERYBODY, Listing, Relation, SortKey, ToMany
from schema.reads.fields import computed, to_many, to_one
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


DrawKind = described(
    records.DrawKind,
    "What a draw is.",
    GIVEN="By a seed that staff gave, before there were beacons.",
    REHEARSAL="By a seed that is none: it gives nothing, and is shown to nobody.",
    DRAW="The draw of a round.",
    BATCH="What came free after the draw, given in the same order.",
)


_PLAN = Listing(
    "FROM jsonb_to_recordset({row}.beacon_plan -> 'attempts')"
    ' AS told (source text, "chainHash" text, round integer, "publishedAt" timestamptz)'
    ' CROSS JOIN LATERAL (SELECT source, "chainHash" AS chain_hash, round, "publishedAt" AS published_at) AS item',
    ("source", "chain_hash", "round", "published_at"),
    order="item.published_at",
)


class BeaconLine(graphene.ObjectType):
    """A round of a public source of randomness that a freeze waits for; a later line stands in for those before it."""

    source = graphene.String(required=True, description="The name of the source in the rules of the round.")
    chain_hash = graphene.String(required=True, description="What drand knows its chain by, in hex.")
    round = graphene.Int(required=True, description="The number of its round.")
    published_at = graphene.DateTime(
        required=True,
        resolver=lambda line, _info: datetime.fromisoformat(line["published_at"]),
        description="When that round comes.",
    )


class Freeze(Resource):
    """What a round was sealed by before its draw: everything follows from this root and the beacon."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("freezes", visible=EVERYBODY)

    number = graphene.Int(required=True, description="Counts the freezes of the round.")
    root = graphene.String(
        required=True, description="SHA-256 over rules, places and applications, as 64 hexadecimal digits."
    )
    rules = graphene.String(required=True, description="The rules document as it was hashed (RFC 8785).")
    places = graphene.String(required=True, description="The places document as it was hashed (RFC 8785).")
    application_count = graphene.Int(required=True, description="How many applications were sealed.")
    place_count = graphene.Int(required=True, description="How many places were sealed.")
    beacon_at = graphene.DateTime(description="From when the randomness is taken; null: it can only be rehearsed.")
    beacon_plan = computed(
        some(BeaconLine), _PLAN, required=True, description="What randomness is waited for, line by line."
    )
    created_at = graphene.DateTime(required=True, description="When the root was published.")
    undone_at = graphene.DateTime(description="When staff took the freeze back.")
    undone_reason = graphene.String(description="Why they did.")
    round = to_one("Round", "round_id", required=True, description="The round.")
    beacons = to_many(
        ToMany("Beacon", "{row}.freeze_id = {parent}"), description="The randomness that came; at most one."
    )


class Beacon(Resource):
    """Randomness that came for a freeze, verified by the signature of its source."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("beacons", visible=EVERYBODY)

    source = graphene.String(required=True, description="The name of the source in the rules of the round.")
    round = graphene.Int(required=True, description="The number of its round.")
    randomness = graphene.String(required=True, description="32 bytes as 64 hexadecimal digits.")
    signature = graphene.String(required=True, description="The signature of which the randomness is the SHA-256.")
    created_at = graphene.DateTime(required=True, description="When it was fetched and verified.")


class Draw(Resource):
    """One draw of a round, from its publication on."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("draws", visible=EVERYBODY)

    kind = DrawKind(required=True, description="What the draw is.")
    version = graphene.Int(required=True, description="Counts the draws of the round of this kind.")
    published_at = graphene.DateTime(description="When everybody was told.")
    superseded_at = graphene.DateTime(
        description="When a correction called for another version: what was told stays to be read, and counts no more."
    )
    bundle_digest = graphene.String(
        description="SHA-256 of the public bundle, which is at `/rounds/CODE/bundle.zip`, as 64 hexadecimal digits; of "
        "a batch, which has none, that of `answers.json` in the bundle for auditors."
    )
    freeze = to_one("Freeze", "freeze_id", description="By what the round was sealed; null for a draw of old.")
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
        description="Who won which choice, in the order of the queue, by ticket and not by name. Where the boat at its "
        "berth would tell whose list it is, a result is not shown, and its position is left out; of a batch none is.",
    )
    cut_offs = to_many(
        ToMany(
            "CutOff",
            "{row}.draw_id = {parent}",
            order=(SortKey("{row}.site_id", "uuid"), SortKey("{row}.beam_mm", "integer", unique=True)),
        ),
        description="How far the queue got at each harbor or winter area, by beam. Empty where tenants exchange, as no "
        "single position decides there, for batches, and for draws of old.",
    )


class CutOff(Resource):
    """How far the queue of a draw got at a harbor, for boats of a beam that nothing but the beam keeps from a place.

    The beams are half a metre apart, from 1.5 m to the widest place, whatever boats took part. The margins of the round
    count, places kept for an accessibility need do not. Where no place is wide enough there is no line.
    """

    class Meta:
        interfaces = (Node,)
        relation = Relation("draw_cutoffs", visible=EVERYBODY)

    harbor = to_one("Harbor", "harbor_id", description="The harbor; null in winter, and once it is listed no more.")
    area = to_one(
        "WinterStorageArea", "area_id", description="The winter area; null for a harbor, and once it is listed no more."
    )
    beam_mm = graphene.Int(required=True, description="The beam of the boat, in millimetres.")
    last_position = graphene.Int(
        description="Who had asked for this harbor at this position in the queue, from 1, or before it, would have won "
        "a place there; 0: nobody would; null: the last in the queue still would."
    )
    draw = to_one("Draw", "draw_id", required=True, description="The draw.")


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
