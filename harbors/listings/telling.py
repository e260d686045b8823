"""Knows who is told of a decision: whoever submitted, by a mail of their own for all that was decided at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from harbors.access.records import PersonId
from harbors.chance import Chance
from harbors.customers.reads import profile_of
from harbors.listings.reads import STATEMENTS
from harbors.listings.records import Listing
from harbors.listings.words import NUMBERED
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row
from harbors.text import Language, Translated, sort_key

_NAMED = 5
"""Of many listings the first are named."""


async def tell(
    connection: Connection,
    listings: Sequence[Listing],
    template: Template,
    *,
    now: datetime,
    chance: Chance,
    told: Mapping[str, str],
) -> None:
    """Have the submitters of the listings told; ``told`` are figures of the template beside what was decided on."""
    by_submitter: dict[tuple[ProviderId, PersonId | None], list[Listing]] = defaultdict(list)
    for listing in listings:
        by_submitter[listing.provider_id, listing.submitted_by].append(listing)
    rows = await STATEMENTS.called.rows(connection, ids=[listing.resource_id for listing in listings])
    called = {row["id"]: row["label"] for row in rows}
    for (provider_id, person_id), several in by_submitter.items():
        provider = await STATEMENTS.provider_told.row(connection, provider_id=provider_id)
        recipient = provider and await _recipient(connection, provider, person_id)
        if provider and recipient:
            named = _named(several, called, recipient.language)
            figures = {"listing": named, "provider": _name(provider, recipient.language), **told}
            key = f"{template.lower()} {min(listing.id for listing in several)}"
            await notify(connection, recipient, template, figures, key=key, now=now, chance=chance)


async def _recipient(connection: Connection, provider: Row, person_id: PersonId | None) -> Recipient | None:
    """The person, at an address that is known to be theirs; else the provider, as the public reaches it."""
    profile = None if person_id is None else await profile_of(connection, person_id)
    if profile and profile.told.email and profile.email_verified_at:
        language = profile.told.language or Language.FI
        return Recipient(address=profile.told.email, language=language, person_id=person_id)
    return Recipient(address=provider["email"], language=Language(provider["language"])) if provider["email"] else None


def _named(listings: Sequence[Listing], called: Mapping[UUID, str], language: Language) -> str:
    """The first of them by what they are called; numbers say of what they are."""
    labels = sorted((_label(listing, called) for listing in listings), key=sort_key)
    others = len(labels) - _NAMED
    named = ", ".join(labels[:_NAMED]) + (f" + {others}" if others > 0 else "")
    kinds = {listing.kind for listing in listings}
    kind = NUMBERED.get(kinds.pop()) if len(kinds) == 1 else None
    return f"{kind.in_language(language)} {named}" if kind else named


def _label(listing: Listing, called: Mapping[UUID, str]) -> str:
    """What people call the resource as the listing tells it, else as the catalogue does."""
    content = listing.content or {}
    names = ("name_fi", "name_sv", "name_en", "identifier", "number")
    told = next((str(text) for name in names if (text := content.get(name))), None)
    return told or called.get(listing.resource_id) or str(listing.resource_id)


def _name(provider: Row, language: Language) -> str:
    name = Translated(fi=provider["name_fi"], sv=provider["name_sv"], en=provider["name_en"])
    return name.in_language(language) or ""
