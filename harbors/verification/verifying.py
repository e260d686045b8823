"""Knows how a bundle is held against itself and against the root that was published: everything is worked out again."""

from collections.abc import Iterator, Sequence, Set

from harbors.verification.archive import files_of
from harbors.verification.board import Board, Drawn, Entrant, Event
from harbors.verification.contents import Content, Record, Sealed, content_of, numbers_of
from harbors.verification.later import Later, content_of_batch, later_of
from harbors.verification.opened import check_opened
from harbors.verification.parsing import Field, lines
from harbors.verification.records import Differs, Judgement, Unreadable, Verdict
from harbors.verification.sealing import check_queue, check_root, check_seed, same


def verify(
    bundle: bytes,
    *,
    root: str,
    beacon_round: int | None = None,
    beacon: str | None = None,
    answers: str | None = None,
) -> Verdict:
    """The verdict on a bundle of any kind. ``root``, ``beacon`` and ``answers`` in lower-case hex, from elsewhere."""
    try:
        return Verdict(Judgement.ACCEPTED, notes=tuple(_check(bundle, root, beacon_round, beacon, answers)))
    except Differs as differs:
        return Verdict(Judgement.REFUSED, where=str(differs))
    except Unreadable as unreadable:
        return Verdict(Judgement.UNREADABLE, where=str(unreadable))


def _check(
    bundle: bytes, root: str, beacon_round: int | None, beacon: str | None, answers: str | None
) -> Iterator[str]:
    sealed = content = content_of(files_of(bundle))
    check_root(content, root=root)
    seed = check_seed(content, root=root, beacon_round=beacon_round, beacon=beacon)
    later = _later(content, answers)
    if later is not None:
        content = content_of_batch(content, later)
        yield f"a batch, which begins with the standing {later.hash}"
    names = check_queue(content, seed=seed)
    entrants = entrants_of(content, names)
    drawn = Board(entrants, len(content.harbor_of), gone=later.gone if later else 0).draw()
    _check_sealed(entrants, drawn)
    _check_events(content.files["events.jsonl"], drawn, content.sealed)
    _check_result(content, entrants, drawn)
    yield f"{len(content.leaves)} applications, {len(drawn.won)} have a place, {len(drawn.events)} events"
    if content.sealed:
        yield f"{len(content.sealed)} applications are sealed: only the full bundle shows their lists and tickets"
    if beacon is None:
        yield "the randomness was taken from the bundle: compare it with what its source published"
    if content.kind != "public":
        yield from check_opened(content, entrants, drawn, sealed=sealed.records, later=later)


def _later(content: Content, answers: str | None) -> Later | None:
    """What a batch began with. Raises ``Unreadable`` when answers were given to a bundle that has none."""
    if content.kind == "batch":
        return later_of(content, answers=answers)
    if answers is not None:
        raise Unreadable("is the bundle of no batch, and has no answers")
    return None


def entrants_of(content: Content, names: Sequence[str]) -> list[Entrant]:
    """The queue as the draw sees it. Raises ``Unreadable`` when two tenants say that one place is theirs."""
    records = {one.id: one for one in content.records}
    sealed = {one.name: one for one in content.sealed}
    entrants = [
        _entrant(records[name], turn, content.withdrawn) if name in records else _sealed_entrant(sealed[name], turn)
        for turn, name in enumerate(names)
    ]
    owners: dict[int, str] = {}
    for one in entrants:
        if one.own is not None and owners.setdefault(one.own, one.name) != one.name:
            raise Unreadable(f"place {one.own} is that of {owners[one.own]} and of {one.name}", file=content.instance)
    return entrants


def _entrant(record: Record, turn: int, withdrawn: frozenset[str]) -> Entrant:
    """A tenant's list ends with the first choice that contains the own place, or with that place by itself."""
    choices = [places for _, places in record.choices]
    mode = "renew" if record.mode == "exchange" and record.id in withdrawn else record.mode
    if record.current is not None:
        own = 1 << record.current
        contains = next((index for index, places in enumerate(choices) if places & own), len(choices))
        choices = [*choices, own][: contains + 1]
    return Entrant(name=record.id, mode=mode, own=record.current, choices=choices, turn=turn)


def _sealed_entrant(one: Sealed, turn: int) -> Entrant:
    return Entrant(
        name=one.name,
        mode=one.mode,
        own=one.current,
        choices=[one.won],
        turn=turn,
        event=one.event,
        place=one.place if one.mode == "exchange" else None,
        sealed_line=one.line,
    )


def _check_sealed(entrants: Sequence[Entrant], drawn: Drawn) -> None:
    """Each sealed application won what its line says, by the event that it says."""
    for one in (one for one in entrants if one.sealed_line is not None):
        if drawn.event_of.get(one.name) != one.event:
            raise one.differs("event", drawn.event_of.get(one.name, "none, nothing was won"), one.event)
        won = drawn.won[one.name][1]
        if won != one.choices[0]:
            raise one.differs("places", numbers_of(won), numbers_of(one.choices[0]))


def _check_events(text: bytes, drawn: Drawn, sealed: Sequence[Sealed]) -> None:
    hidden = {one.name for one in sealed}
    rows = lines(text, file="events.jsonl")
    for number, event in enumerate(drawn.events, start=1):
        row = next(rows, None)
        if row is None:
            raise Differs(file="events.jsonl", line=number, expected=f"event {event.number}", found="the end")
        _check_event(row[1], event, hidden)
    for _, left in rows:
        raise Differs(file="events.jsonl", line=left.line, expected="the end", found=left.value)
    pointed = {name: place for event in drawn.events for cycle in event.cycles for name, _, place in cycle.members}
    for one in sealed:
        if pointed[one.name] != one.place:
            raise Differs(
                file="sealed.jsonl", line=one.line, field="place", expected=pointed[one.name], found=one.place
            )


def _check_event(told: Field, event: Event, hidden: Set[str]) -> None:
    """Field by field; which choice a sealed application won is not told."""
    told.only("number", "head", "cycles")
    same(told["number"], event.number)
    same(told["head"], event.head)
    _same_length(told["cycles"], event.cycles)
    for cycle, expected in zip(told["cycles"].items(), event.cycles, strict=True):
        cycle.only("members", "moves")
        members = [[name, None if name in hidden else choice, place] for name, choice, place in expected.members]
        moves = [[name, place] for name, place in expected.moves]
        for part, rows in (("members", members), ("moves", moves)):
            for one, row in zip(cycle[part].items(), rows, strict=False):
                same(one, row)
            _same_length(cycle[part], rows)


def _same_length(told: Field, expected: Sequence[object]) -> None:
    found = sum(1 for _ in told.items())
    if found != len(expected):
        raise Differs(
            file=told.file, line=told.line, field=f"number of {told.path}", expected=len(expected), found=found
        )


def _check_result(content: Content, entrants: Sequence[Entrant], drawn: Drawn) -> None:
    for one in entrants:
        told = content.result["order"][one.turn]
        won = drawn.won.get(one.name)
        if one.sealed_line is not None:
            told.only("id")
        else:
            same(told["rank"], None if won is None else won[0])
    closed = [[place, event] for place, event in sorted(drawn.closed.items())]
    for told, expected in zip(content.result["closed"].items(), closed, strict=False):
        same(told, expected)
    _same_length(content.result["closed"], closed)
