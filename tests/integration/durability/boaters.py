"""Boaters who apply over HTTP whatever happens: what is not answered is asked again under its key, or given up."""

import asyncio
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from ahti.demonstration.lots import Lots
from schema import ids
from tests import harbor_town
from tests.integration.durability.service import Service

Json = dict[str, Any]

APPLICATION = """
    id reference publicId status classNumber accessibilityRequired submittedAt editedAt withdrawnAt
    applicant { firstName lastName email phone address zipCode municipality language }
    boat { type { id } registration name beamMm lengthMm draughtMm massKg estimated }
    choices { rank harbor { id } pier { id } berth { id } }
"""
_ACT = """
mutation Act($input: %sInput!) { answer: %s(input: $input) { application { %s } %s errors { code field } } }
"""
_TARGETS = (
    {"harborId": ids.encode("Harbor", harbor_town.SOUTH)},
    {"harborId": ids.encode("Harbor", harbor_town.NORTH)},
    {"pierId": ids.encode("Pier", harbor_town.pier("north", "A"))},
    {"pierId": ids.encode("Pier", harbor_town.pier("north", "B"))},
    {"berthId": ids.encode("Berth", harbor_town.berth("north", "B", 1))},
    {"berthId": ids.encode("Berth", harbor_town.berth("south", "A", 1))},
)
_MOST_CHOICES = 4
_GIVES_UP = 0.3
_ASKS_TWICE = 0.2
_PAUSE = 0.05
_PATIENCE = 30.0


@dataclass(slots=True)
class Asked:
    """One request under its key, and the answer, should one have come."""

    operation: str
    input: Json
    answer: Json | None = None

    @property
    def key(self) -> str:
        key: str = self.input["idempotencyKey"]
        return key


@dataclass(slots=True)
class Story:
    """One application as its boater knows it: what was asked, in order. Only the last may lack an answer."""

    asked: list[Asked] = field(default_factory=list)

    @property
    def email(self) -> str:
        email: str = self.asked[0].input["applicant"]["email"]
        return email

    @property
    def token(self) -> str | None:
        answer = self.asked[0].answer
        return answer["editToken"] if answer else None

    @property
    def told(self) -> Json | None:
        """The application as it was last answered."""
        answers = [one.answer["application"] for one in self.asked if one.answer]
        return answers[-1] if answers else None


@dataclass(slots=True)
class Boater:
    """Applies again and again, edits, withdraws; notes every answer in a story."""

    number: int
    seed: int
    service: Service
    http: httpx.AsyncClient
    stories: list[Story]
    answered: asyncio.Queue[str]

    async def apply_until(self, end: asyncio.Event) -> None:
        for turn in count():
            if end.is_set():
                return
            await self._apply(Lots(self.seed, self.number * 1_000_000 + turn))

    async def _apply(self, lots: Lots) -> None:
        story = Story()
        self.stories.append(story)
        edits = int(lots.between("edits", 0, 4))
        acts = [submission(lots), *(edit(lots, turn) for turn in range(edits))]
        if lots.happens("withdrawn", 0.3):
            acts.append(withdrawal(lots))
        for act in acts:
            story.asked.append(act)
            if told := story.told:
                act.input |= {"applicationId": told["id"], "editToken": story.token}
            await self._ask(act, patient=not lots.happens(f"given up: {act.key}", _GIVES_UP), twice=lots)
            if act.answer is None:
                return

    async def _ask(self, act: Asked, *, patient: bool, twice: Lots) -> None:
        """Ask until there is an answer, or only once; sometimes the same thing twice at the same time."""
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while act.answer is None:
            times = 2 if twice.happens(f"twice: {act.key}", _ASKS_TWICE) else 1
            answers = [one for one in await asyncio.gather(*[self._send(act) for _ in range(times)]) if one]
            assert all(one == answers[0] for one in answers), f"two answers to one key: {answers}"
            act.answer = answers[0] if answers else None
            if act.answer:
                self.answered.put_nowait(act.key)
            if not patient:
                return
            assert asyncio.get_running_loop().time() < deadline, f"no answer within {_PATIENCE} s: {act}"
            if act.answer is None:
                await asyncio.sleep(_PAUSE)

    async def _send(self, act: Asked) -> Json | None:
        """The answer with success; ``None`` for anything else that can come while somebody is being killed."""
        data = await ask(self.http, self.service, document_of(act.operation), {"input": act.input})
        assert data is None or data["answer"]["errors"] == [], data
        return data and data["answer"]


async def ask(http: httpx.AsyncClient, service: Service, document: str, variables: Json) -> Json | None:
    """The data of an answer without errors. Errors that say more than that something is wrong are a failure."""
    try:
        response = await http.post(f"{service.address}graphql", json={"query": document, "variables": variables})
    except httpx.TransportError:
        return None
    body: Json = response.json()
    if "errors" in body:
        assert {error["extensions"]["code"] for error in body["errors"]} == {"INTERNAL"}, body
        return None
    data: Json = body["data"]
    return data


def document_of(operation: str) -> str:
    token = "editToken" if operation == "submitApplication" else ""
    return _ACT % (operation[0].upper() + operation[1:], operation, APPLICATION, token)


def submission(lots: Lots) -> Asked:
    applicant = {
        "firstName": "Väinö",
        "lastName": f"Vesimäki {lots.number}",
        "email": f"boater-{lots.number}@example.org",
        "municipality": "helsinki" if lots.happens("resident", 0.7) else "espoo",
    }
    return Asked(
        "submitApplication",
        {
            "roundId": ids.encode("Round", harbor_town.A_ROUND.id),
            "applicant": applicant,
            "boat": _boat(beam_mm=1_000),
            "choices": _choices(lots, "submitted"),
            "informationConfirmed": True,
            "idempotencyKey": f"{lots.seed}/{lots.number}/submit",
        },
    )


def edit(lots: Lots, turn: int) -> Asked:
    """Each edit gives the boat another beam, so that it can be told which were done."""
    return Asked(
        "editApplication",
        {
            "boat": _boat(beam_mm=1_001 + turn),
            "choices": _choices(lots, f"edit {turn}"),
            "informationConfirmed": True,
            "idempotencyKey": f"{lots.seed}/{lots.number}/edit {turn}",
        },
    )


def withdrawal(lots: Lots) -> Asked:
    return Asked("withdrawApplication", {"idempotencyKey": f"{lots.seed}/{lots.number}/withdraw"})


def _boat(*, beam_mm: int) -> Json:
    return {"beamMm": beam_mm, "lengthMm": 5_400}


def _choices(lots: Lots, question: str) -> list[Json]:
    wanted = sorted(_TARGETS, key=lambda target: lots.part(f"{question}: {target}"))
    return wanted[: 1 + int(lots.part(f"{question}: how many") * _MOST_CHOICES)]
