"""Knows what only a full bundle shows: private records, real sizes, final places, and why choices were refused."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from harbors.verification.board import Drawn, Entrant
from harbors.verification.contents import Content, Record, numbers_of
from harbors.verification.later import Later, standing_after
from harbors.verification.parsing import Field, canonical, document, lines
from harbors.verification.records import Differs
from harbors.verification.sealing import same
from harbors.verification.seating import final_places

_BERTH = ("id", "harbor", "pier", "width", "length", "depth", "mooring", "max_mass", "reserve", "order_key")
_LIMITS = ("width", "length", "depth", "max_mass", "mooring", "reserve")
_DIMENSIONS = (("beam", "width"), ("length", "length"), ("draught", "depth"))
_MARGINS = {"beam": "beamMm", "length": "lengthMm", "draught": "depthMm"}

Json = dict[str, Any]
Certify = Callable[[int, int], Json]


class Berths:
    """The real places by number, and which of them are meant and fit; sets of them are masks."""

    def __init__(self, places: list[Json], rules: Json) -> None:
        self.places, self.rules = places, rules
        self._named: dict[frozenset[tuple[str, str]], int] = {}
        self._sorts: dict[str, dict[tuple[Any, Any], int]] = {name: {} for name in _LIMITS}
        self._suiting: dict[tuple[str, object], int] = {}
        for number, place in enumerate(places):
            for keys in (("id",), ("harbor",), ("harbor", "pier")):
                named = frozenset((key, place[key]) for key in keys)
                self._named[named] = self._named.get(named, 0) | 1 << number
            for name, sorts in self._sorts.items():
                sort = place["mooring"], place[name]
                sorts[sort] = sorts.get(sort, 0) | 1 << number

    def meant(self, asked: Json) -> int:
        """The places that a choice names: of a harbor, of a pier of it, or one."""
        return self._named.get(frozenset({"id": asked["berth"]}.items() if "berth" in asked else asked.items()), 0)

    def fitting(self, boat: Json, reserves: list[str]) -> int:
        """The places where a boat fits by its dimensions, its mass and its type, and that are kept for nobody else."""
        fits = self._suited("reserve", tuple(reserves), lambda _, kept_for: kept_for is None or kept_for in reserves)
        fits &= self._suited("mooring", boat.get("type"), lambda mooring, _: self._allows(mooring, boat.get("type")))
        fits &= self._suited("max_mass", boat.get("mass"), lambda _, limit: _is_enough(limit, boat.get("mass")))
        for dimension, limit in _DIMENSIONS:
            fits &= self._suited(limit, boat.get(dimension), partial(self._holds, dimension, boat.get(dimension)))
        return fits

    def _suited(self, name: str, need: object, suits: Callable[[Any, Any], bool]) -> int:
        """The places whose mooring and limit suit a need, worked out once."""
        if (name, need) not in self._suiting:
            self._suiting[name, need] = sum(mask for sort, mask in self._sorts[name].items() if suits(*sort))
        return self._suiting[name, need]

    def _holds(self, dimension: str, need: int | None, mooring: str | None, room: int | None) -> bool:
        margins = self.rules["byMooring"].get(mooring, self.rules["margins"])
        return _is_enough(room, None if need is None else need + margins[_MARGINS[dimension]])

    def _allows(self, mooring: str | None, boat_type: str | None) -> bool:
        allowed = self.rules["moorings"].get(boat_type)
        return allowed is None or mooring is None or mooring in allowed


def _is_enough(limit: int | None, need: int | None) -> bool:
    return limit is None or need is None or need <= limit


def check_opened(
    content: Content,
    entrants: Sequence[Entrant],
    drawn: Drawn,
    *,
    sealed: Sequence[Record],
    later: Later | None,
) -> Iterator[str]:
    """Raises ``Differs`` at the first place; what is told of an accepted bundle. ``sealed`` is what the root is of."""
    places = _berths(content)
    berths = Berths(places, content.rules.value)
    reserved = sum(1 << number for number, place in enumerate(places) if place["reserve"] is not None)
    erased = _check_private(replace(content, records=tuple(sealed)), berths)
    if later is not None:
        _check_left(content, later, places, sealed, reserved=reserved)
    if erased:
        yield f"{erased} private records were erased since: their boats can not be held against the places any more"
    seats = seats_of(content, entrants, drawn)
    _check_final(content.files["final.jsonl"], seats)
    certificates = _certificates(content, entrants, drawn, seats)
    used = _check_explanations(content, entrants, drawn)
    _check_certificates(content.files["certificates.jsonl"], {key: certificates(*key) for key in sorted(used)})
    after = standing_after(entrants, drawn, seats, later=later, reserved=reserved)
    yield f"the next batch of the season begins with the standing {after}"


def _check_left(
    content: Content, later: Later, places: Sequence[Json], sealed: Sequence[Record], *, reserved: int
) -> None:
    """Nothing but reserved places that nobody has leaves a reserve; then they are in the sets of all whom they fit."""
    held = sum(1 << one.place for one in later.before.values() if one.place is not None)
    if later.left & ~reserved or reserved & ~held & ~later.left:
        found = numbers_of(later.left)
        expected = numbers_of(later.left & reserved | reserved & ~held)
        raise Differs(file="standing.json", field="left", expected=expected, found=found)
    opened = [one | {"reserve": None} if later.left >> number & 1 else one for number, one in enumerate(places)]
    now = tuple(replace(one, choices=later.sets(one)) for one in sealed)
    _check_private(replace(content, records=now), Berths(opened, content.rules.value))


def _berths(content: Content) -> list[Json]:
    """The real places: order keys are hashes with the round's salt, and numbers follow area and order key."""
    salt = document(content.files["order.json"], file="order.json").only("salt")["salt"].bytes()
    berths: list[Json] = []
    harbors: dict[str, int] = {}
    before: tuple[bool, int, bytes] = (False, -1, b"")
    for number, (_, told) in enumerate(lines(content.files["berths.jsonl"], file="berths.jsonl")):
        same(told.only("number", *_BERTH)["number"], number)
        for name in ("id", "harbor", "order_key"):
            told[name].text()
        for name in ("width", "length", "depth", "max_mass"):
            _optional(told[name], Field.count)
        for name in ("pier", "mooring", "reserve"):
            _optional(told[name], Field.text)
        berth = {name: told[name].value for name in _BERTH}
        same(told["order_key"], hashlib.sha256(salt + berth["id"].encode()).hexdigest())
        sizes = berth["width"], berth["length"]
        area = None if None in sizes else berth["width"] * berth["length"]
        here = area is None, area or 0, berth["order_key"].encode()
        if here <= before:
            raise Differs(
                file=told.file, line=told.line, expected="the next in place order", found=f"place {berth['id']}"
            )
        if number < len(content.harbor_of):
            expected = harbors.setdefault(berth["harbor"], len(harbors))
            if content.harbor_of[number] != expected:
                found = content.harbor_of[number]
                raise Differs(file="places.json", field=f"[{number}].harbor", expected=expected, found=found)
        berths.append(berth)
        before = here
    if len(berths) != len(content.harbor_of):
        raise Differs(file="berths.jsonl", field="lines", expected=len(content.harbor_of), found=len(berths))
    return berths


