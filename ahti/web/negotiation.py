"""Knows how the wishes of a client (Accept, Accept-Language, Accept-Encoding) meet what is on offer: RFC 9110, 12.5."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar, TypeVarTuple

from harbors.text import Language

Chosen = TypeVar("Chosen")
Offered = TypeVarTuple("Offered")

_WEIGHT = re.compile(r"(0(\.\d{0,3})?|1(\.0{0,3})?)\Z")
# Clients of one make wish for the same, with every request. What is remembered is bounded in number and in length.
_REMEMBERED = 256
_LONGEST_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Wish:
    """One entry of a weighted header: the lower-case ``value`` without parameters, its weight, where it stood."""

    value: str
    weight: float
    position: int


def _remembering(
    choose: Callable[[str | None, *Offered], Chosen],
) -> Callable[[str | None, *Offered], Chosen]:
    """The same choice, made once for each of the headers that came lately."""
    remembered = lru_cache(maxsize=_REMEMBERED)(choose)

    def choose_again(header: str | None, *offered: *Offered) -> Chosen:
        if header is None or len(header) <= _LONGEST_REMEMBERED:
            return remembered(header, *offered)
        return choose(header, *offered)

    return choose_again


def read_wishes(header: str) -> list[Wish]:
    """The entries in the order they stand. An entry with a weight that is none is left out."""
    wishes = []
    for position, entry in enumerate(header.split(",")):
        value, *parameters = (part.strip() for part in entry.split(";"))
        weight = _read_weight(parameters)
        if value and weight is not None:
            wishes.append(Wish(value.lower(), weight, position))
    return wishes


@_remembering
def choose_media_type(accept: str | None, offers: tuple[str, ...]) -> str | None:
    """The offer that the client likes best; the first when it does not care, ``None`` when it wants none of them."""
    if accept is None or not accept.strip():
        return offers[0]
    wishes = read_wishes(accept)
    ranked = [(_rank_media_type(offer, wishes), offer) for offer in offers]
    rank, best = max(ranked, key=lambda pair: pair[0])
    return best if rank[0] > 0 else None


@_remembering
def choose_language(accept_language: str | None) -> Language:
    """The language of ours that the client likes best; Finnish when it names none of ours."""
    wishes = read_wishes(accept_language or "")
    ranked = [(_rank_language(language, wishes), language) for language in Language]
    rank, best = max(ranked, key=lambda pair: pair[0])
    return best if rank[0] > 0 else Language.FI


@_remembering
def choose_coding(accept_encoding: str | None, codings: tuple[str, ...]) -> str | None:
    """The coding that the client likes best, the first where it likes several; ``None`` when plain is as welcome.

    A header that is absent or empty wishes for nothing but the plain body.
    """
    weights = {wish.value: wish.weight for wish in read_wishes(accept_encoding or "")}
    ranked = [(weights.get(coding, weights.get("*", 0.0)), coding) for coding in codings]
    weight, best = max(ranked, key=lambda pair: pair[0])
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


def _read_weight(parameters: Sequence[str]) -> float | None:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return float(value) if _WEIGHT.match(value.strip()) else None
    return 1.0


def _rank_media_type(offer: str, wishes: Sequence[Wish]) -> tuple[float, int, int]:
    """(weight, precision, earliness); the most precise range that covers the offer gives its weight."""
    ranges = {offer: 2, offer.split("/")[0] + "/*": 1, "*/*": 0}
    covering = [(ranges[wish.value], -wish.position, wish.weight) for wish in wishes if wish.value in ranges]
    precision, earliness, weight = max(covering, default=(0, 0, 0.0))
    return weight, precision, earliness


def _rank_language(language: Language, wishes: Sequence[Wish]) -> tuple[float, int]:
    """(weight, earliness); ``sv-FI`` is a wish for ``sv``, and ``*`` for the first of ours that is not named."""
    named = [wish for wish in wishes if wish.value.split("-")[0] == language]
    covering = named or [wish for wish in wishes if wish.value == "*"]
    return max(((wish.weight, -wish.position) for wish in covering), default=(0.0, 0))
