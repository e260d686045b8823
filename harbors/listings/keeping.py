"""Knows how proposals become listings: those that wait give way, those that nobody has to see are published at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from harbors.access.records import Principal
from harbors.chance import Chance, draw_id
from harbors.listings.faults import fault
from harbors.listings.files.lines import LineProblem
from harbors.listings.kinds import Action, ListingState, ResourceKind
from harbors.listings.proposals import Plan, Proposal
from harbors.listings.publishing import publish
from harbors.listings.reads import STATEMENTS
from harbors.listings.records import BatchId, Listing, ListingId, Report
from harbors.places.records import ProviderId
from harbors.sql import Connection

MOST_PROBLEMS = 1_000
"""Of a file that are told; who has more has one thing wrong in every line."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """One submission: for whom, what, by whom, when."""

    connection: Connection
    provider_id: ProviderId
    kind: ResourceKind
    reviewed: bool
    by: Principal
    now: datetime
    chance: Chance
    batch_id: BatchId | None = None

    async def keep(self, proposals: Sequence[Proposal]) -> list[Listing]:
        """The listings that the proposals became. Raises what ``publish`` raises."""
        listings = [self._listing(proposal) for proposal in proposals]
        if listings:
            await STATEMENTS.supersede.run(
                self.connection,
                resource_ids=[listing.resource_id for listing in listings],
                person_id=self.by.person_id,
                now=self.now,
            )
            await self._add(listings)
            if not self.reviewed:
                await publish(self.connection, listings, now=self.now)
        return listings

    async def _add(self, listings: Sequence[Listing]) -> None:
        await STATEMENTS.add_listings.run(
            self.connection,
            provider_id=self.provider_id,
            kind=self.kind,
            reviewed=self.reviewed,
            batch_id=self.batch_id,
            person_id=self.by.person_id,
            now=self.now,
            listings=[
                {
                    "id": str(listing.id),
                    "action": listing.action,
                    "resource_id": str(listing.resource_id),
                    "external_id": listing.external_id,
                    "content": listing.content,
                }
                for listing in listings
            ],
        )

    def _listing(self, proposal: Proposal) -> Listing:
        return Listing(
            id=ListingId(draw_id(self.chance)),
            provider_id=self.provider_id,
            kind=self.kind,
            action=proposal.action,
            resource_id=proposal.resource_id,
            external_id=proposal.external_id,
            content=proposal.content,
            state=ListingState.PENDING if self.reviewed else ListingState.PUBLISHED,
            reviewed=self.reviewed,
            batch_id=self.batch_id,
            submitted_at=self.now,
            submitted_by=self.by.person_id,
            decided_at=None if self.reviewed else self.now,
            decided_by=None if self.reviewed else self.by.person_id,
            reason=None,
        )


def report_on(made: Plan, listings: Sequence[Listing] = (), *, batch_id: BatchId | None = None) -> Report:
    """What a plan comes to, in figures; problems by line, no more of them than anybody reads."""
    actions = Counter(proposal.action for proposal in made.proposals)
    return Report(
        created=actions[Action.CREATE],
        changed=actions[Action.CHANGE],
        unchanged=len(made.unchanged),
        problems=_first(sorted(made.problems, key=_place)),
        batch_id=batch_id,
        listing_ids=tuple(listing.id for listing in listings),
    )


def _first(problems: Sequence[LineProblem]) -> tuple[LineProblem, ...]:
    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    more = LineProblem(None, None, fault("TOO_MANY_FAULTS", None, most=MOST_PROBLEMS))
    return (*problems[:MOST_PROBLEMS], more)


def _place(problem: LineProblem) -> tuple[int, int]:
    return (-1 if problem.line is None else problem.line, problem.column or 0)
