"""Knows what a sign-up must be, who is approved at once, and who may decide on the others."""

import re
from collections.abc import Iterator
from dataclasses import replace

from harbors.access.records import Assurance, PersonId, Principal
from harbors.customers.business_id import is_business_id, tidy_business_id
from harbors.errors import Invalid, Problem
from harbors.forms import EMAIL, PHONE, TextField, tidy_optional
from harbors.places.kinds import ProviderKind
from harbors.places.records import Contact
from harbors.providers.records import (
    SIGN_UP_TRANSITIONS,
    Profile,
    ProviderChanges,
    SignUp,
    SignUpForm,
    SignUpState,
)
from harbors.providers.refusals import own_sign_up, provider_fault, sign_up_decided, sign_up_unknown
from harbors.text import Translated

NAME = TextField(longest=200)
DESCRIPTION = TextField(longest=2_000)
REASON = TextField(longest=2_000, required=True)
WWW_URL = TextField(longest=500, shape=re.compile(r"https?://[^\s/?#]+\S*"), fault="URL_SHAPE", words=provider_fault)
_MAIL = replace(EMAIL, required=False)


def tidy_form(form: SignUpForm) -> SignUpForm:
    """The form without stray spaces, the business id as it is spelled."""
    business_id = tidy_optional(form.business_id)
    return replace(
        form,
        name=tidy_name(form.name),
        contact=tidy_contact(form.contact),
        business_id=business_id and tidy_business_id(business_id),
        description=tidy_optional(form.description),
    )


def tidy_name(name: Translated) -> Translated:
    """The name without stray spaces; a language without content is absent."""
    return Translated(fi=tidy_optional(name.fi), sv=tidy_optional(name.sv), en=tidy_optional(name.en))


def tidy_contact(contact: Contact) -> Contact:
    """The contact without stray spaces; what is empty is absent."""
    return Contact(
        phone=tidy_optional(contact.phone), email=tidy_optional(contact.email), www_url=tidy_optional(contact.www_url)
    )


def check_form(form: SignUpForm) -> None:
    """Raise ``Invalid`` with all that is wrong with a tidy form."""
    if problems := list(_problems(form)):
        raise Invalid(*problems)


def check_told_by_operator(form: SignUpForm) -> None:
    """Raise ``Invalid`` with all that is wrong with what the operator tells, who may bring in a city."""
    problems = [
        *name_problems(form.name, field="name"),
        *_business_id_problems(form),
        *_contact_problems(form.contact, required=False),
    ]
    if problems:
        raise Invalid(*problems)


def check_reason(reason: str) -> None:
    """Raise ``Invalid`` unless there is a reason that can be kept."""
    if problems := list(REASON.problems(reason, field="reason")):
        raise Invalid(*problems)


def check_profile(profile: Profile) -> None:
    """Raise ``Invalid`` with all that is wrong with what a provider tells of itself, tidied."""
    problems = [*name_problems(profile.name, field="name"), *_contact_problems(profile.contact, required=False)]
    if problems:
        raise Invalid(*problems)


def changed(before: Profile, changes: ProviderChanges) -> Profile:
    """What the provider tells of itself after the changes, tidied."""
    contact = before.contact
    told = {name: getattr(changes, name) for name in ("phone", "email", "www_url")}
    kept = {name: text for name, text in told.items() if text is not None}
    name = before.name if changes.name is None else tidy_name(changes.name)
    return Profile(name=name, contact=tidy_contact(replace(contact, **kept)))


def is_approved_at_once(form: SignUpForm, principal: Principal) -> bool:
    """Whether nobody has to decide: a strong identification vouches for a private person."""
    return form.kind is ProviderKind.PRIVATE_PERSON and is_assured(principal)


def is_assured(principal: Principal) -> bool:
    """Whether the person is strongly identified."""
    return principal.assurance.reaches(Assurance.SUBSTANTIAL)


def require_waiting(sign_up: SignUp, after: SignUpState) -> None:
    """Raise ``Refused`` unless the sign-up can come to stand there."""
    if after not in SIGN_UP_TRANSITIONS[sign_up.state]:
        raise sign_up_decided()


def require_own(sign_up: SignUp, person_id: PersonId | None) -> None:
    """Raise ``NotFound`` unless it is the person's own: a handler who sees it cannot take it back."""
    if sign_up.person_id != person_id:
        raise sign_up_unknown()


def require_another(sign_up: SignUp, person_id: PersonId | None) -> None:
    """Raise ``Refused`` for who would decide on what is their own."""
    if sign_up.person_id == person_id:
        raise own_sign_up()


def name_problems(name: Translated, *, field: str) -> Iterator[Problem]:
    """What is wrong with a tidy name in up to three languages."""
    if name == Translated():
        yield provider_fault("NAME_REQUIRED", field=field)
    for language in ("fi", "sv", "en"):
        yield from NAME.problems(getattr(name, language), field=f"{field}.{language}")


def _problems(form: SignUpForm) -> Iterator[Problem]:
    if form.kind is ProviderKind.CITY:
        yield provider_fault("KIND_NOT_OPEN", field="kind")
    yield from name_problems(form.name, field="name")
    yield from _business_id_problems(form)
    yield from _contact_problems(form.contact, required=True)
    yield from DESCRIPTION.problems(form.description and form.description.replace("\n", " "), field="description")


def _business_id_problems(form: SignUpForm) -> Iterator[Problem]:
    if form.business_id is None:
        if form.kind is ProviderKind.COMPANY:
            yield provider_fault("BUSINESS_ID_REQUIRED", field="businessId")
    elif form.kind is ProviderKind.PRIVATE_PERSON:
        yield provider_fault("BUSINESS_ID_OF_A_PERSON", field="businessId")
    elif not is_business_id(form.business_id):
        yield provider_fault("BUSINESS_ID_WRONG", field="businessId")


def _contact_problems(contact: Contact, *, required: bool) -> Iterator[Problem]:
    yield from (EMAIL if required else _MAIL).problems(contact.email, field="email")
    yield from PHONE.problems(contact.phone, field="phone")
    yield from WWW_URL.problems(contact.www_url, field="wwwUrl")
