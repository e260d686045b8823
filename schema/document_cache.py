"""Knows which documents are prepared already, so that each is parsed and validated once."""

from graphql import GraphQLSchema

from schema.bounded import Bounded
from schema.prepared import PreparedDocument, prepare
from schema.requests import GraphQLRequest, Meter, Uncounted

MOST_DOCUMENTS = 4_000
# In characters of text.
DOCUMENTS_ROOM = 16_000_000


class Documents:
    """The documents that are kept, by their exact text. Refused ones are not."""

    def __init__(self, schema: GraphQLSchema, meter: Meter | None = None) -> None:
        self._schema = schema
        self._meter = meter or Uncounted()
        self._kept: Bounded[str, PreparedDocument] = Bounded(most=MOST_DOCUMENTS, room=DOCUMENTS_ROOM)

    async def prepare(self, request: GraphQLRequest) -> PreparedDocument:
        """The document of a request; raises ``DocumentRefused``."""
        kept = self._kept.get(request.query)
        self._meter.looked_up("documents", hit=kept is not None)
        return kept or self._prepare(request.query)

    def _prepare(self, text: str) -> PreparedDocument:
        prepared = prepare(self._schema, text)
        self._kept.keep(text, prepared, size=len(text))
        return prepared
