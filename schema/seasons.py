"""Knows the seasons of providers, which everybody reads: from which day to which, and when renewals are due."""

import graphene

from schema.catalogue.common import Node
from schema.reads.declare import EVERYBODY, KEY, Relation, SortKey, ToMany
from schema.reads.fields import ListField, to_many, to_one
from schema.reads.resources import Resource
from schema.rounds import RoundKind

_NEWEST = (SortKey("{row}.starts", "date", descending=True), KEY)


class Season(Resource):
    """From which day to which a provider lets its berths or marked winter places, in a year."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("seasons", visible=EVERYBODY, order=_NEWEST)

    kind = RoundKind(required=True, description="Of what: berths, or marked winter places.")
    year = graphene.Int(required=True, description="The year in which it begins.")
    starts = graphene.Date(required=True, description="The first day.")
    ends = graphene.Date(required=True, description="The last day.")
    sent_on = graphene.Date(description="When those who had a place before are sent the renewal for this season.")
    due_on = graphene.Date(description="The last day on which a renewal is paid in time.")
    grace_days = graphene.Int(required=True, description="After so many days more a renewal expires.")
    provider = to_one("Provider", "provider_id", description="Whose it is.")


def seasons_of_provider() -> ListField:
    """The seasons of a provider."""
    way = ToMany("Season", "{row}.provider_id = {parent}", order=_NEWEST)
    return to_many(way, description="Its seasons, the newest first.")
