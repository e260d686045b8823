"""Knows which documents are prepared already, so that each is parsed and validated once."""

from collections.abc import Sequence

from graphql import GraphQLError, GraphQLSchema

from schema.aside import Aside
from schema.bounded import Bounded
from schema.errors import LimitExceeded
from schema.persisted import PersistedDocuments
from schema.prepared import PreparedDocument, prepare
from schema.refused import DocumentRefused
from schema.requests import GraphQLRequest, Meter, Uncounted
from schema.variable_limits import check_variables

MOST_DOCUMENTS = 4_000
# In bytes of memory, by estimate: a tree takes a hundred times the room of its text, in many small things that
# Python's collector walks through, and the loop stands still meanwhile.
DOCUMENTS_ROOM = 32_000_000
# A client that is wrong is wrong again; in characters, of texts and messages.
MOST_REFUSED = 200
REFUSED_ROOM = 1_000_000
# In characters: what is longer is prepared beside the event loop. Up to here nothing takes longer than 50 ms.
PREPARED_AT_ONCE = 1_000


class Documents:
    """The documents that are kept, by their exact text, and the last that were refused, with their errors."""

    def __init__(self, schema: GraphQLSchema, meter: Meter | None = None) -> None:
        self._schema = schema
        self._meter = meter or Uncounted()
        self._kept: Bounded[str, PreparedDocument] = Bounded(most=MOST_DOCUMENTS, room=DOCUMENTS_ROOM)
        self._refused: Bounded[str, Sequence[GraphQLError]] = Bounded(most=MOST_REFUSED, room=REFUSED_ROOM)
        self._persisted = PersistedDocuments()
        self._aside: Aside[PreparedDocument | DocumentRefused] = Aside("documents")

    async def prepare(self, request: GraphQLRequest) -> PreparedDocument:
        """The document that a request sends, or names by its hash; raises ``DocumentRefused``.

        Whatever is too large in a request is refused here, before anybody works for it: its variables too.
        """
        try:
            check_variables(request.variables)
            return await self._named(request)
        except (DocumentRefused, LimitExceeded) as error:
            refused = DocumentRefused.because(error) if isinstance(error, LimitExceeded) else error
            self._meter.refused(refused.code)
            raise refused from None

    async def _named(self, request: GraphQLRequest) -> PreparedDocument:
        if request.document_hash is None:
            return await self._document(request.query)
        if not request.query:
            return await self._document(self._persisted.text_of(request.document_hash))
        document = await self._document(request.query)
        self._persisted.keep(document, request.document_hash)
        return document

    async def _document(self, text: str) -> PreparedDocument:
        kept = self._kept.get(text)
        self._meter.looked_up("documents", hit=kept is not None)
        if kept is not None:
            return kept
        if errors := self._refused.get(text):
            raise DocumentRefused(errors)
        return await self._read(text)

    async def _read(self, text: str) -> PreparedDocument:
        outcome = await self._outcome(text)
        if isinstance(outcome, DocumentRefused):
            self._refused.keep(text, outcome.errors, size=len(text) + outcome.size)
            raise DocumentRefused(outcome.errors)
        self._kept.keep(text, outcome, size=outcome.weight)
        return outcome

    async def _outcome(self, text: str) -> PreparedDocument | DocumentRefused:
        if len(text) <= PREPARED_AT_ONCE:
            return self._prepare(text)
        return await self._aside.once(text, lambda: self._prepare(text))

    def _prepare(self, text: str) -> PreparedDocument | DocumentRefused:
        try:
            return prepare(self._schema, text)
        except DocumentRefused as refused:
            return refused.with_traceback(None)