def _optional(told: Field, read: Any) -> None:
    if told.value is not None:
        read(told)


def _check_private(content: Content, berths: Berths) -> int:
    """Every private record has the hash that was published and explains the public choices; how many were erased."""
    rows = lines(content.files["private.jsonl"], file="private.jsonl")
    _check_rules(content.rules)
    erased = 0
    for record in content.records:
        row = next(rows, None)
        if row is None:
            raise Differs(file="private.jsonl", expected=record.id, found="the end")
        told = row[1].only("id", "salt", "document", "erased")
        same(told["id"], record.id)
        if told.has("erased"):
            erased += 1
            continue
        _check_hash(told, record)
        _check_choices(told["document"], record, berths, content)
    for _, left in rows:
        raise Differs(file="private.jsonl", line=left.line, expected="the end", found=left["id"].value)
    return erased


def _check_rules(rules: Field) -> None:
    for margins in (rules["margins"], *(rules["byMooring"][key] for key in rules["byMooring"].names())):
        for name in _MARGINS.values():
            margins[name].whole()
    for kind in rules["moorings"].names():
        for mooring in rules["moorings"][kind].items():
            mooring.text()


def _check_hash(told: Field, record: Record) -> None:
    found = hashlib.sha256(told["salt"].bytes(16) + canonical(told["document"].value)).hexdigest()
    if found != record.private:
        raise Differs(
            file=told.file, line=told.line, field="SHA-256 of salt and document", expected=record.private, found=found
        )


def _check_choices(told: Field, record: Record, berths: Berths, content: Content) -> None:
    boat, asked = told["boat"], told["choices"]
    known = boat.names()
    for dimension in ("beam", "length", "draught", "mass"):
        if dimension in known:
            _optional(boat[dimension], Field.count)
    if "type" in known:
        _optional(boat["type"], Field.text)
    for one in asked.items():
        for key in one.only("harbor", "pier", "berth").value:
            one[key].text()
    reserves = [flag.text() for flag in told["reserves"].items()]
    if len(asked.value) != len(record.choices):
        raise Differs(
            file=content.instance,
            line=record.line,
            field="number of choices",
            expected=len(asked.value),
            found=len(record.choices),
        )
    fitting = berths.fitting(boat.value, reserves)
    for index, (_, published) in enumerate(record.choices):
        expected = berths.meant(asked[index].value) & fitting
        if expected != published:
            raise Differs(
                file=content.instance,
                line=record.line,
                field=f"choices[{index}].places",
                expected=numbers_of(expected),
                found=numbers_of(published),
            )


