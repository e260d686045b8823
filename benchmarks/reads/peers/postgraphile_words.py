"""Knows how Ahti's five reading documents are asked of PostGraphile, and its answers in Ahti's form."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from graphql import OperationDefinitionNode, parse, print_ast

Found = dict[str, Any]

_DOCUMENTS = Path(__file__).with_name("postgraphile_peer.graphql")
_LANGUAGES = ("fi", "sv", "en")
_GEOMETRIES = frozenset({"geometry", "centroid"})


def _operations() -> Mapping[str, str]:
    """Each operation of the file by itself, so that none is sent more than it asks for."""
    document = parse(_DOCUMENTS.read_text(encoding="utf-8"))
    operations = (one for one in document.definitions if isinstance(one, OperationDefinitionNode))
    return {one.name.value: print_ast(one) for one in operations if one.name}


QUERIES = _operations()


def translate(operation: str, variables: Mapping[str, Any]) -> tuple[str, Found]:
    """The query and variables that ask for the same; ids and cursors are PostGraphile's own."""
    return QUERIES[operation], dict(variables)


def normalise(operation: str, data: Found) -> Found:
    """An answer in Ahti's form: geometries as objects, names as asked for. Ids and cursors stay PostGraphile's."""
    return _object(data, every_language=operation == "Q1")


def _object(found: Found, *, every_language: bool) -> Found:
    ours = {name: _value(name, value, every_language=every_language) for name, value in found.items()}
    if not ours.keys() >= set(_LANGUAGES):
        return ours
    names = {language: ours.pop(language) for language in _LANGUAGES}
    named = {"names": names} if every_language else {"name": names["fi"] or names["en"] or names["sv"]}
    return ours | named


def _value(name: str, value: Any, *, every_language: bool) -> Any:
    if name in _GEOMETRIES:
        return orjson.loads(value)
    if isinstance(value, list):
        return [_value(name, one, every_language=every_language) for one in value]
    return _object(value, every_language=every_language) if isinstance(value, dict) else value
