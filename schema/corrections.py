"""Knows what was decided about an application, until when that can be corrected, and what humans were asked since."""

from typing import Any

import graphene

from harbors.applications.reads import present_capability
from harbors.corrections import records
from harbors.corrections.reads import Decision, corrections_of, decision_of
from harbors.corrections.words import words_for
from schema import ids
from schema.context import Context
from schema.enums import described
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type

CorrectionStatus = described(
    records.CorrectionStatus,
    "Where a request for a correction stands.",
    OPEN="Nobody has decided it yet.",
    REJECTED="The result stands.",
    NEW_VERSION="Another version of the draw is made; this result stays to be read.",
    OFFER="The applicant was given a place beside the result.",
)


async def _place(correction: records.Correction, info: Any) -> Row | None:
    return (
        None if correction.place_id is None else await load_row(info.context, read_type("Place"), correction.place_id)
    )


class Correction(graphene.ObjectType):
    """A request that a human looks at a result, and what was found; for the applicant and the clerks of the round."""

    id = graphene.ID(
        required=True,
        resolver=lambda correction, _info: ids.encode("Correction", correction.id),
        description="Its id, for `decideCorrection`.",
    )
    status = CorrectionStatus(required=True, description="Where it stands.")
    request = graphene.String(description="What the applicant says is wrong; null when the applicant was erased.")
    asked_at = graphene.DateTime(required=True, description="When it was asked for.")
    decided_at = graphene.DateTime(description="When it was decided.")
    reason = graphene.String(description="Why it was decided so.")
    place = graphene.Field(
        lambda: graphql_type("Place"), resolver=_place, description="The place that was given for it, if one was."
    )


class ApplicationDecision(graphene.ObjectType):
    """What was decided about an application when the results were published."""

    notified_at = graphene.DateTime(
        description="When the applicant was written to; null while that has not been done: the time for a correction "
        "has not begun."
    )
    correction_until = graphene.DateTime(description="Before when a correction has to be asked for; null: no end yet.")
    automated = graphene.Boolean(
        required=True,
        resolver=lambda _decision, _info: True,
        description="Whether it was made automatically: places are given by the published rules and by nobody.",
    )
    text = graphene.String(
        required=True,
        resolver=lambda decision, info: words_for(decision).in_language(info.context.language),
        description="How it was made, and how a correction is asked for, in the language of the request.",
    )


async def read_decision(context: Context, row: Row, *, edit_token: str | None) -> Decision | None:
    """The decision about a row of ``Application``."""
    async with context.unit_of_work() as connection:
        await present_capability(connection, edit_token)
        return await decision_of(connection, row.values["id"])


async def read_corrections(context: Context, row: Row, *, edit_token: str | None) -> list[records.Correction]:
    """The requests about a row of ``Application``, in order."""
    async with context.unit_of_work() as connection:
        await present_capability(connection, edit_token)
        return await corrections_of(connection, row.values["id"])
