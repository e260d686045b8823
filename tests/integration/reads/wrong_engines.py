"""Knows engines that are wrong in one way each: a comparison that is any good catches every one of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import orjson

from harbors.text import Language
from schema.requests import Answer, Executor, GraphQLRequest, RequestFacts

Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Wrong:
    """Asks another engine another thing, or tells its answer in another way."""

    right: Executor
    ask: Callable[[GraphQLRequest], GraphQLRequest] = lambda request: request
    know: Callable[[RequestFacts], RequestFacts] = lambda facts: facts
    tell: Callable[[Answer], Answer] = lambda answer: answer

    async def execute(self, request: GraphQLRequest, facts: RequestFacts) -> Answer:
        return self.tell(await self.right.execute(self.ask(request), self.know(facts)))


def everywhere(change: Change) -> Callable[[Answer], Answer]:
    """Tells an answer with every object in it changed."""

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            return change({key: changed(one) for key, one in value.items()})
        return [changed(one) for one in value] if isinstance(value, list) else value

    return lambda answer: replace(answer, body=orjson.dumps(changed(orjson.loads(answer.body))))


def without(*names: str) -> Callable[[GraphQLRequest], GraphQLRequest]:
    """Asks as if arguments or fields of filters with these names had been null."""
    written = re.compile(rf"\b({'|'.join(names)}): (?:\"(?:[^\"\\]|\\.)*\"|\[[^\]]*\]|[^\s,(){{}}\[\]]+)")
    return lambda request: replace(request, query=written.sub(r"\1: null", request.query))


def _reorder(value: dict[str, Any]) -> Any:
    return dict(reversed(value.items())) if "errors" not in value else value


def _forget_nulls(value: dict[str, Any]) -> Any:
    return {key: one for key, one in value.items() if one is not None}


def _say(key: str, change: Change) -> Change:
    return lambda value: value | {key: change(value[key])} if key in value else value


def _each(kind: type, change: Change) -> Change:
    return lambda value: {key: change(one) if type(one) is kind else one for key, one in value.items()}


def _to_the_second(text: str) -> str:
    return re.sub(r"(T\d\d:\d\d:\d\d)\.\d+", r"\1", text)


WRONG: dict[str, Callable[[Executor], Wrong]] = {
    "drops a key": lambda right: Wrong(right, tell=everywhere(lambda value: dict(list(value.items())[:3]))),
    "has keys in another order": lambda right: Wrong(right, tell=everywhere(_reorder)),
    "leaves out what is null": lambda right: Wrong(right, tell=everywhere(_forget_nulls)),
    "has null for nothing": lambda right: Wrong(right, tell=everywhere(_each(list, lambda one: one or None))),
    "has 0 for false": lambda right: Wrong(right, tell=everywhere(_each(bool, int))),
    "writes numbers as text": lambda right: Wrong(right, tell=everywhere(_each(int, str))),
    "is off by one": lambda right: Wrong(right, tell=everywhere(_say("totalCount", lambda count: count + 1))),
    "sees a next page always": lambda right: Wrong(right, tell=everywhere(_say("hasNextPage", lambda _: True))),
    "sees no page before": lambda right: Wrong(right, tell=everywhere(_say("hasPreviousPage", lambda _: False))),
    "cuts instants": lambda right: Wrong(right, tell=everywhere(_each(str, _to_the_second))),
    "lists backwards": lambda right: Wrong(right, tell=everywhere(_say("nodes", lambda nodes: nodes[::-1]))),
    "has no locations": lambda right: Wrong(right, tell=everywhere(_say("locations", lambda _: []))),
    "knows no status": lambda right: Wrong(right, tell=lambda answer: replace(answer, status=200)),
    "speaks Finnish": lambda right: Wrong(right, know=lambda facts: replace(facts, language=Language.FI)),
    "ignores after": lambda right: Wrong(right, ask=without("after")),
    "ignores before": lambda right: Wrong(right, ask=without("before")),
    "ignores filters": lambda right: Wrong(right, ask=without("isActive", "text", "harborIds", "amenities")),
    "ignores orders": lambda right: Wrong(right, ask=without("orderBy")),
}
