"""Knows what only a full bundle shows: private records, real sizes, final places, and why choices were refused."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from harbors.verification.berths import MARGINS, Berths, Json, optional, read_berths
from harbors.verification.board import Drawn, Entrant
from harbors.verification.contents import Content, Record, numbers_of
from harbors.verification.later import Later, standing_after
from harbors.verification.parsing import Field, canonical, lines
from harbors.verification.records import Differs
from harbors.verification.sealing import same
from harbors.verification.seating import final_places

Certify = Callable[[int, int], Json]


def check_opened(
    content: Content,
    entrants: Sequence[Entrant],
    drawn: Drawn,
    *,
    sealed: Sequence[Record],
    later: Later | None,
) -> Iterator[str]:
    """Raises ``Differs`` at the first place; what is told of an accepted bundle. ``sealed`` is what the root is of."""
    places = read_berths(content)
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
        for name in MARGINS.values():
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
            optional(boat[dimension], Field.count)
    if "type" in known:
        optional(boat["type"], Field.text)
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
