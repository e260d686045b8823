"""Knows what the service makes of the one who asks."""

from typing import Any

import graphene

from harbors.access import records
from schema.drafts import drafts_of_person
from schema.enums import described
from schema.languages import Language
from schema.offers import offers_of_me
from schema.orders import orders_of_me
from schema.programs import clients_of_person, grants_of_person
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type
from schema.storage_notices import notices_of_me

Assurance = described(
    records.Assurance,
    "How well the sign-in identified the one who asks.",
    NONE="Not at all.",
    LOW="By a password or the like.",
    SUBSTANTIAL="Strongly: by a bank, a mobile certificate or the like.",
    HIGH="As strongly as can be: by an identity card.",
)


async def _person(_me: None, info: Any) -> Row | None:
    person_id = info.context.principal.person_id
    return None if person_id is None else await load_row(info.context, read_type("Person"), person_id)


class Me(graphene.ObjectType):
    """The one who asks, as the service sees them."""

    is_authenticated = graphene.Boolean(required=True, description="Whether the request came with a valid sign-in.")
    language = Language(required=True, description="The language in which this request is answered.")
    assurance = Assurance(required=True, description="How well the sign-in identified the one who asks.")
    person = graphene.Field(
        lambda: graphql_type("Person"),
        resolver=_person,
        description="What is known of the one who is signed in; null for nobody, and for a server with a key.",
    )
    storage_notices = notices_of_me()
    grants = grants_of_person()
    clients = clients_of_person()
    drafts = drafts_of_person()
    offers = offers_of_me()
    orders = orders_of_me()


def _me(_root: None, info: Any) -> dict[str, Any]:
    principal = info.context.principal
    return {
        "is_authenticated": principal.is_known,
        "language": info.context.language,
        "assurance": principal.assurance,
    }


class MeQuery:
    """The root of the one who asks."""

    me = graphene.Field(Me, required=True, resolver=_me, description="The one who asks, as the service sees them.")
