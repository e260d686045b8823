"""Knows the words for what cannot be done with a job."""

from harbors.errors import NotFound, Problem
from harbors.text import Translated

_NOT_HELD = Translated(
    fi="Pysäytettyä työtä {id} ei ole.",
    sv="Det finns inget stoppat jobb {id}.",
    en="There is no held job {id}.",
)


class ClaimLost(Exception):
    """The job is not this worker's any more: another does it, or has done it. What was begun has to be undone."""

    def __init__(self) -> None:
        super().__init__("it is not this worker's any more")


def job_not_held(id: int) -> NotFound:
    """No job with this id waits for somebody to look at it."""
    return NotFound(Problem("JOB_NOT_HELD", "id", _NOT_HELD.with_figures(id=id)))
