"""Knows what commands of several acts have in common: a parser for each act, and what it came to, or why not."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from harbors.errors import HarborError
from harbors.text import Language


def add_act(acts: Any, name: str, act: Callable[..., Any], summary: str, *, run: Callable[..., int]) -> ArgumentParser:
    """A parser whose arguments name the act, and what runs it."""
    parser: ArgumentParser = acts.add_parser(name, help=summary, description=f"{summary.capitalize()}.")
    parser.set_defaults(run=run, act=act)
    return parser


def as_json(answer: Any) -> str:
    """What an act came to, for standard output."""
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


def in_words(refusal: HarborError) -> str:
    """A line for each problem, with its field."""
    said = [(problem.field, problem.in_language(Language.EN)) for problem in refusal.problems]
    return "\n".join(f"{field}: {text}" if field else str(text) for field, text in said)
