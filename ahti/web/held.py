"""Knows which answers a client says that it holds already (If-None-Match, RFC 9110, 13.1.2)."""

import re

from starlette.types import Scope

from ahti.web.answers import may_be_shared
from ahti.web.facts import header

_ENTITY_TAG = re.compile(r'(?:W/)?"([!#-~]+)"')
# A key is 64 characters at most, and a client holds a few versions of an answer; longer lists are not read.
_LONGEST = 2_000


def held_by(scope: Scope) -> frozenset[str]:
    """The keys of these answers; none where an answer is not shared. ``*`` is any answer, and none of ours."""
    tags = header(scope, b"if-none-match")
    if not tags or len(tags) > _LONGEST or not may_be_shared(scope):
        return frozenset()
    return frozenset(_ENTITY_TAG.findall(tags))
