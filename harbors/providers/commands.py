"""Knows how somebody signs up as a provider, how that is decided, and how a provider changes what it tells of itself.

Nothing is committed here; what raises has written nothing.
"""

from dataclasses import replace
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import Principal, Role
from harbors.chance import Chance, draw_id
from harbors.forms import tidy_text
from harbors.members.commands import add_member
from harbors.notices.records import Template
from harbors.places.commands import publish_records
from harbors.places.records import Catalogue, Provider, ProviderId, Source
from harbors.providers.reads import STATEMENTS, contact_from_row, hold_sign_up, name_from_row
from harbors.providers.records import Profile, ProviderChanges, SignUp, SignUpForm, SignUpId, SignUpState
from harbors.providers.refusals import business_id_taken, provider_unknown
from harbors.providers.rules import (
    changed,
    check_form,
    check_profile,
    check_reason,
    is_approved_at_once,
    is_assured,
    require_another,
    require_own,
    require_waiting,
    tidy_form,
)
from harbors.providers.telling import tell
from harbors.sql import Connection
from harbors.text import Language, Translated, search_text, sort_key

OWN_LICENCE = "CC-BY-4.0"
"""Under which providers publish what they tell of themselves."""


async def sign_up(
    connection: Connection, form: SignUpForm, *, by: Principal, language: Language, now: datetime, chance: Chance
) -> SignUp:
    """A new sign-up, approved at once where a strong identification vouches for a private person.

    Raises ``Invalid`` with every problem, ``Conflict`` for a business id that is known; the database refuses a second
    sign-up while one waits.
    """
    assert by.person_id is not None
    form = tidy_form(form)
    check_form(form)
    await _require_free(connection, form)
    made = SignUp(
        id=SignUpId(draw_id(chance)),
        person_id=by.person_id,
        form=form,
        language=language,
        assured=is_assured(by),
        state=SignUpState.RECEIVED,
        received_at=now,
    )
    await STATEMENTS.add_sign_up.run(
        connection,
        id=made.id,
        person_id=made.person_id,
        language=language,
        assured=made.assured,
        now=now,
        **_told(form),
    )
    if is_approved_at_once(form, by):
        return await _approve(connection, made, by=None, now=now, chance=chance)
    await tell(connection, made, Template.PROVIDER_RECEIVED, now=now, chance=chance)
    return made


async def withdraw_sign_up(connection: Connection, id: SignUpId, *, by: Principal, now: datetime) -> SignUp:
    """Take back a sign-up that waits. Raises ``NotFound``, ``Refused``."""
    sign_up = await hold_sign_up(connection, id)
    require_own(sign_up, by.person_id)
    return await _end(connection, sign_up, SignUpState.WITHDRAWN, now=now)


async def approve_provider(
    connection: Connection, id: SignUpId, *, by: Principal, now: datetime, chance: Chance
) -> SignUp:
    """A handler vouches for who signed up: the provider is there, and the person is its owner.

    Raises ``NotFound``, ``Refused``, ``Conflict``. Acts as the system from here on.
    """
    sign_up = await hold_sign_up(connection, id)
    require_another(sign_up, by.person_id)
    await _require_free(connection, sign_up.form)
    return await _approve(connection, sign_up, by=by, now=now, chance=chance)


async def reject_provider(
    connection: Connection, id: SignUpId, *, reason: str, by: Principal, now: datetime, chance: Chance
) -> SignUp:
    """A handler refuses a sign-up, and says why. Raises ``Invalid``, ``NotFound``, ``Refused``."""
    reason = tidy_text(reason)
    check_reason(reason)
    sign_up = await hold_sign_up(connection, id)
    require_another(sign_up, by.person_id)
    rejected = await _end(connection, sign_up, SignUpState.REJECTED, by=by, reason=reason, now=now)
    await tell(connection, rejected, Template.PROVIDER_REJECTED, reason=reason, now=now, chance=chance)
    return rejected


