"""Knows who is measured: the program that serves, its name on the page, and the words in which it is asked."""

from dataclasses import dataclass

from benchmarks.reads.documents import AHTIS, Words
from benchmarks.reads.peers import postgraphile_words


@dataclass(frozen=True, slots=True)
class Contender:
    """One server. A ``hot`` one is asked everything once before it is timed, a ``slow`` one in every other round."""

    program: str
    title: str
    hot: bool = False
    slow: bool = False
    words: Words = AHTIS


COMPILED = Contender("ahti_compiled", "Ahti, uncached")
CACHED = Contender("ahti_cached", "Ahti, hot result cache", hot=True)
HAND_WRITTEN = Contender("hand_written", "hand-written SQL, bare ASGI")
OWN_RESOLVERS = Contender("own_resolvers", "Ahti's schema, own resolvers", slow=True)
KEPT_DOCUMENTS = Contender("kept_documents", "own resolvers, documents kept", slow=True)
STRAWBERRY = Contender("strawberry_peer", "strawberry, dataloaders", slow=True)
STRAWBERRY_KEPT = Contender("strawberry_kept", "strawberry, documents kept", slow=True)
ARIADNE = Contender("ariadne_peer", "ariadne, dataloaders", slow=True)
ARIADNE_KEPT = Contender("ariadne_kept", "ariadne, documents kept", slow=True)
POSTGRAPHILE = Contender("postgraphile_peer", "PostGraphile 5, Node", words=postgraphile_words)

# The first one's answers are those that all others must give.
ALL = (
    COMPILED,
    HAND_WRITTEN,
    CACHED,
    POSTGRAPHILE,
    KEPT_DOCUMENTS,
    OWN_RESOLVERS,
    STRAWBERRY,
    STRAWBERRY_KEPT,
    ARIADNE,
    ARIADNE_KEPT,
)
