"""Knows how the result of an execution, or a refusal, becomes an answer."""

from collections.abc import Sequence

import orjson
from graphql import ExecutionResult, GraphQLError, OperationDefinitionNode

from schema.errors import Busy, format_errors, format_failure
from schema.requests import Answer, RequestFacts


def answer(result: ExecutionResult, facts: RequestFacts) -> Answer:
    """What an execution came to. Only an error in a field has a path: the others mean that nothing ran."""
    if not result.errors:
        return Answer(body=orjson.dumps({"data": result.data}))
    if result.data is None and all(error.path is None for error in result.errors):
        return refuse(result.errors, facts)
    return Answer(body=orjson.dumps({"errors": format_errors(result.errors, facts), "data": result.data}))


def refuse(errors: Sequence[GraphQLError], facts: RequestFacts, *, status: int = 400) -> Answer:
    """An answer without the key ``data``: nothing ran."""
    return Answer(body=orjson.dumps({"errors": format_errors(errors, facts)}), status=status)


def fail(error: Exception, facts: RequestFacts) -> Answer:
    """A read that failed as a whole: one error, and no data."""
    body = orjson.dumps({"errors": [format_failure(error, facts)], "data": None})
    if isinstance(error, Busy):
        return Answer(body, status=503, json_status=503, headers=(("retry-after", str(error.retry_after)),))
    return Answer(body)


def refuse_method(operation: OperationDefinitionNode, facts: RequestFacts) -> Answer:
    """Only queries run by GET, whatever the client accepts."""
    kind = operation.operation.value
    error = GraphQLError(f"A {kind} has to come by POST: a GET changes nothing.", operation)
    body = orjson.dumps({"errors": format_errors([error], facts)})
    return Answer(body=body, status=405, json_status=405, headers=(("allow", "POST"),))
