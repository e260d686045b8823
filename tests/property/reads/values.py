"""Knows what an argument may be given: values that find something, and in wild questions what cannot be."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    is_required_input_field,
)
from hypothesis import strategies as st

from schema.ids import encode
from tests.property.reads.real import (
    LATITUDES,
    LENGTHS,
    LONGITUDES,
    POINTS,
    RADII,
    TEXTS,
    TIMES,
    TYPE_OF_IDS,
    WORDS,
    Real,
)


class Bare(str):
    """A value of an enum: bare in a document, text in variables."""


Value = Any
ODD_IDS = ("", "x", "SGFyYm9yOng", "SGFyYm9yOjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMA", "Q\u00e4")
NOBODYS = (encode("Application", UUID(int=1)),)
ODD_NUMBERS = (-1, 2**31 - 1, -(2**31), 0, 5001)


class Values:
    """Draws values. Of a wild question any may be one that is refused."""

    def __init__(self, draw: st.DrawFn, real: Real, *, wild: bool) -> None:
        self.draw, self.real, self.wild = draw, real, wild

    def chance(self, percent: int) -> bool:
        return self.draw(st.integers(0, 99)) < percent

    def odd(self) -> bool:
        return self.wild and self.chance(12)

    def one_of(self, values: Any) -> Any:
        return self.draw(st.sampled_from(values))

    def index(self, most: int) -> int:
        return self.draw(st.integers(0, most))

    def some_of(self, values: Sequence[str], least: int, most: int) -> list[str]:
        if not values:
            return []
        return self.draw(
            st.lists(st.sampled_from(values), min_size=min(least, len(values)), max_size=most, unique=True)
        )

    def shuffled(self, values: Sequence[str]) -> list[str]:
        return self.draw(st.permutations(values))

    def value(self, type_: Any, name: str) -> Value:
        """Something for an argument or a field of an input object."""
        if isinstance(type_, GraphQLNonNull):
            return self._of(type_.of_type, name)
        return None if self.chance(4) else self._of(type_, name)

    def _of(self, type_: Any, name: str) -> Value:
        if isinstance(type_, GraphQLList):
            return self._list(type_, name)
        if isinstance(type_, GraphQLEnumType):
            return Bare(self.one_of(sorted(type_.values)))
        if isinstance(type_, GraphQLInputObjectType):
            return self._object(type_)
        assert isinstance(type_, GraphQLScalarType), type_
        return self._scalar(type_.name, name)

    def _list(self, type_: Any, name: str) -> Value:
        if name == "bbox":
            return self.box()
        most = 6 if name == "ids" else 3
        count = self.draw(st.integers(0, most))
        if self.odd():
            return self._of(_inner(type_), name)  # one value stands for a list of it
        return [self._of(_inner(type_), name) for _ in range(count)]

    def _object(self, type_: GraphQLInputObjectType) -> Value:
        special: dict[str, Callable[[], Value]] = {
            "Near": self.circle,
            "Position": self.position,
            "Period": self.period,
        }
        if type_.name in special:
            return special[type_.name]()
        required = [name for name, field in type_.fields.items() if is_required_input_field(field)]
        optional = [name for name in type_.fields if name not in required]
        chosen = self.some_of(optional, int(self.chance(90)), 3)
        return {name: self.value(type_.fields[name].type, name) for name in (*required, *chosen)}

    def _scalar(self, type_name: str, name: str) -> Value:
        match type_name:
            case "ID":
                return self.id(name)
            case "String":
                return self.one_of(TEXTS.get(name, WORDS))
            case "Boolean":
                return self.draw(st.booleans())
            case "Int":
                return self.one_of(ODD_NUMBERS) if self.odd() else self.number(name)
            case "Float":
                return self.one_of((-1, 1e400, 100_001)) if self.odd() else self.one_of((0, 0.5, 1, 10.0, 100_000, 3.0))
            case _:
                return self.one_of(TIMES)

    def number(self, name: str) -> int:
        if name == "priceTier":
            return int(self.one_of((1, 2, 3, 4)))
        known = LENGTHS if self.wild else LENGTHS[:-1]
        likely = known[:4] if name.startswith("min") else known[-6:]
        return int(self.one_of(likely if self.chance(60) else known))

    def id(self, name: str, type_name: str | None = None) -> str:
        """The id of a thing of the type that ``name`` asks for; sometimes of what is gone."""
        if self.odd():
            return str(self.one_of((*ODD_IDS, *[ids[0] for ids in self.real.ids.values()])))
        wanted = type_name or TYPE_OF_IDS.get(name) or self.one_of(sorted(self.real.ids))
        return str(self.one_of(self.real.ids.get(wanted, NOBODYS)))

    def position(self) -> Value:
        longitude, latitude = self.one_of(POINTS)
        if self.odd():
            latitude = self.one_of((91, -90, 1e400))
        return {"longitude": longitude, "latitude": latitude}

    def circle(self) -> Value:
        return self.position() | {"withinM": -1 if self.odd() else self.one_of(RADII)}

    def period(self) -> Value:
        start, end = sorted(
            self.draw(st.lists(st.sampled_from(range(len(TIMES))), min_size=2, max_size=2, unique=True))
        )
        if self.odd():
            start, end = end, start
        times = sorted(TIMES)
        return {"start": times[start], "end": times[end] if not self.odd() else "2027-06-10"}

    def box(self) -> Value:
        if self.odd():
            return self.one_of(([], [24, 60, 25], [25, 60, 24, 61], [24, 60, None, 61], [-1e400, 60, 25, 61]))
        west, east = sorted(self.draw(st.tuples(*[st.sampled_from(LONGITUDES)] * 2)))
        south, north = sorted(self.draw(st.tuples(*[st.sampled_from(LATITUDES)] * 2)))
        return [west, south, east, north]


def _inner(type_: Any) -> Any:
    inner = type_.of_type
    return inner.of_type if isinstance(inner, GraphQLNonNull) else inner
