"""Every applicant has a receipt of what was sealed, from the freeze on, and nobody else has it."""

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from ahti.cli import main
from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY
from harbors.allocations.commands import reset_round
from harbors.applications.records import Mode, Submitted
from harbors.leases.commands import record_lease
from harbors.leases.records import Draft, LeasedBoat, Tenant
from harbors.places.records import PlaceId
from harbors.privacy.commands import erase_person
from harbors.proofs.merkle import leaf_hash, merkle_root
from harbors.rounds.records import Season
from harbors.text import Language
from harbors.verification.receipts import check_receipt
from harbors.verification.records import Judgement
from harbors.verification.verifying import verify
from schema import ids
from tests import harbor_town as at
from tests.cast import CAST
from tests.drawing import frozen, lit, published, run_frozen
from tests.integration.allocations.conftest import Town
from tests.signed_in import id_of

RECEIPT = "receipt { root frozenAt document text }"
CLERK = CAST["handler"]
LOOKS = "SELECT actor_id, after FROM audit_entries WHERE person_id = $1 AND operation = 'READ'"


VICTIM = CAST["victim"]
WIDE = replace(at.BOAT, beam_mm=2_400, registration="W 1")
EXCHANGE = "result { exchange { text gave { number } got { number } size } }"


async def receipts(asked: Town, several: list[Submitted]) -> list[Any]:
    return [(await asked.read(RECEIPT, it))["receipt"] for it in several]


def judged(receipt: Any, root: str) -> str:
    return check_receipt(receipt["document"].encode(), root=root).judgement


async def test_before_the_freeze_there_is_no_receipt_and_from_then_on_everybody_has_one(asked: Town) -> None:
    several = [await asked.apply() for _ in range(5)]
    assert await receipts(asked, several) == [None] * 5
    freeze = await frozen(asked.database, at.A_ROUND.code, now=at.AFTER)
    for it, receipt in zip(several, await receipts(asked, several), strict=True):
        assert receipt["root"] == freeze.root
        assert judged(receipt, freeze.root) == "accepted"
        assert json.loads(receipt["document"])["document"]["person"]["reference"] == it.application.reference
    await lit(asked.database, freeze)
    await run_frozen(asked.database, at.A_ROUND.code)
    assert [judged(one, freeze.root) for one in await receipts(asked, several)] == ["accepted"] * 5


