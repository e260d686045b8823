"""A program on trial reaches nothing that is not: neither another program of its owner, nor that one's secret."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from ahti.db import Database
from harbors.access.records import ClientId, Principal, Scope
from harbors.errors import Refused
from harbors.programs.clients import register_client, retire_client, rotate_client_secret, update_client
from harbors.programs.records import ClientForm, Owner
from harbors.sql import Connection
from tests import harbor_town as at
from tests.signed_in import CHANCE, id_of, sign_in

FORM = ClientForm(
    name="Veneilijän apu",
    homepage="https://program.example/",
    privacy_policy="https://program.example/privacy",
    redirect_uris=("https://program.example/back",),
    scopes=frozenset({Scope.APPLICATIONS_READ}),
    test_mode=False,
)


async def registered(town: Database, who: Principal, *, test_mode: bool) -> ClientId:
    async with town.unit_of_work(who) as connection:
        made = await register_client(
            connection,
            replace(FORM, test_mode=test_mode),
            owner=Owner(person_id=id_of(who)),
            confidential=True,
            by=who,
            now=at.DURING,
            chance=CHANCE,
        )
    return made.id


async def reached(town: Database, who: Principal, id: ClientId) -> list[str]:
    """What they can do to the program, each act in a transaction of its own."""
    acts: dict[str, Callable[[Connection], Awaitable[object]]] = {
        "change": lambda connection: update_client(connection, id, {"test_mode": True}, by=who, now=at.DURING),
        "secret": lambda connection: rotate_client_secret(connection, id, by=who, now=at.DURING, chance=CHANCE),
        "retire": lambda connection: retire_client(connection, id, by=who, now=at.DURING),
    }
    done = []
    for name, act in acts.items():
        try:
            async with town.unit_of_work(who) as connection:
                await act(connection)
        except Refused:
            continue
        done.append(name)
    return done


@pytest.mark.parametrize("test_mode", [True, False])
async def test_on_trial_only_what_is_on_trial_can_be_changed(town: Database, test_mode: bool) -> None:
    owner = await sign_in(town, "maker of programs")
    id = await registered(town, owner, test_mode=test_mode)
    through = replace(owner, client_id=ClientId(at.key("client", "trial")), test_mode=True)
    assert await reached(town, through, id) == (["change", "secret", "retire"] if test_mode else [])
    assert await reached(town, owner, id) == ([] if test_mode else ["change", "secret", "retire"])
