"""Knows how the outcome of the demonstration's draw is shown: who was placed, who exchanged, where."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from ahti.demonstration.season import STATEMENTS
from harbors.applications.reads import act_as_staff
from harbors.rounds.records import Round
from harbors.sql import Connection, Row

_COUNTS = ("placed", "first", "second_or_third", "later")
_EXAMPLES = 5


async def show_outcome(connection: Connection, a_round: Round, *, console: Console) -> None:
    """Print both tables; the same draw prints the same."""
    await act_as_staff(connection)
    classes = await STATEMENTS.outcome_by_class.rows(connection, round_id=a_round.id)
    harbors = await STATEMENTS.outcome_by_harbor.rows(connection, round_id=a_round.id)
    renewed = await STATEMENTS.renewed.value(connection, round_id=a_round.id)
    exchanged = await STATEMENTS.exchanged.rows(connection, round_id=a_round.id, most=_EXAMPLES)
    console.print(_by_class(a_round, classes))
    console.print(f"{renewed:,} tenants keep the berth of last season. Of those who exchange, for example:")
    for row in exchanged:
        console.print(f"  gave {_berth(row, 'gave')} and got {_berth(row, 'got')}, in a cycle of {row['size']}")
    console.print(_by_harbor(harbors))


def _berth(row: Row, which: str) -> str:
    return f"{row[f'{which}_harbor']} {row[f'{which}_pier']} {row[f'{which}_number']}"


def _by_class(a_round: Round, classes: Sequence[Row]) -> Table:
    names = {one.number: one.name.en or "" for one in a_round.rules.classes} | {None: "Tenants who exchange"}
    table = _table(f"{a_round.name.en}: applications", "class", "applied", "placed")
    for row in classes:
        table.add_row(names[row["class_number"]], *_texts(row, "applications", *_COUNTS))
    table.add_section()
    table.add_row("all", *_sums(classes, "applications", *_COUNTS))
    return table


def _by_harbor(harbors: Sequence[Row]) -> Table:
    table = _table("Berths given", "harbor", "berths", "given", "kept")
    for row in harbors:
        table.add_row(row["harbor"], *_texts(row, "berths", "given", "stayed", *_COUNTS[1:]))
    table.add_section()
    table.add_row("all", *_sums(harbors, "berths", "given", "stayed", *_COUNTS[1:]))
    return table


def _table(title: str, what: str, *counts: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(what)
    for count in (*counts, "1st choice", "2nd or 3rd", "later"):
        table.add_column(count, justify="right")
    return table


def _texts(row: Row, *names: str) -> Iterable[str]:
    return (f"{row[name]:,}" for name in names)


def _sums(rows: Sequence[Row], *names: str) -> Iterable[str]:
    return (f"{sum(row[name] for row in rows):,}" for name in names)