async def create_provider(connection: Connection, provider: Provider, *, now: datetime) -> None:
    """Bring in a provider that needs nobody's approval: the command line's. Raises ``Invalid``, ``Conflict``."""
    if provider.business_id and await _is_known(connection, provider.business_id):
        raise business_id_taken()
    await publish_records(connection, Catalogue(providers=(provider,)), now=now)
    await STATEMENTS.mark_verified.run(connection, id=provider.id, now=now)


async def update_provider(
    connection: Connection, changes: ProviderChanges, *, provider_id: ProviderId, now: datetime
) -> tuple[Profile, Profile]:
    """What the provider told of itself, and what it tells now. Raises ``NotFound``, ``Invalid``."""
    row = await STATEMENTS.lock_provider.row(connection, id=provider_id)
    if row is None:
        raise provider_unknown()
    before = Profile(name=name_from_row(row), contact=contact_from_row(row))
    after = changed(before, changes)
    check_profile(after)
    await STATEMENTS.change_provider.run(
        connection,
        id=provider_id,
        now=now,
        **_named(after.name),
        phone=after.contact.phone,
        email=after.contact.email,
        www_url=after.contact.www_url,
        name_sort=sort_key(after.name.in_language(Language.FI) or ""),
        search_text=search_text((after.name.fi, after.name.sv, after.name.en)),
    )
    return before, after


async def set_listings_reviewed(
    connection: Connection, *, provider_id: ProviderId, reviewed: bool, now: datetime
) -> None:
    """Whether the city decides on what the provider lists, from here on. Raises ``NotFound``."""
    if await STATEMENTS.set_review.run(connection, id=provider_id, reviewed=reviewed, now=now) != "UPDATE 1":
        raise provider_unknown()


async def _approve(
    connection: Connection, sign_up: SignUp, *, by: Principal | None, now: datetime, chance: Chance
) -> SignUp:
    """The provider, its owner and the end of the sign-up, as the system: nobody is a member of it yet."""
    provider = _provider(sign_up, ProviderId(draw_id(chance)))
    await act_as_system(connection)
    await create_provider(connection, provider, now=now)
    await add_member(connection, provider_id=provider.id, person_id=sign_up.person_id, role=Role.OWNER, now=now)
    approved = replace(sign_up, provider_id=provider.id)
    approved = await _end(connection, approved, SignUpState.APPROVED, by=by, now=now)
    await tell(connection, approved, Template.PROVIDER_APPROVED, now=now, chance=chance)
    return approved


async def _end(
    connection: Connection,
    sign_up: SignUp,
    state: SignUpState,
    *,
    now: datetime,
    by: Principal | None = None,
    reason: str | None = None,
) -> SignUp:
    require_waiting(sign_up, state)
    await STATEMENTS.decide_sign_up.run(
        connection,
        id=sign_up.id,
        state=state,
        now=now,
        decided_by=by and by.person_id,
        reason=reason,
        provider_id=sign_up.provider_id,
    )
    return replace(sign_up, state=state)


async def _require_free(connection: Connection, form: SignUpForm) -> None:
    if form.business_id and await _is_known(connection, form.business_id):
        raise business_id_taken()


async def _is_known(connection: Connection, business_id: str) -> bool:
    known: bool = await STATEMENTS.has_provider.value(connection, business_id=business_id)
    return known


def _provider(sign_up: SignUp, id: ProviderId) -> Provider:
    form = sign_up.form
    return Provider(
        id=id,
        source=Source(system="ahti", type="provider", id=str(id), licence=OWN_LICENCE),
        kind=form.kind,
        name=form.name,
        business_id=form.business_id,
        contact=form.contact,
    )


def _told(form: SignUpForm) -> dict[str, object]:
    return {
        "kind": form.kind,
        **_named(form.name),
        "business_id": form.business_id,
        "email": form.contact.email,
        "phone": form.contact.phone,
        "www_url": form.contact.www_url,
        "description": form.description,
    }


def _named(name: Translated) -> dict[str, str | None]:
    return {"name_fi": name.fi, "name_sv": name.sv, "name_en": name.en}