async def test_the_command_line_accepts_the_file_and_refuses_one_in_which_anything_was_altered(
    asked: Town, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    several = [await asked.apply() for _ in range(3)]
    freeze = await frozen(asked.database, at.A_ROUND.code, now=at.AFTER)
    text = (await receipts(asked, several))[1]["document"]
    for name, content in (("own.json", text), ("other.json", text.replace('"Nro2"', '"Nro3"'))):
        (tmp_path / name).write_text(content)
    assert main(["verify", str(tmp_path / "own.json"), "--root", freeze.root]) == 0
    assert main(["verify", str(tmp_path / "other.json"), "--root", freeze.root]) == 1
    assert "refused" in capsys.readouterr().out


async def test_the_receipt_is_for_the_applicant_and_the_clerks_of_the_round_whose_look_is_noted(asked: Town) -> None:
    it = await asked.apply(who=VICTIM)
    await frozen(asked.database, at.A_ROUND.code, now=at.AFTER)
    asking = {name: await asked.read(RECEIPT, it, who) for name, who in CAST.items() if who.scopes is None}
    assert {name for name, seen in asking.items() if seen is not None} == {"victim", "handler"}
    async with asked.database.unit_of_work() as connection:
        await act_as_system(connection)
        looks = await connection.fetch(LOOKS, id_of(VICTIM))
    assert [(look["actor_id"], look["after"]) for look in looks] == [
        (id_of(CLERK), {"Application": [str(it.application.id)]})
    ]


async def test_an_edit_token_of_another_application_shows_nothing(asked: Town) -> None:
    one, other = await asked.apply(), await asked.apply()
    await frozen(asked.database, at.A_ROUND.code, now=at.AFTER)
    assert await asked.read(RECEIPT, replace(one, edit_token=other.edit_token)) is None
    document = f'{{ application(id: "{ids.encode("Application", one.application.id)}") {{ {RECEIPT} }} }}'
    assert (await asked.ask(document, NOBODY))["data"] == {"application": None}


async def test_a_freeze_that_was_taken_back_leaves_no_receipt_and_the_next_leaves_another(asked: Town) -> None:
    it = await asked.apply()
    first = await frozen(asked.database, at.A_ROUND.code, now=at.AFTER)
    async with asked.database.unit_of_work() as connection:
        await reset_round(connection, at.A_ROUND.code, reason="A mistake.", now=at.AFTER)
    assert await receipts(asked, [it]) == [None]
    second = await frozen(asked.database, at.A_ROUND.code, now=at.AFTER, chance=asked.chance)
    (receipt,) = await receipts(asked, [it])
    assert first.root != second.root
    assert [judged(receipt, freeze.root) for freeze in (first, second)] == ["refused", "accepted"]


async def test_after_an_erasure_the_receipt_is_gone_and_says_so(asked: Town) -> None:
    await asked.apply(at.berth_of(at.berth("south", "A", 1)))
    loser = await asked.apply(at.pier_of(at.pier("north", "A")), who=VICTIM, boat=WIDE)
    await published(asked.database, at.A_ROUND.code, now=at.AFTER)
    before = (await asked.read(RECEIPT, loser, CLERK))["receipt"]
    async with asked.database.unit_of_work() as connection:
        await erase_person(connection, id_of(VICTIM), now=at.AFTER, chance=asked.chance)
    after = (await asked.read(RECEIPT, loser, CLERK))["receipt"]
    assert (before["root"], before["document"] is None) == (after["root"], False)
    assert (after["document"], after["text"]) == (
        None,
        "The applicant was erased, so that there can be no receipt any more; the published root still holds.",
    )
    told = [(await asked.read(RECEIPT, loser, CLERK, language=one))["receipt"]["text"] for one in Language]
    assert len(set(told)) == 3


async def test_an_erasure_destroys_the_private_half_and_the_published_root_still_holds(asked: Town) -> None:
    other = await asked.apply(at.berth_of(at.berth("south", "A", 1)))
    loser = await asked.apply(at.pier_of(at.pier("north", "A")), who=VICTIM, boat=WIDE)
    await published(asked.database, at.A_ROUND.code, now=at.AFTER)
    async with asked.database.unit_of_work() as connection:
        await erase_person(connection, id_of(VICTIM), now=at.AFTER, chance=asked.chance)
        left = await connection.fetch("SELECT application_id FROM freeze_secrets")
        frozen_as = await connection.fetchrow("SELECT root, rules, places FROM freezes")
        leaves = await connection.fetch("SELECT leaf FROM freeze_leaves ORDER BY number")
        bundle = await connection.fetchval("SELECT public FROM draw_bundles")
    assert [row["application_id"] for row in left] == [other.application.id]
    assert frozen_as is not None
    tree = merkle_root([leaf_hash(row["leaf"].encode()) for row in leaves])
    hashes = [sha256(frozen_as[name].encode()).digest() for name in ("rules", "places")]
    assert sha256(b"".join((*hashes, tree))).hexdigest() == frozen_as["root"]
    assert loser.application.public_id in leaves[0]["leaf"] + leaves[1]["leaf"]
    assert verify(bundle, root=frozen_as["root"]).judgement is Judgement.ACCEPTED
    (receipt,) = await receipts(asked, [other])
    assert judged(receipt, frozen_as["root"]) == "accepted"


async def record_last_season(asked: Town, place_id: PlaceId) -> None:
    tenant = Tenant(person_id=id_of(VICTIM), name="Vilma Uhri")
    draft = Draft(
        place_id=place_id,
        season=Season(date(2026, 6, 10), date(2026, 9, 14)),
        tenant=tenant,
        boat=LeasedBoat(beam_mm=2_100, length_mm=5_400),
    )
    async with asked.database.unit_of_work(CLERK) as connection:
        await record_lease(connection, draft, provider_id=at.CITY, now=at.OPENS.replace(year=2026), chance=asked.chance)


async def test_an_exchanger_is_told_what_was_given_and_what_was_got(asked: Town) -> None:
    await record_last_season(asked, at.berth("south", "A", 1))
    it = await asked.apply(at.berth_of(at.berth("north", "B", 2)), who=VICTIM, mode=Mode.EXCHANGE)
    other = await asked.apply()
    await published(asked.database, at.A_ROUND.code, now=at.AFTER)
    assert (await asked.read(EXCHANGE, other))["result"]["exchange"] is None
    told = [(await asked.read(EXCHANGE, it, VICTIM, language=one))["result"]["exchange"] for one in Language]
    gave_and_got = {"gave": {"number": "1"}, "got": {"number": "2"}, "size": 2}
    assert told == [
        {"text": text, **gave_and_got}
        for text in (
            "Annoit: south A, paikka 1. Sait: north B, paikka 2. Samaan vaihtoketjuun osallistui 2.",
            "Du gav: south A, plats 1. Du fick: north B, plats 2. 2 deltog i samma kedja av byten.",
            "You gave south A, place 1 and got north B, place 2. 2 took part in the same chain of exchanges.",
        )
    ]


WHY = """
    result { rank explanations { choice { rank } text event sufficientPosition holderCount
                                 fitting { number } tight { number } } }
"""


async def test_every_refused_choice_is_told_in_each_language_with_a_certificate_that_counts(asked: Town) -> None:
    several = [await asked.apply(at.harbor_of(at.SOUTH)) for _ in range(3)]
    await published(asked.database, at.A_ROUND.code, now=at.AFTER)
    lost = [it for it in several if (await asked.read(WHY, it))["result"]["rank"] is None]
    assert len(lost) == 1
    told = [(await asked.read(WHY, lost[0], language=one))["result"]["explanations"] for one in Language]
    assert len({one[0]["text"] for one in told}) == 3
    (why,) = told[2]
    assert (why["choice"]["rank"], why["event"], why["sufficientPosition"], why["holderCount"]) == (0, 2, 2, 2)
    assert {one["number"] for one in why["fitting"]} <= {one["number"] for one in why["tight"]}
    assert len(why["tight"]) == why["holderCount"]
