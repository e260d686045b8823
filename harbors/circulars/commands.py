"""Knows how a circular is asked for, and how its letters are written, some in each transaction and none twice."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import Principal
from harbors.chance import Chance, draw_id
from harbors.circulars.reads import (
    STATEMENTS,
    figures_of,
    find_circular,
    provider_called,
    readers_of,
    recipients_by_language,
    selected_leases,
)
from harbors.circulars.records import Audience, Circular, CircularId, LetterOutcome, Reader, Words
from harbors.circulars.rules import AT_ONCE, check_audience, check_words, tidy
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.leases.records import LeaseId
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.places.records import ProviderId
from harbors.sql import Connection


async def send_circular(
    connection: Connection,
    audience: Audience,
    words: Words,
    *,
    provider_id: ProviderId,
    by: Principal,
    now: datetime,
    chance: Chance,
) -> Circular:
    """Have all tenants whom an audience means written to; a job does it once this is committed. Acts as the system.

    For clerks of the provider, who are known already. Raises ``Refused`` when nobody is meant, ``Invalid`` unless each
    of them can read it in the own language.
    """
    await act_as_system(connection)
    leases = await selected_leases(connection, audience, provider_id=provider_id, now=now)
    check_audience(len(leases))
    words = tidy(words)
    check_words(words, recipients_by_language(await readers_of(connection, leases)))
    circular = Circular(
        id=CircularId(draw_id(chance)),
        provider_id=provider_id,
        provider=await provider_called(connection, provider_id),
        words=words,
        asked_by=by.person_id,
        key_id=by.key_id,
        created_at=now,
    )
    await _add(connection, circular, leases)
    await put(connection, Job.WRITE_CIRCULAR, {"circular": str(circular.id)}, key=f"circular {circular.id}")
    return circular


async def write_some(connection: Connection, id: CircularId, *, now: datetime, chance: Chance) -> bool:
    """Write the next letters; whether there are more. For the system."""
    circular = await find_circular(connection, id)
    rows = await STATEMENTS.next_letters.rows(connection, circular_id=id, most=AT_ONCE + 1)
    leases = [LeaseId(row["lease_id"]) for row in rows[:AT_ONCE]]
    await _write(connection, circular, leases, now=now, chance=chance)
    if len(rows) <= AT_ONCE:
        await STATEMENTS.end_circular.run(connection, id=id, now=now)
    return len(rows) > AT_ONCE


async def _write(
    connection: Connection, circular: Circular, leases: Sequence[LeaseId], *, now: datetime, chance: Chance
) -> None:
    """Whoever has had the circular for another lease does not get it again."""
    readers: dict[LeaseId, list[Reader]] = defaultdict(list)
    for reader in await readers_of(connection, leases):
        readers[reader.lease_id].append(reader)
    wanted = [_key(circular, reader) for several in readers.values() for reader in several]
    known = set(await STATEMENTS.known_keys.value(connection, keys=wanted))
    outcomes, keys = [], []
    for lease in leases:
        fresh = [reader for reader in readers[lease] if _key(circular, reader) not in known]
        for reader in fresh:
            await _tell(connection, circular, reader, now=now, chance=chance)
            known.add(_key(circular, reader))
        outcomes.append(_outcome(readers[lease], fresh))
        keys.append(",".join(_key(circular, reader) for reader in fresh))
    await STATEMENTS.note_letters.run(
        connection, circular_id=circular.id, lease_ids=list(leases), outcomes=outcomes, keys=keys
    )


async def _tell(connection: Connection, circular: Circular, reader: Reader, *, now: datetime, chance: Chance) -> None:
    recipient = Recipient(address=reader.address, language=reader.language, person_id=reader.person_id)
    figures, key = figures_of(circular.words, reader.language, circular.provider), _key(circular, reader)
    await notify(connection, recipient, Template.CIRCULAR, figures, key=key, now=now, chance=chance)


def _outcome(readers: Sequence[Reader], fresh: Sequence[Reader]) -> LetterOutcome:
    if not readers:
        return LetterOutcome.UNREACHABLE
    return LetterOutcome.WRITTEN if fresh else LetterOutcome.REPEATED


def _key(circular: Circular, reader: Reader) -> str:
    """One for each address, which it does not give away."""
    recipient = Recipient(address=reader.address, language=reader.language, person_id=reader.person_id)
    return f"circular {circular.id} {recipient.key}"


async def _add(connection: Connection, circular: Circular, leases: Sequence[LeaseId]) -> None:
    subject, text = circular.words.subject, circular.words.text
    await STATEMENTS.add_circular.run(
        connection,
        id=circular.id,
        provider_id=circular.provider_id,
        subject_fi=subject.fi,
        subject_sv=subject.sv,
        subject_en=subject.en,
        text_fi=text.fi,
        text_sv=text.sv,
        text_en=text.en,
        asked_by=circular.asked_by,
        key_id=circular.key_id,
        now=circular.created_at,
        lease_ids=list(leases),
    )
