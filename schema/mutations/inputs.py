"""Knows what the inputs of mutations have in common: names of an intent and of a right, members of enums, and texts."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

import graphene

from harbors.text import Translated

Input = Mapping[str, Any]
Member = TypeVar("Member", bound=StrEnum)


def idempotency_key() -> Any:
    """The field that names an intent."""
    return graphene.String(
        description="Names this intent: a fresh UUID, kept secret and sent again when a request is repeated. The same "
        "key with the same input gets the first answer (a refusal, too) and has no second effect; with another input "
        "it is an error: a corrected form takes a new key. Without a key a repeated request is a new one.",
    )


def edit_token() -> Any:
    """The field by which whoever has no account shows that the application is theirs."""
    return graphene.String(
        description="The capability that was shown when the application was submitted; whoever is signed in needs none "
        "for their own."
    )


class TextInput(graphene.InputObjectType):
    """One text in up to three languages; what is left out stays as it is."""

    fi = graphene.String(description="In Finnish.")
    sv = graphene.String(description="In Swedish.")
    en = graphene.String(description="In English.")


def member(values: type[Member], told: Any) -> Member:
    """The member of an enum of the trade, whether a client wrote it in the document or sent it beside that."""
    return values(getattr(told, "value", told))


def read_text(given: Input | None) -> Translated:
    """A text in up to three languages."""
    return Translated(**{language: (given or {}).get(language) for language in ("fi", "sv", "en")})
