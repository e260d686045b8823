"""Knows the draw of this project from JSON to JSON, which is all that the checks see of it."""

import json

from harbors.draws.interchange import parse, result
from harbors.draws.rules import draw
from tests.property.draws.reading import Json


def ours(instance: Json, *, explained: bool = True) -> Json:
    asked = parse(json.dumps(instance).encode())
    answer: Json = json.loads(b"".join(result(asked, draw(asked), explained=explained)))
    return answer
