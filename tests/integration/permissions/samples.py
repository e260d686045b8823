"""Knows an input for any mutation: what its type requires, with ids of things that are there and are the club's."""

from typing import Any

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull

SCALARS: dict[str, Any] = {
    "String": "walk",
    "Int": 1,
    "Float": 1.0,
    "Boolean": True,
    "DateTime": "2027-02-14T12:00:00+00:00",
    "Date": "2027-02-14",
    "Decimal": "1.00",
}


class Samples:
    """Values by ``Input.field``, by field, by type; the most particular one that is known wins."""

    def __init__(self, known: dict[str, Any]) -> None:
        self._known = known

    def value(self, type_: Any, *, within: str = "", name: str = "") -> Any:
        """A value of an input type."""
        if isinstance(type_, GraphQLNonNull):
            return self.value(type_.of_type, within=within, name=name)
        for key in (f"{within}.{name}", name):
            if key in self._known:
                return self._known[key]
        if isinstance(type_, GraphQLList):
            return [self.value(type_.of_type, within=within, name=name)]
        if isinstance(type_, GraphQLInputObjectType):
            return self._object(type_)
        if isinstance(type_, GraphQLEnumType):
            return next(iter(type_.values))
        return SCALARS[type_.name]

    def _object(self, type_: GraphQLInputObjectType) -> dict[str, Any]:
        """What is required, and what is known by name."""
        return {
            name: self.value(field.type, within=type_.name, name=name)
            for name, field in type_.fields.items()
            if isinstance(field.type, GraphQLNonNull) or {f"{type_.name}.{name}", name} & self._known.keys()
        }
