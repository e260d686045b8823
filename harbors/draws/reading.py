"""Knows how an instance is read from parsed ``berth-match/1`` JSON, and everything that can be wrong with one.

Beyond what the format says: an absent key and ``null`` are the same; ``rules``, ``boat``, ``mode`` and ``pier`` may
be absent, as all limits may; unknown keys are refused; beside tickets, a ``seed`` changes nothing. A berth may have an
``order_key`` and a ``reserve``, an applicant a ``key`` before the ticket and a list of ``reserves``.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache, partial

from harbors.draws.fields import (
    Object,
    WrongField,
    a_list,
    a_size,
    a_text,
    a_whole_number,
    an_object,
    entries,
    optional,
    required,
)
from harbors.draws.records import Applicant, Boat, Choice, Instance, Mode, Place, Rules, Ticket
from harbors.draws.tickets import ticket
from harbors.places.fit import FitRules, Margins

FORMAT = "berth-match/1"

_INSTANCE = frozenset({"format", "rules", "seed", "berths", "applicants"})
_MARGINS = frozenset({"beam_margin", "length_margin", "depth_margin"})
_RULES = _MARGINS | {"moorings", "by_mooring"}
_BERTH = frozenset({"id", "harbor", "pier", "width", "length", "depth", "mooring", "max_mass", "order_key", "reserve"})
_BOAT = frozenset({"type", "length", "beam", "draught", "mass"})
_CHOICE = frozenset({"harbor", "pier", "berth"})
_APPLICANT = frozenset({"id", "class", "ticket", "boat", "choices", "mode", "current", "key", "reserves"})

ReadTicket = Callable[[Object], Ticket]


def an_instance(value: object) -> Instance:
    """The instance that a parsed document holds. Raises ``WrongField``."""
    document = an_object(value, _INSTANCE)
    required(document, "format", _a_format)
    instance = Instance(
        rules=optional(document, "rules", a_rules) or Rules(),
        places=tuple(required(document, "berths", partial(a_list, read=a_berth))),
        applicants=_applicants(document),
    )
    _distinct("berths", "id", (place.id for place in instance.places))
    _distinct("applicants", "id", (applicant.id for applicant in instance.applicants))
    _distinct("applicants", "ticket", ((one.priority_class, one.ticket) for one in instance.applicants))
    _tenants(instance)
    return instance


def _tenants(instance: Instance) -> None:
    """Who renews or exchanges is the only tenant of a place that is there."""
    places = {place.id for place in instance.places}
    for index, applicant in enumerate(instance.applicants):
        if applicant.mode is not Mode.NEW and applicant.current not in places:
            wrong = "is missing" if applicant.current is None else "is no berth of this instance"
            raise WrongField(f"{wrong}, though the mode is {applicant.mode}", "applicants", index, "current")
    _distinct("applicants", "current", (None if one.mode is Mode.NEW else one.current for one in instance.applicants))


def _a_format(value: object) -> None:
    if value != FORMAT:
        raise WrongField(f'must be "{FORMAT}"')


def a_rules(value: object) -> Rules:
    """The margins and moorings of a round. Raises ``WrongField``."""
    rules = an_object(value, _RULES)
    margins = _margins(rules, Margins())
    by_mooring = optional(rules, "by_mooring", partial(entries, read=partial(_a_margins, general=margins)))
    moorings = optional(rules, "moorings", partial(entries, read=_a_set_of_texts))
    return Rules(fit=FitRules(margins=margins, by_mooring=by_mooring or {}), moorings=moorings or {})


def _a_margins(value: object, *, general: Margins) -> Margins:
    return _margins(an_object(value, _MARGINS), general)


def _margins(record: Object, general: Margins) -> Margins:
    """The margins that are given, the general ones for the others; they may be negative."""
    beam, length, depth = (optional(record, f"{name}_margin", a_whole_number) for name in ("beam", "length", "depth"))
    return Margins(
        beam_mm=general.beam_mm if beam is None else beam,
        length_mm=general.length_mm if length is None else length,
        depth_mm=general.depth_mm if depth is None else depth,
    )


def _a_set_of_texts(value: object) -> frozenset[str]:
    return frozenset(a_list(value, a_text))


def a_berth(value: object) -> Place:
    """A place. Raises ``WrongField``."""
    berth = an_object(value, _BERTH)
    return Place(
        id=required(berth, "id", a_text),
        harbor=required(berth, "harbor", a_text),
        pier=optional(berth, "pier", a_text),
        width_mm=optional(berth, "width", a_size),
        length_mm=optional(berth, "length", a_size),
        depth_mm=optional(berth, "depth", a_size),
        max_mass_kg=optional(berth, "max_mass", a_size),
        mooring=optional(berth, "mooring", a_text),
        order_key=optional(berth, "order_key", a_text),
        reserve=optional(berth, "reserve", a_text),
    )


def _applicants(document: Object) -> tuple[Applicant, ...]:
    read = partial(_an_applicant, read_ticket=_ticket_reader(document))
    return tuple(required(document, "applicants", partial(a_list, read=read)))


def _an_applicant(value: object, *, read_ticket: ReadTicket) -> Applicant:
    applicant = an_object(value, _APPLICANT)
    mode = optional(applicant, "mode", _a_mode) or Mode.NEW
    current = optional(applicant, "current", a_text)
    return Applicant(
        id=required(applicant, "id", a_text),
        priority_class=required(applicant, "class", a_whole_number),
        ticket=read_ticket(applicant),
        boat=optional(applicant, "boat", a_boat) or Boat(),
        choices=tuple(required(applicant, "choices", partial(a_list, read=a_choice))),
        mode=mode,
        current=None if mode is Mode.NEW else current,
        key=optional(applicant, "key", a_whole_number) or 0,
        reserves=optional(applicant, "reserves", _a_set_of_texts) or frozenset(),
    )


def _a_mode(value: object) -> Mode:
    try:
        return Mode(a_text(value))
    except ValueError:
        raise WrongField("must be new, renew or exchange") from None


def a_boat(value: object) -> Boat:
    """A boat; what is not known limits nothing. Raises ``WrongField``."""
    boat = an_object(value, _BOAT)
    return Boat(
        type=optional(boat, "type", a_text),
        length_mm=optional(boat, "length", a_size),
        beam_mm=optional(boat, "beam", a_size),
        draught_mm=optional(boat, "draught", a_size),
        mass_kg=optional(boat, "mass", a_size),
    )


def a_choice(value: object) -> Choice:
    """A harbor, a pier of one, or a berth. Raises ``WrongField``."""
    record = an_object(value, _CHOICE)
    harbor, pier, berth = (optional(record, key, a_text) for key in ("harbor", "pier", "berth"))
    try:
        return _choice(harbor, pier, berth)
    except ValueError as error:
        raise WrongField(str(error)) from None


@lru_cache(maxsize=10_000)
def _choice(harbor: str | None, pier: str | None, berth: str | None) -> Choice:
    """Kept, because most applicants ask for what others ask for, too."""
    return Choice(harbor=harbor, pier=pier, berth=berth)


def _ticket_reader(document: Object) -> ReadTicket:
    """How the tickets of this instance are to be read: the first one given decides, none given is the seed's case."""
    first = _first_ticket(document)
    seed = optional(document, "seed", a_seed)
    read: Callable[[object], Ticket] = _a_digest if isinstance(first, str) else a_whole_number
    if first is not None:
        return lambda applicant: required(applicant, "ticket", read)
    if seed is None and document.get("applicants"):
        raise WrongField("is missing, and no applicant has a ticket", "seed")
    return lambda applicant: ticket(required(applicant, "id", a_text), seed=seed or b"")


def _first_ticket(document: Object) -> object:
    applicants = document.get("applicants")
    records = [one for one in applicants if isinstance(one, Mapping)] if isinstance(applicants, list) else []
    return next((one["ticket"] for one in records if one.get("ticket") is not None), None)


def a_seed(value: object) -> bytes:
    """Bytes in hex. Raises ``WrongField``."""
    text = a_text(value)
    if not re.fullmatch(r"([0-9a-fA-F]{2})+", text):
        raise WrongField("must be bytes in hex, two digits each")
    return bytes.fromhex(text)


def _a_digest(value: object) -> str:
    text = a_text(value)
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise WrongField("must be 64 lower-case hex digits")
    return text


def _distinct(records: str, field: str, keys: Iterable[Hashable]) -> None:
    """No two records have the same in a field; ``None`` is nothing."""
    seen: dict[Hashable, int] = {}
    for index, key in enumerate(keys):
        first = index if key is None else seen.setdefault(key, index)
        if first != index:
            raise WrongField(f"is that of {records}[{first}], too", records, index, field)
