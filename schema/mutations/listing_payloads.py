"""Knows what mutations of listings answer with: the listings as they stand now, and reports on files by line."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import graphene

from harbors.listings.records import Listing, Report
from harbors.text import Translated
from schema import ids
from schema.lists import some
from schema.mutations.effects import Done
from schema.mutations.payloads import problems, thing
from schema.reads.loading import load_row
from schema.reads.registry import graphql_type, read_type

MOST_SHOWN = 100


def report_facts(report: Report, *, dry_run: bool) -> Mapping[str, Any]:
    """A report as plain JSON; its sentences in all languages, for whoever is given the answer again."""
    return {
        "created": report.created,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "dry_run": dry_run,
        "batch_id": None if report.batch_id is None else ids.encode("Batch", report.batch_id),
        "problems": [
            {
                "line": one.line,
                "column": one.column,
                "field": one.problem.field,
                "code": one.problem.code,
                "message": [one.problem.message.fi, one.problem.message.sv, one.problem.message.en],
            }
            for one in report.problems
        ],
    }


def listed_facts(listings: Sequence[Listing]) -> Mapping[str, Any]:
    """How many listings there were, and the first of them."""
    return {"count": len(listings), "ids": [str(listing.id) for listing in listings[:MOST_SHOWN]]}


class LineProblem(graphene.ObjectType):
    """One thing that is wrong in a file, and where."""

    line = graphene.Int(
        description="The line of a table, whose headings are line 1; the index of a feature, from 0; null: the file."
    )
    column = graphene.Int(description="The cell of the line, from 1; null where it is no single cell.")
    field = graphene.String(description="The field, as the API calls it.")
    code = graphene.String(required=True, description="Stable, for programs.")
    message = graphene.String(
        required=True,
        resolver=lambda told, info: Translated(*told["message"]).in_language(info.context.language),
        description="A sentence, in the language of the request.",
    )


class ListingReport(graphene.ObjectType):
    """What a file comes to; while there are problems, and in a dry run, nothing was listed."""

    created = graphene.Int(required=True, description="How many resources are new.")
    changed = graphene.Int(required=True, description="How many say something else than before.")
    unchanged = graphene.Int(required=True, description="How many say the same: nothing is listed for them.")
    dry_run = graphene.Boolean(required=True, description="Whether nothing was to be listed.")
    batch_id = graphene.ID(description="Names what was listed; null where nothing was.")
    problems = graphene.Field(
        some(LineProblem), required=True, description="All that is wrong, by line: the first 1,000 of it."
    )


class SubmitListingPayload(graphene.ObjectType):
    """The listing, or why it was refused."""

    listing = thing("Listing", description="The listing; null when it was refused, or changes nothing.")
    unchanged = graphene.Boolean(
        required=True,
        resolver=lambda done, _info: bool(done.answer.facts.get("unchanged")),
        description="Whether the resource is as it was told already, so that there is nothing to list.",
    )
    errors = problems()


class RetireResourcePayload(graphene.ObjectType):
    """The listing that takes a resource out, or why it stays."""

    listing = thing("Listing", description="The listing; null when it was refused.")
    errors = problems()


class WithdrawListingPayload(graphene.ObjectType):
    """The listing that was taken back, or why not."""

    listing = thing("Listing", description="The listing; null when it was refused.")
    errors = problems()


class ImportListingsPayload(graphene.ObjectType):
    """What a file came to."""

    report = graphene.Field(
        ListingReport,
        resolver=lambda done, _info: done.answer.facts.get("report"),
        description="What the file comes to; null when it was not looked at.",
    )
    errors = problems()


async def _listings(done: Done, info: Any) -> list[Any]:
    keys = [UUID(id) for id in done.answer.facts.get("ids", ())]
    return [load_row(info.context, read_type("Listing"), key) for key in keys]


def _decided(action: str) -> dict[str, Any]:
    return {
        "__doc__": f"The listings that were {action}, or why none was.",
        "count": graphene.Int(
            required=True,
            resolver=lambda done, _info: done.answer.facts.get("count", 0),
            description="How many there were.",
        ),
        "listings": graphene.Field(
            graphene.List(lambda: graphql_type("Listing")),
            required=True,
            resolver=_listings,
            description=f"The first {MOST_SHOWN} of them.",
        ),
        "errors": problems(),
    }


ApproveListingsPayload: Any = type("ApproveListingsPayload", (graphene.ObjectType,), _decided("published"))
RejectListingsPayload: Any = type("RejectListingsPayload", (graphene.ObjectType,), _decided("rejected"))
