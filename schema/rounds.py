"""Knows rounds of applications as anybody may see them."""

from dataclasses import replace
from typing import Any

import graphene
import orjson

from harbors.rounds import records
from harbors.rounds.documents import read_rules
from schema.catalogue.common import Named, Node
from schema.catalogue.conditions import of
from schema.enums import described
from schema.handled_applications import applications_of_round, duplicates_of_round
from schema.lists import some
from schema.prospects import choice_preview
from schema.reads.declare import EVERYBODY, KEY, Expression, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ReadField, by_id, computed, to_many, to_one
from schema.reads.filters import Filter, OrderBy, Where
from schema.reads.loading import Row
from schema.reads.resources import Resource
from schema.round_rules import RoundRules

RoundStatus = described(
    records.RoundStatus,
    "Where a round stands; it follows from its dates and from what staff did.",
    PLANNED="Not open yet.",
    OPEN="Boaters apply, edit and withdraw.",
    CLOSED="No more applications; staff handle what came in.",
    FROZEN="Nothing changes any more; the seed is still to come.",
    DRAWN="Drawn and checked; not released yet.",
    RELEASED="Released by a second person; not published yet.",
    PUBLISHED="The results stand, and everybody has been told.",
)
Policy = described(
    records.Policy,
    "How the queue inside a class is ordered.",
    LOTTERY="By ticket: the SHA-256 of the seed of the draw and the public id of the application.",
    ARRIVAL="By the time of submission, then by ticket.",
    POINTS="By the years waited, then by ticket.",
)
RoundKind = described(
    records.RoundKind,
    "What a round gives out.",
    BERTH="Berths for a season.",
    WINTER_STORAGE="Marked winter places.",
)


# Says again for the database what ``harbors.rounds.rules.status_of`` says; a test holds one against the other.
_STATUS = (
    "CASE WHEN {row}.published_at IS NOT NULL THEN 'PUBLISHED'"
    " WHEN {row}.released_at IS NOT NULL THEN 'RELEASED'"
    " WHEN {row}.drawn_at IS NOT NULL THEN 'DRAWN'"
    " WHEN {row}.frozen_at IS NOT NULL THEN 'FROZEN'"
    " WHEN {row}.closed_at IS NOT NULL OR {now} >= {row}.closes_at THEN 'CLOSED'"
    " WHEN {now} >= {row}.opens_at THEN 'OPEN' ELSE 'PLANNED' END"
)


def _rules(row: Row, _info: Any) -> records.RoundRules:
    rules = row.values["rules"]
    return read_rules(orjson.loads(rules) if isinstance(rules, str) else rules)


BY_OPENING = SortKey("{row}.opens_at", "timestamptz", descending=True)


class RoundFilter(Filter):
    """What rounds can be filtered by."""

    codes = Where(some(graphene.String), "{row}.code = ANY({0})", "text[]", description="Only rounds called so.")
    provider_ids = of("Provider", "provider_id", description="Only rounds of these providers.")


ROUND_ORDER = OrderBy(
    "RoundOrder",
    {"OPENS_AT_ASC": (replace(BY_OPENING, descending=False),), "OPENS_AT_DESC": (BY_OPENING,)},
    {"OPENS_AT_ASC": "The oldest first.", "OPENS_AT_DESC": "The newest first."},
)


class Round(Named, Resource):
    """A season of a provider for which boaters apply, and the rules by which its places are given."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("rounds", visible=EVERYBODY, order=(BY_OPENING, KEY))

    code = graphene.String(required=True, description="The name of the round in commands and in the seed of its draw.")
    season_starts = graphene.Date(required=True, description="The first day of the season.")
    season_ends = graphene.Date(
        required=True, description="The last day of the season; it ends at the next midnight where the provider is."
    )
    opens_at = graphene.DateTime(required=True, description="From when applications are taken.")
    closes_at = graphene.DateTime(required=True, description="From when applications are no longer taken.")
    publishes_at = graphene.DateTime(required=True, description="When the results are to be told.")
    upgrades_until = graphene.DateTime(
        description="Until when later batches may give a winner something better; null: never."
    )
    closed_at = graphene.DateTime(description="When staff closed the round, or froze it.")
    frozen_at = graphene.DateTime(description="When the applications were frozen for the draw.")
    drawn_at = graphene.DateTime(description="When the round was drawn.")
    released_at = graphene.DateTime(description="When a second person released the results.")
    published_at = graphene.DateTime(description="When the results were told.")
    kind = RoundKind(required=True, description="What the round gives out.")
    policy = Policy(required=True, description="How the queue inside a class is ordered.")
    status = computed(RoundStatus, Expression(_STATUS), required=True, description="Where the round stands now.")
    rules = ReadField(
        RoundRules, Resolved(("rules",)), required=True, resolver=_rules, description="What places are given by."
    )
    rules_version = graphene.Int(required=True, description="Which version of the rules this is, from 1.")
    rules_versions = to_many(
        ToMany("RoundRulesVersion", "{row}.round_id = {parent}", order=(SortKey("{row}.version", "integer"), KEY)),
        description="The rules as they were, and why they were changed.",
    )
    previous_round = to_one(
        "Round", "previous_round_id", description="The round whose unlucky applications may be carried over."
    )
    choice_preview = choice_preview()
    applications = applications_of_round()
    duplicates = duplicates_of_round()
    created_at = graphene.DateTime(required=True, description="When the round was made.")
    modified_at = graphene.DateTime(required=True, description="When the round was last changed.")
    provider = to_one(
        "Provider", "provider_id", description="Whose places are given; null once the provider lists nothing any more."
    )
    odds = to_many(
        ToMany(
            "RoundOdds",
            "{row}.round_id = {parent}",
            order=(SortKey("{row}.site_id", "uuid"), SortKey("{row}.beam_to_mm", "integer"), KEY),
        ),
        description="The odds before the close, by harbor and beam: from simulated draws of the round as it stands.",
    )
    freezes = to_many(
        ToMany("Freeze", "{row}.round_id = {parent}", order=(SortKey("{row}.number", "integer"), KEY)),
        description="What the round was sealed by; the last that was not taken back stands.",
    )
    draws = to_many(
        ToMany("Draw", "{row}.round_id = {parent}", order=(SortKey("{row}.version", "integer"), KEY)),
        description="The draws of the round; a later version takes the place of an earlier one.",
    )


class RoundRulesVersion(Resource):
    """The rules of a round as they were from a time on, until the next version."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("round_rules", visible=EVERYBODY)

    version = graphene.Int(required=True, description="Counts the versions of a round, from 1.")
    rules = ReadField(RoundRules, Resolved(("rules",)), required=True, resolver=_rules, description="The rules.")
    reason = graphene.String(description="Why they were changed; null for the first.")
    created_at = graphene.DateTime(required=True, description="From when on they were the rules.")


class RoundQuery:
    """The roots of rounds."""

    rounds = to_many(
        ToMany("Round"), filter_type=RoundFilter, order_by=ROUND_ORDER, description="Rounds, newest first."
    )
    round = by_id("Round", description="A round of applications.")
