"""Knows when an offer is due, when it is over, which reminder is next, and where it can go from where it stands."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from harbors.leases.rules import midnight
from harbors.offers.records import OFFER_TRANSITIONS, Offer, OfferStatus, OfferTerms
from harbors.offers.refusals import offer_invalid, offer_stands

_DAYS, _GRACE, _MOST_REMINDERS = range(1, 101), range(101), 10


def due_of(terms: OfferTerms, time_zone: str, *, now: datetime) -> datetime:
    """The midnight that ends the last day on which an offer of now can be paid, there."""
    today = now.astimezone(ZoneInfo(time_zone)).date()
    return midnight(today + timedelta(days=terms.offer_days + 1), time_zone)


def over_at(due_at: datetime, *, grace_days: int) -> datetime:
    """From when an offer that was not paid has expired."""
    return due_at + timedelta(days=grace_days)


def reminder_now(offer: Offer, *, now: datetime) -> int | None:
    """How many days before it is due an open offer is reminded of now; ``None``: of nothing.

    Of days that were missed only the nearest counts, and none that was past when the offer was made.
    """
    if offer.status is not OfferStatus.OPEN or now >= offer.due_at:
        return None
    passed = [days for days in offer.terms.reminder_days if offer.created_at < _before(offer, days) <= now]
    nearest = min(passed, default=None)
    if nearest is None or (offer.reminded_days is not None and offer.reminded_days <= nearest):
        return None
    return nearest


def require_step(offer: Offer, to: OfferStatus) -> None:
    """Raise ``Refused`` when the offer cannot go there from where it stands."""
    if to not in OFFER_TRANSITIONS[offer.status]:
        raise offer_stands(offer.status)


def require_open(offer: Offer) -> None:
    """Raise ``Refused`` for an offer that was answered, or is over."""
    if offer.status is not OfferStatus.OPEN:
        raise offer_stands(offer.status)


def require_extension(offer: Offer, due_at: datetime, *, now: datetime) -> None:
    """Raise ``Refused`` for an offer that is not open, ``Invalid`` for a date that gives nobody more time."""
    require_open(offer)
    if due_at <= max(offer.due_at, now):
        raise offer_invalid("DUE_NOT_LATER", field="dueAt")


def check_terms(terms: OfferTerms) -> None:
    """Raise ``Invalid`` for terms that no offer can have."""
    days = terms.reminder_days
    told = terms.offer_days in _DAYS and terms.grace_days in _GRACE and all(day in _DAYS for day in days)
    if not told or len(days) > _MOST_REMINDERS or len(set(days)) != len(days):
        raise offer_invalid("TERMS_OUT_OF_RANGE", field=None)


def _before(offer: Offer, days: int) -> datetime:
    return offer.due_at - timedelta(days=days)
