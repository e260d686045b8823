"""Knows what the service makes of the one who asks."""

from typing import Any

import graphene

from harbors import text
from schema.enums import described

Language = described(
    text.Language,
    "The languages of the service.",
    FI="Finnish.",
    SV="Swedish.",
    EN="English.",
)


class Me(graphene.ObjectType):
    """The one who asks, as the service sees them."""

    is_authenticated = graphene.Boolean(required=True, description="Whether the request came with a valid sign-in.")
    language = Language(required=True, description="The language in which this request is answered.")


def _me(_root: None, info: Any) -> dict[str, Any]:
    return {"is_authenticated": info.context.principal.is_known, "language": info.context.language}


class MeQuery:
    """The root of the one who asks."""

    me = graphene.Field(Me, required=True, resolver=_me, description="The one who asks, as the service sees them.")
