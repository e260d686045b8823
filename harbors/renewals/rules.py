"""Knows which leases are renewed and which are not, and what such an offer is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from harbors.errors import HarborError, Problem
from harbors.leases.records import LeasedPlace
from harbors.leases.refusals import lease_fault
from harbors.leases.rules import midnight, place_problems, season_period
from harbors.offers.pricing import Wanted
from harbors.offers.records import OfferChannel, OfferDraft, OfferKind, OfferTerms
from harbors.orders.records import NOTHING, Line
from harbors.renewals.records import RUN_TRANSITIONS, Candidate, Preview, RenewalStatus, Run, Seasons
from harbors.renewals.refusals import renewal_fault, renewals_refused
from harbors.seasons.records import ProviderSeason, Renewing


def problem_of(candidate: Candidate) -> Problem | None:
    """Why a lease cannot be renewed, the first reason; ``None``: it can, if it has a price."""
    if candidate.payer is None:
        return renewal_fault("PAYER_UNKNOWN")
    if candidate.place is None:
        return lease_fault("PLACE_INACTIVE", field="placeId")
    if against := next(iter(place_problems(candidate.lease.boat, candidate.place)), None):
        return against
    if candidate.taken:
        return renewal_fault("PLACE_GIVEN")
    if candidate.in_draw:
        return lease_fault("PLACE_IN_DRAW", field="placeId")
    return renewal_fault("DEBTS") if candidate.owes else None


def wanted_of(candidate: Candidate, season: ProviderSeason) -> Wanted:
    """What is asked of whoever prices the place: the whole of the next season."""
    lease = candidate.lease
    return Wanted(
        place_id=lease.place_id,
        season=season.days,
        period=season_period(season.days, _known(candidate).time_zone),
        boat=lease.boat,
        organisation_id=lease.tenant.organisation_id,
    )


def draft_of(candidate: Candidate, season: ProviderSeason, lines: tuple[Line, ...], terms: OfferTerms) -> OfferDraft:
    """The offer of the same place, for the whole of the next season."""
    lease, payer, renewing = candidate.lease, candidate.payer, require_renewing(season)
    assert payer is not None
    zone = _known(candidate).time_zone
    return OfferDraft(
        provider_id=lease.provider_id,
        kind=OfferKind.RENEWAL,
        place_id=lease.place_id,
        season=season.days,
        period=season_period(season.days, zone),
        tenant=replace(lease.tenant, language=lease.tenant.language or payer.language),
        boat=lease.boat,
        payer=payer,
        lines=lines,
        due_at=due_at(renewing, zone),
        terms=replace(terms, grace_days=renewing.grace_days),
        channel=OfferChannel.MAIL if payer.email else OfferChannel.PAPER,
        previous_lease_id=lease.id,
    )


def due_at(renewing: Renewing, time_zone: str) -> datetime:
    """The midnight that ends the last day on which a renewal is paid in time, there."""
    return midnight(renewing.due_on + timedelta(days=1), time_zone)


def require_renewing(season: ProviderSeason) -> Renewing:
    """When renewals for a season are due. Raises ``Refused`` where that is not told."""
    if season.renewing is None:
        raise renewals_refused("NO_NEXT_SEASON", field="seasonId")
    return season.renewing


def require_in_time(seasons: Seasons, time_zone: str, *, now: datetime) -> None:
    """Raise ``Refused`` once nobody could pay in time any more."""
    if due_at(require_renewing(seasons.after), time_zone) <= now:
        raise renewals_refused("RENEWALS_OVER", field="seasonId")


def require_step(run: Run, to: RenewalStatus) -> None:
    """Raise ``Refused`` when the run cannot go there from where it stands."""
    if to not in RUN_TRANSITIONS[run.status]:
        raise renewals_refused("RUN_STANDS", field="runId")


def preview_of(
    candidates: Sequence[Candidate], prices: Sequence[tuple[Line, ...] | HarborError | Problem | None]
) -> Preview:
    """What a run would do; ``prices`` has of each lease the lines, or why it is not renewed, or ``None``: skipped."""
    failures: Counter[str] = Counter()
    offers, letters, amount = 0, 0, NOTHING
    for candidate, price in zip(candidates, prices, strict=True):
        match price:
            case HarborError():
                failures[price.problems[0].code] += 1
            case Problem():
                failures[price.code] += 1
            case None:
                pass
            case lines:
                offers += 1
                letters += candidate.payer is not None and candidate.payer.email is None
                amount += sum((line.amount for line in lines), NOTHING)
    skips = Counter(candidate.skip.value for candidate in candidates if candidate.skip)
    return Preview(total=len(candidates), offers=offers, amount=amount, letters=letters, failures=failures, skips=skips)


def _known(candidate: Candidate) -> LeasedPlace:
    assert candidate.place is not None
    return candidate.place
