"""``ahti provider ...``: the operator brings in a city, or any provider, and whoever acts for it first."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.commandline.acts import add_act, as_json, in_words
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.provider_files import read_provider_file
from ahti.refusal import OperatorError
from ahti.running import migrated_database
from ahti.settings import Settings
from harbors.access.commands import act_as_system, person_of
from harbors.access.records import Assurance, Identity, Role
from harbors.audit.commands import write
from harbors.audit.records import SYSTEM, Entry
from harbors.chance import draw_id
from harbors.errors import HarborError
from harbors.members.commands import add_member, change_role, remove_member
from harbors.members.reads import roles_at
from harbors.places.kinds import ProviderKind
from harbors.places.records import Contact, Provider, ProviderId, Source
from harbors.providers.commands import OWN_LICENCE, create_provider
from harbors.providers.reads import all_providers
from harbors.providers.records import SignUpForm
from harbors.providers.rules import check_told_by_operator, tidy_form
from harbors.sql import Connection
from harbors.text import Language, Translated


class ProviderRefused(OperatorError):
    """What the operator asked for cannot be; the message names the fields."""


def register(subparsers: Any) -> list[ArgumentParser]:
    """Adds the parsers and gives those of the acts: each takes settings."""
    parser = subparsers.add_parser(
        "provider",
        help="set up providers and who acts for them",
        description="Brings in providers that need nobody's approval, a city above all, and the first people who act "
        "for them. What an act came to is JSON on standard output.",
    )
    acts = parser.add_subparsers(metavar="ACT", required=True)
    create = add_act(acts, "create", _create, "bring in a provider, from a file or from options", run=run)
    create.add_argument("file", metavar="FILE", nargs="?", help="its description as JSON; options win")
    create.add_argument("--kind", choices=[*ProviderKind], help="what it is")
    for option, text in _TEXTS.items():
        create.add_argument(option, metavar="TEXT", help=text)
    listed = add_act(acts, "list", _list, "all providers, by name", run=run)
    member = acts.add_parser("member", help="look after who acts for a provider")
    return [create, listed, *_register_members(member.add_subparsers(metavar="ACT", required=True))]


def _register_members(acts: Any) -> list[ArgumentParser]:
    add = add_act(acts, "add", _add_member, "have somebody act for a provider, or in another role", run=run)
    remove = add_act(acts, "remove", _remove_member, "end that somebody acts for a provider", run=run)
    listed = add_act(acts, "list", _list_members, "who acts for a provider", run=run)
    for act in (add, remove, listed):
        act.add_argument("provider", metavar="PROVIDER", help="the id that `ahti provider list` shows")
    for act in (add, remove):
        act.add_argument("--issuer", required=True, metavar="URL", help="the issuer of the person's tokens")
        act.add_argument("--subject", required=True, metavar="SUB", help="who the person is to that issuer")
    add.add_argument("--role", required=True, choices=[*Role], help="the role")
    return [add, remove, listed]


def run(arguments: Namespace, settings: Settings) -> int:
    with migrated_database(settings) as url:
        answer = asyncio.run(_run(url, arguments))
    sys.stdout.write(as_json(answer))
    return 0


async def _run(url: str, arguments: Namespace) -> Any:
    try:
        async with Database.open(url, size=1, refusals=REFUSALS) as database, database.unit_of_work() as connection:
            await act_as_system(connection)
            return await arguments.act(connection, arguments)
    except HarborError as error:
        raise ProviderRefused(in_words(error)) from None


async def _create(connection: Connection, arguments: Namespace) -> Any:
    provider = _provider(_form(arguments))
    await create_provider(connection, provider, now=SystemClock().now())
    await _witness(connection, "createProvider", provider.id, after={"kind": provider.kind.value})
    return _brief(provider.id, provider.kind, provider.name)


async def _list(connection: Connection, _arguments: Namespace) -> Any:
    return [_brief(id, kind, name) for id, kind, name in await all_providers(connection)]


async def _add_member(connection: Connection, arguments: Namespace) -> Any:
    provider_id, role, now = await _known(connection, arguments), Role(arguments.role), SystemClock().now()
    person = await person_of(connection, _identity(arguments), assurance=Assurance.NONE, now=now, chance=SystemChance())
    assert person.person_id is not None
    if person.person_id in await roles_at(connection, provider_id):
        await change_role(connection, provider_id=provider_id, person_id=person.person_id, role=role, acting=None)
    else:
        await add_member(connection, provider_id=provider_id, person_id=person.person_id, role=role, now=now)
    after = {"role": role.value}
    await _witness(connection, "addMember", provider_id, person_id=person.person_id, after=after)
    return await _members(connection, provider_id)


async def _remove_member(connection: Connection, arguments: Namespace) -> Any:
    provider_id, now = await _known(connection, arguments), SystemClock().now()
    person = await person_of(connection, _identity(arguments), assurance=Assurance.NONE, now=now, chance=SystemChance())
    assert person.person_id is not None
    await remove_member(connection, provider_id=provider_id, person_id=person.person_id, acting=None, by=None)
    await _witness(connection, "removeMember", provider_id, person_id=person.person_id)
    return await _members(connection, provider_id)


async def _list_members(connection: Connection, arguments: Namespace) -> Any:
    return await _members(connection, await _known(connection, arguments))


async def _members(connection: Connection, provider_id: ProviderId) -> list[dict[str, str]]:
    roles = await roles_at(connection, provider_id)
    return [{"person": str(id), "role": role.value} for id, role in roles.items()]


async def _known(connection: Connection, arguments: Namespace) -> ProviderId:
    known = {str(id): id for id, _, _ in await all_providers(connection)}
    if arguments.provider not in known:
        raise ProviderRefused(f"PROVIDER: there is no provider {arguments.provider}: see `ahti provider list`")
    return known[arguments.provider]


async def _witness(
    connection: Connection,
    operation: str,
    provider_id: ProviderId,
    *,
    person_id: UUID | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    entry = Entry(
        at=SystemClock().now(),
        actor=SYSTEM,
        operation=operation,
        subject_type="Provider",
        subject_id=provider_id,
        provider_id=provider_id,
        person_id=person_id,
        after=after,
    )
    await write(connection, entry, chance=SystemChance())


_TEXTS = {
    "--name": "the name in Finnish",
    "--name-sv": "the name in Swedish",
    "--name-en": "the name in English",
    "--business-id": "the business id, as 0201256-6",
    "--email": "a mail address that everybody may see",
    "--phone": "a telephone number that everybody may see",
    "--www-url": "a page on the web",
}


def _form(arguments: Namespace) -> SignUpForm:
    """What the file says, and the options in its stead. Raises ``ProviderRefused``."""
    told = read_provider_file(arguments.file) if arguments.file else {}
    names = {"fi": arguments.name, "sv": arguments.name_sv, "en": arguments.name_en}
    options = {name: getattr(arguments, name) for name in ("kind", "business_id", "email", "phone", "www_url")}
    told |= {name: text for name, text in options.items() if text is not None}
    if told.get("kind") is None:
        raise ProviderRefused(f"--kind: say which of {', '.join(ProviderKind)} it is")
    name = told.get("name", {}) | {language: text for language, text in names.items() if text is not None}
    form = tidy_form(
        SignUpForm(
            kind=ProviderKind(told["kind"]),
            name=Translated(**name),
            business_id=told.get("business_id"),
            contact=Contact(**{part: told.get(part) for part in ("phone", "email", "www_url")}),
        )
    )
    check_told_by_operator(form)
    return form


def _provider(form: SignUpForm) -> Provider:
    id = ProviderId(draw_id(SystemChance()))
    return Provider(
        id=id,
        source=Source(system="ahti", type="provider", id=str(id), licence=OWN_LICENCE),
        kind=form.kind,
        name=form.name,
        business_id=form.business_id,
        contact=form.contact,
    )


def _identity(arguments: Namespace) -> Identity:
    return Identity(arguments.issuer, arguments.subject)


def _brief(id: ProviderId, kind: ProviderKind, name: Translated) -> dict[str, Any]:
    return {"id": str(id), "kind": kind.value, "name": name.in_language(Language.FI)}
