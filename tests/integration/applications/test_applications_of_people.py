"""Applications and people: made while signed in, made without an account and confirmed by mail, then claimed."""

from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.access.records import Principal
from harbors.applications.commands import edit_application, submit_application, withdraw_application
from harbors.applications.ownership import (
    ask_for_confirmation,
    claim_application,
    confirm_application,
    hide_applicants,
)
from harbors.applications.reads import own_application
from harbors.applications.records import Application, ApplicationStatus, Changes, Confirmation, Submitted
from harbors.customers.commands import attest_residence, disclose_nothing, update_profile
from harbors.errors import HarborError, Invalid, NotFound, Refused
from tests import harbor_town as at
from tests.signed_in import CHANCE, handler, id_of, sign_in


@pytest.fixture
async def boater(town: Database) -> Principal:
    """Somebody whose profile has the name of the test town's applicant."""
    boater = await sign_in(town, "boater")
    await tell(town, boater, first_name="väinö", last_name="VESIMÄKI")
    return boater


async def tell(town: Database, who: Principal, **changes: Any) -> None:
    async with town.unit_of_work(who) as connection:
        await update_profile(
            connection,
            lambda told: replace(told, **changes),
            person_id=id_of(who),
            now=at.DURING,
        )


async def order_non_disclosure(town: Database, who: Principal) -> None:
    async with town.unit_of_work(who) as connection:
        await act_as_system(connection)
        await disclose_nothing(connection, person_id=id_of(who), now=at.DURING)
        await hide_applicants(connection, id_of(who))


async def submit(town: Database, who: Principal | None = None, **changes: Any) -> Submitted:
    form = at.a_form(applicant=replace(at.APPLICANT, **changes))
    async with town.unit_of_work(*([who] if who else [])) as connection:
        return await submit_application(
            connection,
            form,
            round_id=at.A_ROUND.id,
            now=at.DURING,
            chance=CHANCE,
            person_id=id_of(who) if who else None,
        )


async def claim(town: Database, who: Principal, submitted: Submitted) -> Application:
    async with town.unit_of_work(who) as connection:
        return await claim_application(
            connection,
            application_id=submitted.application.id,
            edit_token=str(submitted.edit_token),
            person_id=id_of(who),
            now=at.DURING,
        )


async def seen(town: Database, who: Principal, submitted: Submitted, *, token: str | None = None) -> Application:
    async with town.unit_of_work(who) as connection:
        return await own_application(connection, submitted.application.id, edit_token=token)


async def test_an_application_made_while_signed_in_belongs_to_the_person(town: Database, boater: Principal) -> None:
    submitted = await submit(town, boater)
    assert submitted.edit_token is None
    assert submitted.application.confirmation is Confirmation.CONFIRMED
    assert await seen(town, boater, submitted) == submitted.application
    with pytest.raises(NotFound):
        await seen(town, await sign_in(town, "stranger"), submitted)


async def test_the_person_edits_and_withdraws_without_a_token(town: Database, boater: Principal) -> None:
    id = (await submit(town, boater)).application.id
    async with town.unit_of_work(boater) as connection:
        changes = Changes(boat=replace(at.BOAT, name="Uisko"), information_confirmed=True)
        await edit_application(connection, changes, application_id=id, edit_token=None, now=at.DURING)
        withdrawn = await withdraw_application(connection, application_id=id, edit_token=None, now=at.DURING)
    assert (withdrawn.boat.name, withdrawn.status) == ("Uisko", ApplicationStatus.WITHDRAWN)
    with pytest.raises(NotFound):
        async with town.unit_of_work(await sign_in(town, "stranger")) as connection:
            await withdraw_application(connection, application_id=id, edit_token=None, now=at.DURING)


async def test_a_link_confirms_the_mail_address_of_an_application(town: Database) -> None:
    submitted = await submit(town)
    token = str(submitted.edit_token)
    async with town.unit_of_work() as connection:
        unconfirmed = await own_application(connection, submitted.application.id, edit_token=token)
        link = await ask_for_confirmation(connection, unconfirmed, now=at.DURING, chance=CHANCE)
    assert unconfirmed.confirmation is Confirmation.UNCONFIRMED
    async with town.unit_of_work() as connection:
        assert await confirm_application(connection, link.token, now=at.DURING) == submitted.application.id
    async with town.unit_of_work() as connection:
        confirmed = await own_application(connection, submitted.application.id, edit_token=token)
        assert confirmed.confirmation is Confirmation.CONFIRMED
    for again in (link.token, "0" * 64, "\0", token):
        with pytest.raises(NotFound):
            async with town.unit_of_work() as connection:
                await confirm_application(connection, again, now=at.DURING)


