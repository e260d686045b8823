"""Knows the documents that are asked for by their hash, by those who sent them once: automatic persisted queries.

The message and the code are those that Apollo's clients look for: they send the text then.
"""

from schema.bounded import Bounded
from schema.errors import ApiError, BadInput, ErrorCode
from schema.prepared import PreparedDocument
from schema.refused import DocumentRefused

MOST_PERSISTED = 10_000
# In characters.
PERSISTED_ROOM = 8_000_000


class PersistedDocuments:
    """Texts by their hash. Only what is valid comes here, and only under its own hash."""

    def __init__(self) -> None:
        self._texts: Bounded[str, str] = Bounded(most=MOST_PERSISTED, room=PERSISTED_ROOM)

    def text_of(self, document_hash: str) -> str:
        """The text that was sent with this hash; raises ``DocumentRefused`` when none is kept."""
        text = self._texts.get(document_hash.lower())
        if text is None:
            raise DocumentRefused.because(ApiError(ErrorCode.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound"))
        return text

    def keep(self, document: PreparedDocument, document_hash: str) -> None:
        """Keep a document for those who will only send its hash; raises ``DocumentRefused`` for another's hash."""
        if document.hash != document_hash.lower():
            raise DocumentRefused.because(BadInput("The hash is not the SHA-256 of the document."))
        self._texts.keep(document.hash, document.text, size=len(document.text))
