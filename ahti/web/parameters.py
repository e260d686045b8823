"""Knows where a GraphQL request's parameters stand in HTTP: in a JSON body (POST) or in the URL (GET)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

import orjson

from ahti.web.extensions import document_hash, wants_cost
from ahti.web.refusals import Refusal
from schema.requests import GraphQLRequest

_NAMES = ("query", "operationName", "variables", "extensions")
_AS_JSON = ("variables", "extensions")


def check_content_type(content_type: str | None, content_encoding: str | None) -> None:
    """Only plain JSON in UTF-8 is taken; raises ``Refusal`` (415)."""
    if content_type == "application/json" and content_encoding is None:
        return
    media_type, *parameters = (part.strip().lower() for part in (content_type or "").split(";"))
    if media_type != "application/json":
        raise Refusal(415, "Send the request as application/json.", headers=(("accept-post", "application/json"),))
    charsets = [
        value.strip('"') for name, _, value in (part.partition("=") for part in parameters) if name == "charset"
    ]
    if any(charset not in ("utf-8", "utf8") for charset in charsets):
        raise Refusal(415, "Send the request in UTF-8.")
    if (content_encoding or "identity").strip().lower() != "identity":
        raise Refusal(415, "Send the body without a content encoding.", headers=(("accept-encoding", "identity"),))


def request_from_body(body: bytes) -> GraphQLRequest:
    """The request of a POST; raises ``Refusal`` (400)."""
    try:
        parameters = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Refusal(400, f"The body is not JSON: {error}.") from None
    if not isinstance(parameters, dict):
        raise Refusal(400, "The body has to be a JSON object: one operation a request.")
    if rb"\u0000" in body:
        _refuse_nul(parameters)
    return _request(parameters, queries_only=False)


def request_from_url(query_string: bytes, *, held: frozenset[str] = frozenset()) -> GraphQLRequest:
    """The request of a GET, which only asks, by a client that holds these answers; raises ``Refusal`` (400)."""
    texts = _read_query_string(query_string)
    parameters: dict[str, Any] = {name: text for name, text in texts.items() if name not in _AS_JSON}
    for name in _AS_JSON & texts.keys():
        try:
            parameters[name] = orjson.loads(texts[name])
        except orjson.JSONDecodeError as error:
            raise Refusal(400, f"The parameter {name} is not JSON: {error}.") from None
    _refuse_nul(parameters)
    return _request(parameters, queries_only=True, held=held)


def _read_query_string(query_string: bytes) -> dict[str, str]:
    """The parameters that GraphQL knows. An empty one counts as absent, one that comes twice is refused."""
    texts: dict[str, str] = {}
    for part in query_string.split(b"&"):
        key, _, value = part.replace(b"+", b" ").partition(b"=")
        name = unquote_to_bytes(key).decode("ascii", "replace")
        if name in texts:
            raise Refusal(400, f"The parameter {name} stands in the URL twice.")
        if name in _NAMES and value:
            texts[name] = _decode(name, unquote_to_bytes(value))
    return texts


def _decode(name: str, value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, f"The parameter {name} is not UTF-8.") from None


def _request(
    parameters: Mapping[str, Any], *, queries_only: bool, held: frozenset[str] = frozenset()
) -> GraphQLRequest:
    extensions = _optional_object("extensions", parameters.get("extensions"))
    query = _optional_string("query", parameters.get("query"))
    known = document_hash(extensions, query or "") if extensions else None
    if query is None and known is None:
        raise Refusal(400, "The parameter query is missing: it holds the GraphQL document.")
    return GraphQLRequest(
        query=query or "",
        operation_name=_optional_string("operationName", parameters.get("operationName")),
        variables=_optional_object("variables", parameters.get("variables")),
        queries_only=queries_only,
        document_hash=known,
        held=held,
        with_cost=wants_cost(extensions) if extensions else False,
    )


def _optional_string(name: str, value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise Refusal(400, f"The parameter {name} has to be a string.")
    return value


def _optional_object(name: str, value: object) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Refusal(400, f"The parameter {name} has to be an object.")
    return value


def _refuse_nul(value: object) -> None:
    """PostgreSQL keeps no NUL in text: it is refused before anything relies on it."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str) and "\0" in item:
            raise Refusal(400, "Text may not hold the character NUL.")
        if isinstance(item, dict):
            waiting += [*item, *item.values()]
        elif isinstance(item, list):
            waiting += item
