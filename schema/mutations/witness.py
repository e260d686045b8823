"""Knows what goes into the audit trail of a mutation: who did it, for whom, and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from harbors.audit.records import Behalf, BehalfKind, Entry
from harbors.audit.rules import actor_of
from harbors.places.records import ProviderId
from schema.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an act did to one thing: ``before`` and ``after`` are plain values, ``person_id`` is whom it is about."""

    subject_type: str
    subject_id: UUID
    person_id: UUID | None = None
    provider_id: ProviderId | None = None
    reason: str | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


def entries_of(
    context: Context, operation: str, changes: Sequence[Change], *, provider_id: ProviderId | None
) -> list[Entry]:
    """An entry for each change; one for an act that told of none."""
    plain = _entry(context, operation, provider_id=provider_id)
    return [_of_change(context, operation, one, provider_id=provider_id) for one in changes] or [plain]


def refusal_of(context: Context, operation: str, codes: Sequence[str]) -> Entry:
    """The entry of what the trade refused."""
    return _entry(context, operation, provider_id=None, codes=tuple(codes))


def _of_change(context: Context, operation: str, change: Change, *, provider_id: ProviderId | None) -> Entry:
    return _entry(
        context,
        operation,
        provider_id=change.provider_id or provider_id,
        subject_type=change.subject_type,
        subject_id=change.subject_id,
        person_id=change.person_id,
        reason=change.reason,
        before=change.before,
        after=change.after,
    )


def _entry(context: Context, operation: str, *, provider_id: ProviderId | None, **facts: Any) -> Entry:
    principal = context.principal
    if principal.test_mode:
        facts["after"] = {**(facts.get("after") or {}), "test_mode": True}
    return Entry(
        at=context.now,
        actor=actor_of(principal),
        operation=operation,
        request_id=context.facts.request_id,
        on_behalf=Behalf(BehalfKind.PROVIDER, provider_id) if provider_id else None,
        client_id=principal.client_id,
        provider_id=provider_id,
        **{"person_id": principal.person_id} | {name: value for name, value in facts.items() if value is not None},
    )
