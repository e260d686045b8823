"""Knows the five reading documents that performance is judged on, and in whose words a contender reads them."""

from collections.abc import Mapping
from typing import Any, Protocol

# What each of them asks for, in the order in which it is shown.
TITLES = {
    "Q1": "harbors with counts",
    "Q2": "a harbor, its piers and berths",
    "Q3": "50 berths, filtered, counted",
    "Q4": "one berth",
    "Q5": "everything",
}

_DOCUMENTS = {
    "Q1": "query Q1 { harbors(first: 1000) { nodes { id names { fi sv en } centroid placeCount activePlaceCount } } }",
    "Q2": "query Q2($id: ID!) { harbor(id: $id) { id name piers(first: 100) { nodes { id identifier geometry "
    "berths(first: 1000) { nodes { id number widthMm lengthMm depthMm mooring isActive geometry } } } } } }",
    "Q3": "query Q3($after: String, $w: Int!, $l: Int!) { berths(first: 50, after: $after, "
    "filter: { minWidthMm: $w, minLengthMm: $l }) { totalCount edges { cursor node { id number widthMm lengthMm "
    "mooring geometry pier { identifier harbor { id name } } } } pageInfo { hasNextPage endCursor } } }",
    "Q4": "query Q4($id: ID!) { berth(id: $id) { id number widthMm lengthMm isActive } }",
    "Q5": "query Q5 { harbors(first: 1000) { nodes { id name piers(first: 100) { nodes { id identifier "
    "berths(first: 5000) { nodes { id number widthMm lengthMm geometry } } } } } } }",
}


class Words(Protocol):
    """How a contender with a schema of its own is asked for a document, and its answers in Ahti's form."""

    def translate(self, operation: str, variables: Mapping[str, Any]) -> tuple[str, dict[str, Any]]: ...

    def normalise(self, operation: str, data: dict[str, Any]) -> dict[str, Any]: ...


class OwnWords:
    """The words of whoever serves Ahti's schema."""

    def translate(self, operation: str, variables: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        return _DOCUMENTS[operation], dict(variables)

    def normalise(self, operation: str, data: dict[str, Any]) -> dict[str, Any]:
        return data


AHTIS = OwnWords()
