"""Knows the cast of the town: a boater, whoever acts for the club in each role, a stranger's clerk, a handler."""

from uuid import UUID

from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY, ApiKeyId, Assurance, ClientId, PersonId, Principal, Role, Scope
from harbors.places.records import ProviderId
from harbors.sql import Connection
from tests import harbor_town as at

COMPANY = ProviderId(at.key("provider", "company"))
# The owner of most of what the walks try to reach.
VICTIM = PersonId(at.key("person", "victim"))


def person(name: str) -> PersonId:
    return PersonId(at.key("person", name))


def _member(name: str, provider_id: ProviderId, role: Role, *, handles_city: bool = False) -> Principal:
    return Principal(
        person_id=person(name),
        assurance=Assurance.SUBSTANTIAL,
        roles={provider_id: role},
        handles_city=handles_city,
    )


CAST: dict[str, Principal] = {
    "nobody": NOBODY,
    "victim": Principal(person_id=VICTIM, assurance=Assurance.SUBSTANTIAL),
    "stranger": Principal(person_id=person("stranger")),
    "viewer": _member("viewer", at.CLUB, Role.VIEWER),
    "clerk": _member("clerk", at.CLUB, Role.CLERK),
    "manager": _member("manager", at.CLUB, Role.MANAGER),
    "owner": _member("owner", at.CLUB, Role.OWNER),
    "stranger's clerk": _member("stranger's clerk", COMPANY, Role.CLERK),
    "stranger's owner": _member("stranger's owner", COMPANY, Role.OWNER),
    "handler": _member("handler", at.CITY, Role.CLERK, handles_city=True),
    # The club's owner through a program that was given leave for nothing.
    "program": Principal(
        person_id=person("owner"),
        assurance=Assurance.SUBSTANTIAL,
        roles={at.CLUB: Role.OWNER},
        client_id=ClientId(UUID(int=1)),
        scopes=frozenset(),
    ),
    # The victim through such a program.
    "victim's program": Principal(person_id=VICTIM, client_id=ClientId(UUID(int=1)), scopes=frozenset()),
    # The club's own server.
    "key": Principal(key_id=ApiKeyId(UUID(int=2)), roles={at.CLUB: Role.CLERK}, scopes=frozenset(Scope)),
}


async def settle(connection: Connection) -> None:
    """Bring the people and what they act for into the town; acts as the system from here on."""
    await act_as_system(connection)
    await connection.execute(
        "INSERT INTO providers SELECT (json_populate_record(p, json_build_object('id', $1::uuid, 'kind', 'COMPANY', "
        "'name_fi', 'Company', 'source_id', 'company'))).* FROM providers AS p WHERE p.id = $2",
        COMPANY,
        at.CLUB,
    )
    for principal in CAST.values():
        if principal.person_id is not None:
            await _settle_one(connection, principal.person_id, principal)


async def _settle_one(connection: Connection, person_id: PersonId, principal: Principal) -> None:
    await connection.execute("INSERT INTO people VALUES ($1, $2) ON CONFLICT DO NOTHING", person_id, at.OPENS)
    for provider_id, role in principal.roles.items():
        await connection.execute(
            "INSERT INTO provider_members (id, provider_id, person_id, role, created_at) VALUES ($1, $2, $3, $4, $5) "
            "ON CONFLICT DO NOTHING",
            at.key("member", provider_id, person_id),
            provider_id,
            person_id,
            role,
            at.OPENS,
        )
