"""Knows programs of others as their owners, the people who allow them, and the city see them; and keys of providers."""

import graphene

from harbors.access import records as access
from harbors.access.records import Role as RoleOf
from harbors.programs import records
from schema.catalogue.common import Node
from schema.enums import described
from schema.lists import some
from schema.permissions import CITY, KNOWN, SIGNED_IN, guarded, in_role
from schema.reads.declare import KEY, Expression, Listing, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ListField, ReadField, by_id, computed, to_many, to_one
from schema.reads.resources import Resource
from schema.roles import Role

Scope = described(
    access.Scope,
    "How far a program may go; OAuth writes it `profile:read` where the API writes PROFILE_READ.",
    PROFILE_READ="Read what is known of the person, their boats and their messages.",
    PROFILE_WRITE="Change that.",
    APPLICATIONS_READ="Read the person's applications.",
    APPLICATIONS_WRITE="Apply for the person, change and withdraw applications.",
    LISTINGS_READ="Read what a provider proposes to list.",
    LISTINGS_WRITE="List, change and retire resources of a provider.",
    PROVIDER_READ="Read who acts for a provider.",
    PROVIDER_WRITE="Change what a provider tells of itself, and who acts for it.",
    PROGRAMS_WRITE="Look after programs, what they were allowed, and keys.",
    CITY="Act as a handler of the city.",
)
ClientState = described(
    records.ClientState,
    "Where a program stands.",
    ACTIVE="It may act for people, each with that person's grant.",
    SUSPENDED="The city keeps it from acting, for a reason.",
    RETIRED="It is out of use, for good.",
)
SEES_CLIENTS = KNOWN.within(access.Scope.PROGRAMS_WRITE)
SEES_GRANTS = SIGNED_IN.within(access.Scope.PROGRAMS_WRITE)
SEES_KEYS = in_role(RoleOf.MANAGER, scope=access.Scope.PROGRAMS_WRITE)

_NEWEST = (SortKey("{row}.created_at", "timestamptz", descending=True), KEY)
_NEWEST_GRANT = (SortKey("{row}.given_at", "timestamptz", descending=True), KEY)


def _scopes(description: str) -> ReadField:
    return ReadField(
        some(Scope),
        Resolved(("scopes",)),
        required=True,
        resolver=lambda row, _info: row.values["scopes"],
        description=description,
    )


class UsageDay(graphene.ObjectType):
    """How much a program, or a server with a key, asked on one day."""

    day = graphene.String(required=True, description="The day (UTC), as 2027-02-14.")
    requests = graphene.Int(required=True, description="How many requests.")
    cost = graphene.Float(required=True, description="What their answers cost together, in plain values.")


_LATEST = """
    FROM (SELECT used.day::text AS day, used.requests, used.cost FROM program_usage used
          WHERE used.{column} = {{row}}.id ORDER BY used.day DESC LIMIT 31) AS item
"""


def _usage(column: str) -> ReadField:
    return computed(
        some(UsageDay),
        Listing(_LATEST.format(column=column), columns=("day", "requests", "cost"), order="item.day DESC"),
        required=True,
        description="How much it asked on each of the last 31 days on which it did, for whose it is; counted coarsely.",
    )


