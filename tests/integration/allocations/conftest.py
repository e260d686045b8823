"""The town as people, clerks and strangers ask about it over the API, with a clock that tests move."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import open_service
from harbors.access.records import NOBODY, Principal
from harbors.applications.commands import submit_application
from harbors.applications.records import Choice, Form, Submitted
from harbors.text import Language
from schema import ids
from schema.requests import Executor, GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.cast import settle
from tests.clocks import StoppedClock
from tests.signed_in import id_of

SCHEMA = build()
OWN = """
    query Own($id: ID!, $token: String) { application(id: $id, editToken: $token) { FIELDS } }
"""


@dataclass(slots=True)
class Town:
    """The service on the town, and what is asked of it."""

    database: Database
    executor: Executor
    clock: StoppedClock
    chance: at.CountingChance = field(default_factory=at.CountingChance)
    applicants: int = 0

    async def ask(
        self, document: str, who: Principal = NOBODY, *, language: Language = Language.EN, **variables: object
    ) -> Any:
        """What is answered, errors included."""
        facts = RequestFacts("test", principal=who, language=language)
        answer = await self.executor.execute(GraphQLRequest(document, variables=variables), facts)
        return orjson.loads(answer.body)

    async def read(
        self, fields: str, it: Submitted, who: Principal | None = None, *, language: Language = Language.EN
    ) -> Any:
        """Fields of an application: by its edit token, or as somebody."""
        variables = {"id": ids.encode("Application", it.application.id)}
        if who is None:
            variables["token"] = it.edit_token or ""
        answer = await self.ask(OWN.replace("FIELDS", fields), who or NOBODY, language=language, **variables)
        assert "errors" not in answer, answer
        return answer["data"]["application"]

    async def do(self, name: str, input: dict[str, Any], who: Principal = NOBODY, *, shown: str = "") -> Any:
        """What a mutation answers with."""
        type_name = f"{name[0].upper()}{name[1:]}Input"
        errors = "errors { code field message }"
        document = f"mutation Do($input: {type_name}!) {{ {name}(input: $input) {{ {shown} {errors} }} }}"
        answer = await self.ask(document, who, input=input)
        assert "errors" not in answer, answer
        return answer["data"][name]

    async def apply(self, *choices: Choice, who: Principal | None = None, **told: Any) -> Submitted:
        """An application of somebody else with another boat each time."""
        async with self.database.unit_of_work(*([who] if who else [])) as connection:
            return await submit_application(
                connection,
                self._form(choices, **told),
                round_id=at.A_ROUND.id,
                now=at.DURING,
                chance=self.chance,
                person_id=id_of(who) if who else None,
            )

    def _form(self, choices: tuple[Choice, ...], **told: Any) -> Form:
        self.applicants += 1
        number = self.applicants
        applicant = replace(at.APPLICANT, first_name=f"Nro{number}", email=f"{number}@example.org", phone=None)
        boat = replace(at.BOAT, registration=f"A{number}")
        return replace(at.a_form(*choices, applicant=applicant, boat=boat), **told)


@pytest.fixture
async def asked(town: Database, town_url: str) -> AsyncIterator[Town]:
    """The service as it answers, compiled reads included."""
    async with town.unit_of_work() as connection:
        await settle(connection)
    clock = StoppedClock(at.AFTER)
    async with open_service(town_url, schema=SCHEMA, clock=clock, refusals=REFUSALS, keeps_answers=False) as service:
        yield Town(town, service.executor, clock)
