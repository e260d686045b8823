"""Knows the draw of this project from JSON to JSON, which is all that the checks see of it."""

import json
from collections.abc import Collection

from harbors.draws.batches import Answers, after_draw, next_batch
from harbors.draws.interchange import parse, result
from harbors.draws.rules import draw
from tests.property.draws.reading import Json


def ours(instance: Json, *, explained: bool = True) -> Json:
    asked = parse(json.dumps(instance).encode())
    answer: Json = json.loads(b"".join(result(asked, draw(asked), explained=explained)))
    return answer


def ours_after_two(instance: Json, *, declining: Collection[str], content: Collection[str]) -> Json:
    """Who has which place after the batch of a day on which there still are upgrades."""
    asked = parse(json.dumps(instance).encode())
    answers = Answers(declined=frozenset(declining), content=frozenset(content))
    first = draw(asked)
    standing = after_draw(asked.places, assignment=first.assignment, rank=first.rank)
    batch = next_batch(asked, standing, answers, upgrades=True)
    return dict(draw(batch).assignment)
