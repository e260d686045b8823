"""Knows how keys of a provider's servers are made, replaced with an overlap, and revoked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from harbors.access.records import ApiKeyId, Principal
from harbors.chance import Chance, draw_id, token_hash
from harbors.places.records import ProviderId
from harbors.programs.clients import STATEMENTS
from harbors.programs.records import ApiKey, KeyForm
from harbors.programs.refusals import unknown_key
from harbors.programs.rules import check_key, check_overlap, ends_after_overlap, require_may_pass_on, require_rotatable
from harbors.programs.spelling import spell_key
from harbors.sql import Connection


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key with its words, which are shown now and never again, and when it is over."""

    id: ApiKeyId
    words: str
    expires_at: datetime


async def create_key(connection: Connection, form: KeyForm, *, by: Principal, now: datetime, chance: Chance) -> MadeKey:
    """Make a key that can do no more than its maker. Raises ``Invalid`` and ``Refused``."""
    check_key(form)
    require_may_pass_on(by, form)
    return await _make(connection, form, replaces=None, by=by, now=now, chance=chance)


async def rotate_key(
    connection: Connection,
    id: ApiKeyId,
    *,
    days: int,
    overlap_days: int,
    by: Principal,
    now: datetime,
    chance: Chance,
) -> tuple[ApiKey, MadeKey]:
    """Make a key that takes over from another, which goes on for the overlap. The old key, and the new one."""
    check_overlap(overlap_days)
    key = await _held(connection, id)
    require_rotatable(key, now=now)
    form = KeyForm(
        provider_id=key.provider_id,
        name=key.name,
        role=key.role,
        scopes=key.scopes,
        days=days,
        test_mode=key.test_mode,
    )
    check_key(form)
    require_may_pass_on(by, form)
    made = await _make(connection, form, replaces=id, by=by, now=now, chance=chance)
    ends = ends_after_overlap(key, now=now, days=overlap_days)
    await STATEMENTS.key_ends.run(connection, id=id, expires_at=ends)
    return key, made


async def revoke_key(connection: Connection, id: ApiKeyId, *, now: datetime) -> ApiKey:
    """End a key at once; one that is over already stays so. The key before."""
    key = await _held(connection, id)
    await STATEMENTS.revoke_key.run(connection, id=id, now=now)
    return key


async def provider_of_key(connection: Connection, id: ApiKeyId) -> ProviderId | None:
    """Whose key it is, as far as this transaction sees it."""
    found = await STATEMENTS.provider_of_key.value(connection, id=id)
    return None if found is None else ProviderId(found)


async def _held(connection: Connection, id: ApiKeyId) -> ApiKey:
    row = await STATEMENTS.hold_key.row(connection, id=id)
    if row is None:
        raise unknown_key()
    return ApiKey.from_row(row)


async def _make(
    connection: Connection, form: KeyForm, *, replaces: ApiKeyId | None, by: Principal, now: datetime, chance: Chance
) -> MadeKey:
    id = ApiKeyId(draw_id(chance))
    made = MadeKey(id, spell_key(id, chance), now + timedelta(days=form.days))
    await STATEMENTS.add_key.run(
        connection,
        id=id,
        provider_id=form.provider_id,
        made_by=by.person_id,
        name=form.name,
        role=form.role.value,
        scopes=sorted(scope.value for scope in form.scopes),
        secret_hash=token_hash(made.words),
        test_mode=form.test_mode,
        now=now,
        expires_at=made.expires_at,
        replaces_id=replaces,
    )
    return made