def seats_of(content: Content, entrants: Sequence[Entrant], drawn: Drawn) -> dict[str, int]:
    """The final place of each winner, in order of the queue."""
    by_harbor: dict[int, list[str]] = {}
    for one in entrants:
        if one.name in drawn.won:
            harbor = content.harbor_of[numbers_of(drawn.won[one.name][1])[0]]
            by_harbor.setdefault(harbor, []).append(one.name)
    seats: dict[str, int] = {}
    for harbor, names in by_harbor.items():
        places = [number for number, home in enumerate(content.harbor_of) if home == harbor]
        seats |= zip(names, final_places([drawn.won[name][1] for name in names], places=places), strict=True)
    return {one.name: seats[one.name] for one in entrants if one.name in seats}


def _check_final(text: bytes, seats: Mapping[str, int]) -> None:
    rows = lines(text, file="final.jsonl")
    for line, (name, place) in enumerate(seats.items(), start=1):
        row = next(rows, None)
        if row is None:
            raise Differs(file="final.jsonl", line=line, expected=name, found="the end")
        same(row[1].only("id", "place")["id"], name)
        same(row[1]["place"], place)
    for _, left in rows:
        raise Differs(file="final.jsonl", line=left.line, expected="the end", found=left.value)


def _check_explanations(content: Content, entrants: Sequence[Entrant], drawn: Drawn) -> set[tuple[int, int]]:
    """Each better choice not received, with the event that closed the last place of it; the certificates in use.

    A certificate is named by the harbor and the event.
    """
    used: set[tuple[int, int]] = set()
    events: dict[int, int | None] = {}  # many ask for one set of places
    rows = lines(content.files["explanations.jsonl"], file="explanations.jsonl")
    records = {one.id: one for one in content.records}
    for one in entrants:
        rank = 0 if one.mode == "renew" else drawn.won.get(one.name, (len(one.choices), 0))[0]
        refused = []
        for index, (harbor, places) in enumerate(records[one.name].choices[:rank]):
            if places not in events:
                events[places] = max((drawn.closed[place] for place in numbers_of(places)), default=None)
            event = events[places]
            refused.append({"choice": index, "event": event})
            if event is not None:
                used.add((harbor, event))
        if refused:
            row = next(rows, None)
            if row is None:
                raise Differs(file="explanations.jsonl", expected=one.name, found="the end")
            same(row[1].only("id", "refused")["id"], one.name)
            same(row[1]["refused"], refused)
    for _, left in rows:
        raise Differs(file="explanations.jsonl", line=left.line, expected="the end", found=left.value)
    return used


def _certificates(content: Content, entrants: Sequence[Entrant], drawn: Drawn, seats: Mapping[str, int]) -> Certify:
    """What makes the certificate of a harbor and an event: everything that was closed there by then, and by whom."""
    held = {place: name for name, place in seats.items()}
    turns = {one.name: one.turn for one in entrants}
    places_of: dict[int, list[int]] = {}
    for place, harbor in enumerate(content.harbor_of):
        places_of.setdefault(harbor, []).append(place)

    def certificate(harbor: int, event: int) -> Json:
        tight = [place for place in places_of[harbor] if drawn.closed.get(place, event + 1) <= event]
        mask = sum(1 << place for place in tight)
        holders = sorted((held[place] for place in tight if place in held), key=turns.__getitem__)
        _count(harbor, event, tight, [name for name in holders if not drawn.won[name][1] & ~mask])
        return {"harbor": harbor, "event": event, "tight": tight, "holders": holders}

    return certificate


def _count(harbor: int, event: int, tight: list[int], holders: list[str]) -> None:
    """As many places as holders whose winning choices lie inside: so none of them can sit elsewhere."""
    if len(holders) != len(tight):
        field = f"harbor {harbor}, event {event}, holders"
        raise Differs(file="certificates.jsonl", field=field, expected=len(tight), found=len(holders))


def _check_certificates(text: bytes, certificates: Mapping[tuple[int, int], Json]) -> None:
    rows = lines(text, file="certificates.jsonl")
    for line, expected in enumerate(certificates.values(), start=1):
        row = next(rows, None)
        if row is None:
            raise Differs(file="certificates.jsonl", line=line, expected=expected, found="the end")
        row[1].only(*expected)
        for name, value in expected.items():
            same(row[1][name], value)
    for _, left in rows:
        raise Differs(file="certificates.jsonl", line=left.line, expected="the end", found=left.value)
