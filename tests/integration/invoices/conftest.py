"""Invoices of the club, whose account is known."""

from collections.abc import AsyncIterator

import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.invoices.commands import name_payee
from harbors.invoices.rules import PayeeForm
from tests import harbor_town as at
from tests.cast import settle
from tests.signed_in import CHANCE

FORM = PayeeForm(name="Pursiseura ry", iban="FI79 4405 2020 0360 82", bic="HELSFIHH", business_id="1234567-1")


@pytest.fixture
async def books(town_url: str) -> AsyncIterator[Database]:
    async with Database.open(town_url, size=8, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
            await act_as_system(connection)
            await name_payee(connection, FORM, provider_id=at.CLUB, now=at.OPENS, chance=CHANCE)
        yield database
