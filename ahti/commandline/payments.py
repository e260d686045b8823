"""``ahti payments ...``: what does not add up, accounts, what banks tell, and journals."""

from argparse import ArgumentParser
from typing import Any

from ahti.commandline.books import add_books
from ahti.commandline.reconciling import add_reconciling


def register(subparsers: Any) -> list[ArgumentParser]:
    """Adds the parsers and gives those of the acts: each takes settings."""
    parser = subparsers.add_parser(
        "payments",
        help="orders against their money, accounts, statements of banks, journals",
        description="Holds orders against their money, tells whom invoices pay, takes what banks say came, and writes "
        "the journal of a provider.",
    )
    acts = parser.add_subparsers(metavar="ACT", required=True)
    return [*add_reconciling(acts), *add_books(acts)]
