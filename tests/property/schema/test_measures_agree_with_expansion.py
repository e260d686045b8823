"""What is measured of a document without spreading its fragments, against documents that are spread out in full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphql import parse
from hypothesis import given
from hypothesis import strategies as st

from schema.document_limits import Written, written
from schema.nesting import Reach, reach

FRAGMENTS = 4


@dataclass(frozen=True, slots=True)
class Field:
    """A field, under an alias or not, with what it asks inside."""

    aliased: bool
    directives: int
    inside: "Sequence[Selection]"


@dataclass(frozen=True, slots=True)
class Inline:
    """A fragment that is written where it is spread."""

    directives: int
    inside: "Sequence[Selection]"


@dataclass(frozen=True, slots=True)
class Spread:
    """A fragment by its number."""

    fragment: int
    directives: int


Selection = Field | Inline | Spread
DIRECTIVES = st.integers(0, 3)


def selections(fragments: Sequence[int], *, levels: int = 3) -> st.SearchStrategy[Sequence[Selection]]:
    """A selection set that spreads some of these fragments."""
    if levels == 0:
        return st.lists(st.builds(Field, st.booleans(), DIRECTIVES, st.just(())), min_size=1, max_size=3)
    inner = st.deferred(lambda: selections(fragments, levels=levels - 1))
    nothing: st.SearchStrategy[Sequence[Selection]] = st.just(())
    kinds: list[st.SearchStrategy[Selection]] = [
        st.builds(Field, st.booleans(), DIRECTIVES, st.one_of(nothing, inner)),
        st.builds(Inline, DIRECTIVES, inner),
    ]
    if fragments:
        kinds.append(st.builds(Spread, st.sampled_from(fragments), DIRECTIVES))
    return st.lists(st.one_of(kinds), min_size=1, max_size=3)


@dataclass(frozen=True, slots=True)
class Document:
    """Operations, and fragments each of which spreads only later ones."""

    operations: Sequence[Sequence[Selection]]
    fragments: Sequence[Sequence[Selection]]

    def text(self) -> str:
        operations = [f"query Q{n} {_text(one)}" for n, one in enumerate(self.operations)]
        fragments = [f"fragment F{n} on T {_text(one)}" for n, one in enumerate(self.fragments)]
        return "\n".join(fragments[1:] + operations + fragments[:1])


DOCUMENTS = st.builds(
    Document,
    st.lists(selections(range(FRAGMENTS)), min_size=1, max_size=3),
    st.tuples(*(selections(range(number + 1, FRAGMENTS)) for number in range(FRAGMENTS))),
)


def _text(several: Sequence[Selection]) -> str:
    return "{ " + " ".join(map(_text_of, several)) + " }"


def _text_of(one: Selection) -> str:
    directives = " ".join(["@d"] * one.directives)
    match one:
        case Field():
            return f"{'a: ' if one.aliased else ''}f {directives} {_text(one.inside) if one.inside else ''}"
        case Inline():
            return f"... {directives} {_text(one.inside)}"
        case Spread():
            return f"...F{one.fragment} {directives}"


def spread_out(several: Sequence[Selection], document: Document, depth: int = 1) -> Iterator[int]:
    """The depth of every field, each fragment written out where it is spread."""
    for one in several:
        match one:
            case Field():
                yield depth
                yield from spread_out(one.inside, document, depth + 1)
            case Inline():
                yield from spread_out(one.inside, document, depth)
            case Spread():
                yield from spread_out(document.fragments[one.fragment], document, depth)


def every(several: Sequence[Selection]) -> Iterator[Selection]:
    """Every selection as it is written."""
    for one in several:
        yield one
        if not isinstance(one, Spread):
            yield from every(one.inside)


@given(DOCUMENTS)
def test_the_reach_is_that_of_the_largest_operation_spread_out(document: Document) -> None:
    depths = [list(spread_out(one, document)) for one in document.operations]
    expected = Reach(
        depth=max(map(max, depths)), fields=max(map(len, depths)), top=max(each.count(1) for each in depths)
    )
    assert reach(parse(document.text())) == expected


@given(DOCUMENTS)
def test_what_is_written_is_counted_once(document: Document) -> None:
    definitions = [*document.operations, *document.fragments]
    all_of_them = [one for definition in definitions for one in every(definition)]
    directives = [one.directives for one in all_of_them]
    assert written(parse(document.text())) == Written(
        definitions=len(definitions),
        aliases=sum(isinstance(one, Field) and one.aliased for one in all_of_them),
        directives=sum(directives),
        crowd=max(directives),
    )
