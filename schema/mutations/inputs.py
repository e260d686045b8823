"""Knows what the inputs of mutations have in common: the key that names an intent, and texts in three languages."""

from collections.abc import Mapping
from typing import Any

import graphene

from harbors.text import Translated

Input = Mapping[str, Any]


def idempotency_key() -> Any:
    """The field that names an intent."""
    return graphene.String(
        description="Names this intent: a fresh UUID, kept secret and sent again when a request is repeated. The same "
        "key with the same input gets the first answer (a refusal, too) and has no second effect; with another input "
        "it is an error: a corrected form takes a new key. Without a key a repeated request is a new one.",
    )


class TextInput(graphene.InputObjectType):
    """One text in up to three languages; what is left out stays as it is."""

    fi = graphene.String(description="In Finnish.")
    sv = graphene.String(description="In Swedish.")
    en = graphene.String(description="In English.")


def read_text(given: Input | None) -> Translated:
    """A text in up to three languages."""
    return Translated(**{language: (given or {}).get(language) for language in ("fi", "sv", "en")})
