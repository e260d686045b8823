"""Knows the commands of ``ahti`` and hands a command line to the one that it names, and to no other's imports."""

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from types import FrameType

from ahti.logs import configure_logging
from ahti.refusal import OperatorError
from ahti.settings import Settings, load_settings

BAD_USE = 2
_OWN_DATABASE = ("data_dir", "pg_bin", "log")
_DATABASE = ("database_url", *_OWN_DATABASE)
_PORTS = ("host", "port", "metrics_port")


@dataclass(frozen=True, slots=True)
class Command:
    """The module with ``register`` and ``run``, a line for the overview, and the settings that it takes as options."""

    module: str
    summary: str
    options: tuple[str, ...]


COMMANDS = {
    "demo": Command("demo", "a city with a first season, from nothing", (*_PORTS, *_OWN_DATABASE)),
    "serve": Command("serve", "serve the API", (*_PORTS, *_DATABASE, "worker")),
    "checkout": Command("checkout", "a payment page to try payments with", ("host", "port", "data_dir", "log")),
    "worker": Command("worker", "do the jobs that were put off", ("host", "metrics_port", *_DATABASE)),
    "jobs": Command("jobs", "look at jobs that are not done", _DATABASE),
    "migrate": Command("migrate", "bring the database to the newest revision", _DATABASE),
    "import": Command("importing", "read a published catalogue", _DATABASE),
    "recount": Command("recounting", "hold stored figures against the places", _DATABASE),
    "round": Command("rounds", "keep the application rounds", _DATABASE),
    "leases": Command("leases", "bring in who holds a provider's places", _DATABASE),
    "payments": Command("payments", "orders against their money, accounts, journals", _DATABASE),
    "provider": Command("providers", "set up providers and who acts for them", _DATABASE),
    "audit": Command("audit", "hold the trail of who did and saw what against its hashes", _DATABASE),
    "schema": Command("schema", "print the GraphQL schema", ("log",)),
    "draw": Command("drawing", "draw an instance from a file", ("log",)),
    "verify": Command("verifying", "check a draw from its bundle", ("log",)),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line. 0 good, 1 a negative verdict, 2 bad input or use, 128 + n stopped by signal n."""
    words = list(sys.argv[1:] if argv is None else argv)
    stopped_by = _stop_on_sigterm()
    try:
        code = _run(words)
        sys.stdout.flush()
    except OperatorError as error:
        sys.stderr.write(f"ahti: {error}\n")
        return BAD_USE
    except KeyboardInterrupt:
        return 128 + next(stopped_by, signal.SIGINT)
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    return code


def _run(words: list[str]) -> int:
    arguments = _parser(words).parse_args(words)
    options = {name: getattr(arguments, name, None) for name in Settings.model_fields}
    settings = load_settings(options)
    configure_logging(settings.log)
    code: int = arguments.run(arguments, settings)
    return code


def _parser(words: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ahti", description="A city's sea as one open resource API.")
    parser.add_argument("--version", action="version", version=f"ahti {version('ahti')}")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    named = next((word for word in words if not word.startswith("-")), None)
    for name, command in COMMANDS.items():
        if name == named:
            # A command with acts gives the parsers of these; settings stand behind the act then.
            acts = importlib.import_module(f"ahti.commandline.{command.module}").register(subparsers)
            for taking in acts or [subparsers.choices[name]]:
                _add_settings(taking, command.options)
        else:
            subparsers.add_parser(name, help=command.summary)
    return parser


def _add_settings(parser: argparse.ArgumentParser, names: tuple[str, ...]) -> None:
    group = parser.add_argument_group("settings", "each is also a variable, AHTI_PORT for --port; the option wins")
    for name in names:
        described = Settings.model_fields[name].description
        group.add_argument(f"--{name.replace('_', '-')}", metavar=name.upper(), help=described)


def _stop_on_sigterm() -> Iterator[int]:
    """Take SIGTERM for Ctrl-C, which every event loop and every ``with`` knows how to end by; gives its number then."""
    arrived: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> None:
        arrived.append(number)
        on_interrupt = signal.getsignal(signal.SIGINT)
        (on_interrupt if callable(on_interrupt) else signal.default_int_handler)(signal.SIGINT, frame)

    signal.signal(signal.SIGTERM, interrupt)
    return iter(arrived)
