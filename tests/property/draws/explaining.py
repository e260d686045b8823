"""Knows what the oracle tells somebody about each better choice than the one received."""

from collections.abc import Mapping

from tests.property.draws.reading import Fits, Json, Question


def refusals(
    question: Question, who: str, *, rank: int | None, won: Mapping[str, Fits], closed: Mapping[str, int]
) -> list[Json]:
    """A certificate for each choice that is better than ``rank``; ``won`` tells the choice of each winner."""
    better = enumerate(question.wishes[who][:rank])
    return [{"choice": index, **certificate(question, fitting, won, closed)} for index, fitting in better]


def certificate(question: Question, fitting: Fits, won: Mapping[str, Fits], closed: Mapping[str, int]) -> Json:
    """The whole set that had closed in the harbor when the last of ``fitting`` did; nothing where nothing fits."""
    if not fitting:
        return {"event": None, "fitting": [], "tight": [], "holders": []}
    event, home = max(closed[place] for place in fitting), question.harbor[min(fitting)]
    tight = {place for place, closing in closed.items() if question.harbor[place] == home and closing <= event}
    holders = [who for who, choice in won.items() if choice <= tight]
    return {"event": event, "fitting": sorted(fitting), "tight": sorted(tight), "holders": sorted(holders)}
