"""Knows what the extensions of a request may ask: a document by its hash, and to be told what the request costs."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from ahti.web.refusals import Refusal

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


def document_hash(extensions: Mapping[str, Any], query: str) -> str | None:
    """The hash in ``persistedQuery``, as Apollo's clients send it; raises ``Refusal`` where it is none of ``query``.

    An empty query is one that is known by its hash alone.
    """
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    if not isinstance(persisted, dict):
        raise Refusal(400, "The extension persistedQuery has to be an object.")
    if persisted.get("version") is True or persisted.get("version") != 1:
        raise Refusal(400, "The extension persistedQuery is known in version 1 only.")
    given = persisted.get("sha256Hash")
    if not isinstance(given, str) or not _SHA256.match(given.lower()):
        raise Refusal(400, "The extension persistedQuery needs a sha256Hash of 64 hexadecimal digits.")
    if query and sha256(query.encode()).hexdigest() != given.lower():
        raise Refusal(400, "The sha256Hash is not the SHA-256 of the query.")
    return given.lower()


def wants_cost(extensions: Mapping[str, Any]) -> bool:
    """Whether the answer shall tell what the request costs; raises ``Refusal``."""
    cost = extensions.get("cost")
    if cost is not None and not isinstance(cost, bool):
        raise Refusal(400, "The extension cost has to be true or false.")
    return bool(cost)
