"""Knows how circulars are looked up, whom one would reach, and how it would read; row security lets clerks see them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from harbors.circulars.records import (
    Audience,
    Circular,
    CircularId,
    Delivery,
    Letter,
    LetterOutcome,
    Planned,
    Preview,
    Reader,
    Words,
)
from harbors.circulars.refusals import unknown_circular
from harbors.circulars.rules import tidy, written_in
from harbors.leases.records import LeaseId
from harbors.notices.figures import tidy_figures
from harbors.notices.records import MessageStatus, Template
from harbors.notices.words import paragraphs_of, subject_of
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row, Statements
from harbors.text import Language, Translated

STATEMENTS = Statements(__package__)


async def selected_leases(
    connection: Connection, audience: Audience, *, provider_id: ProviderId, now: datetime
) -> list[LeaseId]:
    """The leases that an audience means, in their order; those of other providers are left out."""
    rows = await STATEMENTS.selected_leases.rows(
        connection,
        provider_id=provider_id,
        everybody=audience.is_everybody,
        harbor_ids=list(audience.harbor_ids),
        pier_ids=list(audience.pier_ids),
        area_ids=list(audience.area_ids),
        lease_ids=list(audience.lease_ids),
        now=now,
    )
    return [LeaseId(row["id"]) for row in rows]


async def readers_of(connection: Connection, leases: Sequence[LeaseId]) -> list[Reader]:
    """Who is written to for these leases. For the system."""
    rows = await STATEMENTS.readers.rows(connection, ids=list(leases))
    return [
        Reader(
            lease_id=row["lease_id"],
            address=row["address"],
            language=Language(row["language"]),
            person_id=row["person_id"],
        )
        for row in rows
    ]


async def plan(connection: Connection, leases: Sequence[LeaseId], words: Words, *, provider_id: ProviderId) -> Planned:
    """What a circular to the tenants of these leases would do. For the system."""
    readers, words = await readers_of(connection, leases), tidy(words)
    counts, provider = recipients_by_language(readers), await provider_called(connection, provider_id)
    return Planned(
        leases=len(leases),
        unreachable=len(set(leases) - {reader.lease_id for reader in readers}),
        previews=tuple(_preview(words, language, provider, counts.get(language, 0)) for language in Language),
    )


def recipients_by_language(readers: Sequence[Reader]) -> dict[Language, int]:
    """How many read each language, each address once."""
    return dict(Counter({reader.address: reader.language for reader in readers}.values()))


async def find_circular(connection: Connection, id: CircularId) -> Circular:
    """A circular, as far as this transaction sees it. Raises ``NotFound``."""
    if (row := await STATEMENTS.find_circular.row(connection, id=id)) is None:
        raise unknown_circular()
    return _circular(row)


async def circulars_of(connection: Connection, provider_id: ProviderId, *, most: int) -> list[Circular]:
    """What the tenants of a provider were written, the newest first."""
    rows = await STATEMENTS.circulars_of_provider.rows(connection, provider_id=provider_id, most=most)
    return [_circular(row) for row in rows]


async def delivery_of(connection: Connection, id: CircularId) -> Delivery:
    """How far a circular has come. For the system, who has seen that whoever asks may know."""
    letters = await STATEMENTS.letters_by_outcome.rows(connection, circular_id=id)
    messages = await STATEMENTS.messages_by_status.rows(connection, circular_id=id)
    return Delivery(
        letters={_outcome(row): row["letters"] for row in letters},
        messages={MessageStatus(row["status"]): row["messages"] for row in messages},
    )


async def letters_of(
    connection: Connection, id: CircularId, *, outcome: LetterOutcome | None, after: LeaseId | None, most: int
) -> list[Letter]:
    """The letters of a circular in order of their leases."""
    rows = await STATEMENTS.letters_of_circular.rows(
        connection, circular_id=id, outcome=outcome, after=after, most=most
    )
    return [Letter(lease_id=row["lease_id"], outcome=_outcome(row)) for row in rows]


async def provider_called(connection: Connection, id: ProviderId) -> Translated:
    """What the provider is called that writes."""
    row = await STATEMENTS.provider_names.row(connection, id=id)
    return _named(row) if row else Translated()


def figures_of(words: Words, language: Language, provider: Translated) -> dict[str, str]:
    """What the message needs, in a language."""
    subject, text = written_in(words, language)
    figures = {"provider": provider.in_language(language) or "", "subject": subject, "text": text}
    return tidy_figures(Template.CIRCULAR, figures)


def _preview(words: Words, language: Language, provider: Translated, recipients: int) -> Preview:
    figures = figures_of(words, language, provider)
    return Preview(
        language=language,
        subject=subject_of(Template.CIRCULAR, language, figures) or "",
        paragraphs=paragraphs_of(Template.CIRCULAR, language, figures),
        recipients=recipients,
    )


def _named(row: Row) -> Translated:
    return Translated(row["name_fi"], row["name_sv"], row["name_en"])


def _outcome(row: Row) -> LetterOutcome | None:
    return None if row["outcome"] is None else LetterOutcome(row["outcome"])


def _circular(row: Row) -> Circular:
    return Circular(
        id=row["id"],
        provider_id=row["provider_id"],
        provider=_named(row),
        words=Words(
            Translated(row["subject_fi"], row["subject_sv"], row["subject_en"]),
            Translated(row["text_fi"], row["text_sv"], row["text_en"]),
        ),
        asked_by=row["asked_by"],
        key_id=row["key_id"],
        created_at=row["created_at"],
        ended_at=row["ended_at"],
    )