async def test_another_address_is_confirmed_by_another_link(town: Database) -> None:
    submitted = await submit(town)
    own: dict[str, Any] = {"application_id": submitted.application.id, "edit_token": submitted.edit_token}
    async with town.unit_of_work() as connection:
        application = await own_application(connection, own["application_id"], edit_token=own["edit_token"])
        link = await ask_for_confirmation(connection, application, now=at.DURING, chance=CHANCE)
        changes = Changes(applicant=replace(at.APPLICANT, email="new@example.org"), information_confirmed=True)
        await edit_application(connection, changes, **own, now=at.DURING)
    with pytest.raises(NotFound):
        async with town.unit_of_work() as connection:
            await confirm_application(connection, link.token, now=at.DURING)


async def test_a_claimed_application_is_the_persons_and_its_capability_is_no_more(
    town: Database, boater: Principal
) -> None:
    submitted = await submit(town)
    claimed = await claim(town, boater, submitted)
    assert (claimed.person_id, claimed.claimed_at) == (boater.person_id, at.DURING)
    assert await seen(town, boater, submitted) == claimed
    stranger = await sign_in(town, "stranger")
    with pytest.raises(NotFound):
        await seen(town, stranger, submitted, token=submitted.edit_token)
    await tell(town, stranger, first_name="Väinö", last_name="Vesimäki")
    with pytest.raises(NotFound):
        await claim(town, stranger, submitted)


async def test_nobody_claims_what_names_somebody_else_or_without_the_capability(
    town: Database, boater: Principal
) -> None:
    other = await submit(town, first_name="Aino")
    with pytest.raises(Refused) as refusal:
        await claim(town, boater, other)
    assert [problem.code for problem in refusal.value.problems] == ["CLAIM_NAMES_DIFFER"]
    with pytest.raises(Refused):
        await claim(town, await sign_in(town, "without a profile"), other)
    with pytest.raises(NotFound):
        await claim(town, boater, replace(await submit(town), edit_token="0" * 64))


async def test_nobody_takes_an_application_in_the_name_of_another(town: Database, boater: Principal) -> None:
    submitted = await submit(town)
    stranger = await sign_in(town, "stranger")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with town.unit_of_work(boater) as connection:
            await own_application(connection, submitted.application.id, edit_token=submitted.edit_token)
            await connection.execute(
                "UPDATE applications SET person_id = $1, edit_token_hash = NULL", stranger.person_id
            )


async def test_a_minor_is_refused_and_whoever_may_be_of_age_by_then_is_not(town: Database, boater: Principal) -> None:
    await tell(town, boater, birth_year=2010)
    with pytest.raises(Invalid) as refusal:
        await submit(town, boater)
    assert [(problem.code, problem.field) for problem in refusal.value.problems] == [("UNDER_AGE", "applicant")]
    await tell(town, boater, birth_year=2009)
    await submit(town, boater)


async def test_under_non_disclosure_an_application_holds_no_residence_and_the_class_is_attested(
    town: Database, boater: Principal
) -> None:
    await order_non_disclosure(town, boater)
    with pytest.raises(HarborError) as refusal:
        await submit(town, boater)
    assert [problem.field for problem in refusal.value.problems] == [
        "applicant.address",
        "applicant.zipCode",
        "applicant.municipality",
    ]
    hidden = {"address": None, "zip_code": None, "municipality": None}
    assert (await submit(town, boater, **hidden)).application.class_number == 2
    async with town.unit_of_work(await handler(town)) as connection:
        await attest_residence(
            connection, person_id=id_of(boater), municipality="helsinki", resides=True, now=at.DURING
        )
    submitted = await submit(town, boater, **hidden)
    assert submitted.application.class_number == 1
    assert submitted.application.applicant.non_disclosure


async def test_non_disclosure_takes_the_residence_out_of_applications_and_leaves_their_class(
    town: Database, boater: Principal
) -> None:
    submitted = await submit(town, boater)
    later = await submit(town)
    await order_non_disclosure(town, boater)
    hidden = await seen(town, boater, submitted)
    assert (hidden.applicant.address, hidden.applicant.zip_code, hidden.applicant.municipality) == (None, None, None)
    assert (hidden.class_number, hidden.applicant.non_disclosure) == (1, True)
    async with town.unit_of_work(boater) as connection:
        again = await edit_application(
            connection, Changes(information_confirmed=True), application_id=hidden.id, edit_token=None, now=at.DURING
        )
    assert again.class_number == 1
    await claim(town, boater, later)
    assert (await seen(town, boater, later)).applicant.address is None
