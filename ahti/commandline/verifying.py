"""``ahti verify FILE --root HEX``: hold a bundle, or an applicant's receipt, against a root. No database is needed."""

import re
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from ahti.refusal import OperatorError
from ahti.settings import Settings
from harbors.verification.receipts import check_receipt
from harbors.verification.records import Judgement, Verdict
from harbors.verification.verifying import verify

_LARGEST = 1 << 30
_STANDARD_INPUT = Path("-")
_CODES = {Judgement.ACCEPTED: 0, Judgement.REFUSED: 1}


class BadCheck(OperatorError):
    """FILE is not there or can not be read, or an option is not what it should be."""


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "verify",
        help="check a draw from its bundle",
        description="Draws again what the bundle of a round holds and compares everything: root, seed, tickets, order, "
        "events, ranks; from a full bundle private records, fits and final places, too. FILE may also be an "
        "applicant's receipt. Ends with 0: accepted; 1: refused, naming the first place where it differs; 2: "
        "unreadable. Take root and beacon from where they were published, not from who gave the bundle.",
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="a public or full bundle, that of a batch (.zip), or a receipt (.json); -: standard input",
    )
    parser.add_argument("--root", metavar="HEX", required=True, help="the root that was published before the draw")
    parser.add_argument("--beacon-round", metavar="N", type=int, help="the beacon round that was announced")
    parser.add_argument("--beacon", metavar="HEX", help="the randomness that the beacon's source published for it")
    parser.add_argument("--answers", metavar="HEX", help="of a batch: the hash of its answers that was published")
    parser.set_defaults(run=run)


def run(arguments: Namespace, _settings: Settings) -> int:
    root = _digest("--root", arguments.root)
    beacon = None if arguments.beacon is None else _digest("--beacon", arguments.beacon)
    answers = None if arguments.answers is None else _digest("--answers", arguments.answers)
    text = _read(arguments.file)
    if text.lstrip()[:1] == b"{":
        verdict = check_receipt(text, root=root)
    else:
        verdict = verify(text, root=root, beacon_round=arguments.beacon_round, beacon=beacon, answers=answers)
    if verdict.judgement is Judgement.UNREADABLE:
        raise BadCheck(f"{arguments.file}: unreadable: {verdict.where}")
    _tell(verdict)
    return _CODES[verdict.judgement]


def _tell(verdict: Verdict) -> None:
    print(": ".join(filter(None, (verdict.judgement, verdict.where))))
    for note in verdict.notes:
        print(f"  {note}")


def _digest(option: str, text: str) -> str:
    if not re.fullmatch("[0-9a-fA-F]{64}", text):
        raise BadCheck(f"{option}: {text!r} is not 32 bytes in hex, 64 digits")
    return text.lower()


def _read(path: Path) -> bytes:
    try:
        with sys.stdin.buffer if path == _STANDARD_INPUT else path.open("rb") as file:
            text = file.read(_LARGEST + 1)
    except OSError as error:
        raise BadCheck(f"{path}: {error.strerror}") from None
    if len(text) > _LARGEST:
        raise BadCheck(f"{path}: unreadable: has more than the {_LARGEST} bytes that are read")
    return text