class Client(Resource):
    """A program of somebody else, which may act for people by OAuth."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "clients",
            visible="(acting_as_city() OR {row}.person_id = acting_person() "
            "OR {row}.provider_id = ANY(acting_for('MANAGER')) OR EXISTS (SELECT FROM grants own "
            "WHERE own.client_id = {row}.id AND own.person_id = acting_person()))",
            order=_NEWEST,
            access=SEES_CLIENTS,
        )

    client_id = computed(
        graphene.String,
        Expression("{row}.id::text"),
        required=True,
        description="What the program calls itself at the authorization server (`client_id`).",
    )
    name = graphene.String(required=True, description="The name under which people know it.")
    homepage = graphene.String(required=True, description="The address of its home; nobody here has looked at it.")
    privacy_policy = graphene.String(required=True, description="The address of what it tells of its use of data.")
    redirect_uris = computed(
        some(graphene.String),
        Expression("{row}.redirect_uris"),
        required=True,
        description="Where people are sent back to, and nowhere else.",
    )
    scopes = _scopes("How far it may ever ask to go.")
    confidential = graphene.Boolean(
        required=True, description="Whether it runs on a server that keeps a secret, rather than on people's devices."
    )
    test_mode = graphene.Boolean(
        required=True, description="Whether it is on trial: then it acts only for those whose program it is."
    )
    state = ClientState(required=True, description="Where it stands.")
    suspended_reason = graphene.String(description="Why the city suspended it; null where it is not.")
    provider = to_one("Provider", "provider_id", description="Whose it is; null where it is a person's.")
    usage = _usage("client_id")
    created_at = graphene.DateTime(required=True, description="When it was registered.")
    modified_at = graphene.DateTime(required=True, description="When it was last changed.")


class Grant(Resource):
    """What a person allowed a program."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "grants",
            visible="{row}.person_id = acting_person()",
            order=_NEWEST_GRANT,
            access=SEES_GRANTS,
        )

    client = to_one("Client", "client_id", required=True, description="The program.")
    scopes = _scopes("What it may do.")
    given_at = graphene.DateTime(required=True, description="When it was allowed, the last time.")
    last_used_on = graphene.Date(description="The last day on which the program acted; null where it never did.")
    revoked_at = graphene.DateTime(description="When it was taken back; null while it holds.")


class ApiKey(Resource):
    """A key with which a provider's server acts; its words were shown once."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "api_keys",
            visible="{row}.provider_id = ANY(acting_for('MANAGER'))",
            order=_NEWEST,
            access=SEES_KEYS,
        )

    provider = to_one("Provider", "provider_id", description="For whom it acts.")
    name = graphene.String(required=True, description="What its maker calls it.")
    role = Role(required=True, description="What it may do for the provider.")
    scopes = _scopes("How far it may go.")
    test_mode = graphene.Boolean(required=True, description="Whether what it does is marked as a trial.")
    created_at = graphene.DateTime(required=True, description="When it was made.")
    expires_at = graphene.DateTime(required=True, description="When it is over, or was.")
    revoked_at = graphene.DateTime(description="When it was revoked; null where it was not.")
    last_used_on = graphene.Date(description="The last day on which it was used; null where it never was.")
    usage = _usage("key_id")
    replaces = to_one("ApiKey", "replaces_id", description="The key from which it took over.")


def grants_of_person() -> ListField:
    """What the one who asks allowed."""
    text = "What the one who is signed in allowed programs, the newest first; what was taken back, too."
    return guarded(to_many(ToMany("Grant", order=_NEWEST_GRANT), description=text), SEES_GRANTS)


def clients_of_person() -> ListField:
    """The programs of the one who asks."""
    way = ToMany("Client", "{row}.person_id = acting_person()", order=_NEWEST)
    text = "The programs that the one who is signed in registered as their own, the newest first."
    return guarded(to_many(way, description=text), SEES_GRANTS)


def clients_of_provider() -> ListField:
    """The programs of a provider, for those who manage it."""
    way = ToMany("Client", "{row}.provider_id = {parent}", order=_NEWEST)
    return guarded(to_many(way, description="Its programs, the newest first; for those who manage it."), SEES_KEYS)


def keys_of_provider() -> ListField:
    """The keys of a provider, for those who manage it."""
    way = ToMany("ApiKey", "{row}.provider_id = {parent}", order=_NEWEST)
    text = "The keys of its servers, the newest first; for those who manage it."
    return guarded(to_many(way, description=text), SEES_KEYS)


class ProgramQuery:
    """The roots of programs."""

    clients = guarded(
        to_many(
            ToMany("Client", order=_NEWEST),
            description="The programs of all, the newest first; for those who handle for the city.",
        ),
        CITY,
    )
    client = guarded(
        by_id("Client", description="A program, of one's own, or that one allowed something."), SEES_CLIENTS
    )
