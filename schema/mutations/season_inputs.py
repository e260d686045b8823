"""Knows the inputs of the mutations of seasons, and what they are in the words of the field."""

import graphene

from harbors.rounds import records as rounds
from harbors.rounds.records import Season
from harbors.seasons.records import Renewing, SeasonDraft, SeasonId
from schema import ids
from schema.mutations.inputs import Input, idempotency_key, member
from schema.rounds import RoundKind


class RenewingInput(graphene.InputObjectType):
    """When those who had a place before renew it."""

    sent_on = graphene.Date(required=True, description="When renewals are sent.")
    due_on = graphene.Date(required=True, description="The last day on which one is paid in time.")
    grace_days = graphene.Int(default_value=0, description="After so many days more it expires; 0 unless said.")


class SetSeasonInput(graphene.InputObjectType):
    """A season; one of a kind begins in a year, and is told anew by this."""

    provider_id = graphene.ID(required=True, description="The id of the Provider whose season it is.")
    kind = RoundKind(required=True, description="Of what: berths, or marked winter places.")
    starts = graphene.Date(required=True, description="The first day.")
    ends = graphene.Date(required=True, description="The last day.")
    renewing = graphene.InputField(RenewingInput, description="Left out: nobody renews into it by payment.")
    idempotency_key = idempotency_key()


class MoveSeasonInput(graphene.InputObjectType):
    """Other days for a season that has leases."""

    season_id = graphene.ID(required=True, description="The id of the Season.")
    starts = graphene.Date(required=True, description="The first day from now on, in the same year.")
    ends = graphene.Date(required=True, description="The last day from now on.")
    reason = graphene.String(required=True, description="Why; all tenants of the season read it.")
    idempotency_key = idempotency_key()


def read_season(given: Input) -> SeasonDraft:
    """The season as it is told."""
    renewing = given.get("renewing")
    return SeasonDraft(
        kind=member(rounds.RoundKind, given["kind"]), days=read_days(given), renewing=renewing and Renewing(**renewing)
    )


def read_days(given: Input) -> Season:
    """The first and the last day."""
    return Season(given["starts"], given["ends"])


def season_id(given: Input, field: str = "season_id") -> SeasonId:
    """The season that an input names. Raises BAD_USER_INPUT."""
    return SeasonId(ids.decode_as("Season", given[field]))
