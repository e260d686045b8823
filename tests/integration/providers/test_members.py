"""Members come by invitation, have roles, and go; managers make no owners, and a provider is never without one."""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from harbors.chance import token_hash
from harbors.errors import Refused
from harbors.members.rules import INVITATIONS_AT_MOST
from schema import ids
from tests import harbor_town as at
from tests.cast import person
from tests.integration.providers.conftest import Asking

CLUB = ids.encode("Provider", at.CLUB)
INVITATION = "invitation { id email role state }"
LINK = "SELECT figures ->> 'link' FROM messages WHERE template = 'PROVIDER_INVITATION' ORDER BY created_at DESC LIMIT 1"
MEMBERS = "query($id: ID!) { provider(id: $id) { members { nodes { id role name } } } }"


async def invite(town: Asking, by: str = "manager", role: str = "CLERK", email: str = "new@example.org") -> str:
    """The token in the mail."""
    payload = await town.do("inviteMember", INVITATION, by, providerId=CLUB, email=email, role=role)
    assert payload["errors"] == []
    link: str = await town.value(LINK)
    return link.partition("?token=")[2]


async def member(town: Asking, who: str) -> str:
    found = await town.value(
        "SELECT id FROM provider_members WHERE provider_id = $1 AND person_id = $2", at.CLUB, person(who)
    )
    return ids.encode("ProviderMember", found)


async def roles(town: Asking) -> dict[str, int]:
    counted: dict[str, int] = await town.value(
        "SELECT json_object_agg(role, number) FROM "
        "(SELECT role, count(*) AS number FROM provider_members WHERE provider_id = $1 GROUP BY role) AS counted",
        at.CLUB,
    )
    return counted


async def test_whoever_has_the_mail_and_is_signed_in_becomes_a_member_once(town_asked: Asking) -> None:
    token = await invite(town_asked)
    payload = await town_asked.do("acceptInvitation", "member { role provider { id } }", "stranger", token=token)
    assert payload["member"] == {"role": "CLERK", "provider": {"id": CLUB}}
    unknown = [("INVITATION_UNKNOWN", "token")]
    assert await town_asked.refused("acceptInvitation", "victim", token=token) == unknown
    accepted = await town_asked.value("SELECT accepted_by FROM provider_invitations")
    assert accepted == person("stranger")


async def test_the_token_is_in_the_mail_alone(town_asked: Asking) -> None:
    token = await invite(town_asked)
    assert await town_asked.value("SELECT token_hash FROM provider_invitations") == token_hash(token)
    kept = await town_asked.value("SELECT string_agg(i::text, '') FROM provider_invitations AS i")
    assert token not in kept
    assert token not in await town_asked.value("SELECT string_agg(e::text, '') FROM audit_entries AS e")


async def test_nobody_accepts_without_signing_in(town_asked: Asking) -> None:
    token = await invite(town_asked)
    assert await town_asked.denied("acceptInvitation", "nobody", token=token) == ["UNAUTHENTICATED"]


@pytest.mark.parametrize("token", ["", "0" * 64, "' OR 1=1 --"])
async def test_a_token_that_never_was_one_is_unknown(town_asked: Asking, token: str) -> None:
    assert await town_asked.refused("acceptInvitation", "stranger", token=token) == [("INVITATION_UNKNOWN", "token")]


async def test_an_invitation_is_no_longer_good_after_fourteen_days(town_asked: Asking) -> None:
    first, second = await invite(town_asked), await invite(town_asked, email="other@example.org")
    town_asked.clock.time = at.DURING + timedelta(days=14) - timedelta(microseconds=1)
    assert await town_asked.refused("acceptInvitation", "stranger", token=first) == []
    town_asked.clock.time = at.DURING + timedelta(days=14)
    assert await town_asked.refused("acceptInvitation", "victim", token=second) == [("INVITATION_UNKNOWN", "token")]


async def test_an_invitation_ends_with_the_power_of_who_made_it(town_asked: Asking) -> None:
    token = await invite(town_asked)
    demoted = await town_asked.refused(
        "changeMemberRole", "owner", memberId=await member(town_asked, "manager"), role="CLERK"
    )
    assert demoted == []
    assert await town_asked.refused("acceptInvitation", "stranger", token=token) == [("INVITATION_UNKNOWN", "token")]


async def test_an_invitation_can_be_taken_back_and_not_twice(town_asked: Asking) -> None:
    payload = await town_asked.do(
        "inviteMember", INVITATION, "manager", providerId=CLUB, email="n@example.org", role="VIEWER"
    )
    token, id = (await town_asked.value(LINK)).partition("?token=")[2], payload["invitation"]["id"]
    taken = await town_asked.do("withdrawInvitation", "invitation { state }", "manager", invitationId=id)
    assert taken["invitation"] == {"state": "WITHDRAWN"}
    assert await town_asked.refused("acceptInvitation", "stranger", token=token) == [("INVITATION_UNKNOWN", "token")]
    again = await town_asked.refused("withdrawInvitation", "owner", invitationId=id)
    assert again == [("INVITATION_ANSWERED", "invitationId")]


async def test_of_many_who_accept_at_once_one_does(town_asked: Asking) -> None:
    token = await invite(town_asked)
    people = ("stranger", "victim", "stranger's clerk", "handler")
    tried = await asyncio.gather(*(town_asked.refused("acceptInvitation", who, token=token) for who in people))
    assert sorted(tried, key=len) == [[], *[[("INVITATION_UNKNOWN", "token")]] * 3]


async def test_a_member_is_not_made_a_member_again(town_asked: Asking) -> None:
    token = await invite(town_asked)
    assert await town_asked.refused("acceptInvitation", "viewer", token=token) == [("MEMBER_ALREADY", None)]


async def test_a_manager_makes_and_unmakes_no_owner(town_asked: Asking) -> None:
    owner, clerk = await member(town_asked, "owner"), await member(town_asked, "clerk")
    refused = town_asked.refused
    no_owner = {"providerId": CLUB, "email": "n@example.org", "role": "OWNER"}
    assert await refused("inviteMember", "manager", **no_owner) == [("OWNERS_BY_OWNERS", "role")]
    assert await refused("changeMemberRole", "manager", memberId=clerk, role="OWNER") == [("OWNERS_BY_OWNERS", "role")]
    assert await refused("changeMemberRole", "manager", memberId=owner, role="CLERK") == [("OWNERS_BY_OWNERS", "role")]
    assert await refused("removeMember", "manager", memberId=owner) == [("OWNERS_BY_OWNERS", "memberId")]
    payload = await town_asked.do("inviteMember", INVITATION, "owner", **no_owner)
    taken = await refused("withdrawInvitation", "manager", invitationId=payload["invitation"]["id"])
    assert taken == [("OWNERS_BY_OWNERS", "invitationId")]
    assert await roles(town_asked) == {"VIEWER": 1, "CLERK": 1, "MANAGER": 1, "OWNER": 1}


async def test_row_security_lets_no_manager_make_or_unmake_an_owner(town_asked: Asking) -> None:
    manager = await town_asked.recognise("manager")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with town_asked.database.unit_of_work(manager) as connection:
            await connection.execute("UPDATE provider_members SET role = 'OWNER' WHERE role = 'CLERK'")
    async with town_asked.database.unit_of_work(manager) as connection:
        gone = await connection.execute("DELETE FROM provider_members WHERE role = 'OWNER'")
    assert gone == "DELETE 0"


async def test_an_owner_makes_another_and_may_leave_then(town_asked: Asking) -> None:
    assert await town_asked.refused("leaveProvider", "owner", providerId=CLUB) == [("LAST_OWNER", None)]
    own = await member(town_asked, "owner")
    assert await town_asked.refused("changeMemberRole", "owner", memberId=own, role="CLERK") == [("LAST_OWNER", None)]
    manager = await member(town_asked, "manager")
    assert await town_asked.refused("changeMemberRole", "owner", memberId=manager, role="OWNER") == []
    assert await town_asked.refused("leaveProvider", "owner", providerId=CLUB) == []
    assert await roles(town_asked) == {"VIEWER": 1, "CLERK": 1, "OWNER": 1}
    assert await town_asked.denied("leaveProvider", "owner", providerId=CLUB) == ["FORBIDDEN"]


async def test_of_two_owners_who_leave_at_once_one_stays(town_asked: Asking) -> None:
    manager = await member(town_asked, "manager")
    await town_asked.do("changeMemberRole", "", "owner", memberId=manager, role="OWNER")
    tried = await asyncio.gather(
        *(town_asked.refused("leaveProvider", who, providerId=CLUB) for who in ("owner", "manager"))
    )
    assert sorted(tried, key=len) == [[], [("LAST_OWNER", None)]]
    assert (await roles(town_asked))["OWNER"] == 1


async def test_the_database_keeps_an_owner_whoever_deletes(town_asked: Asking) -> None:
    manager = await member(town_asked, "manager")
    await town_asked.do("changeMemberRole", "", "owner", memberId=manager, role="OWNER")
    both_deleted = asyncio.Barrier(2)

    async def leave(who: str) -> str:
        principal = await town_asked.recognise(who)
        async with town_asked.database.unit_of_work(principal) as connection:
            gone = await connection.execute("DELETE FROM provider_members WHERE person_id = $1", person(who))
            await both_deleted.wait()
        return gone

    tried = await asyncio.gather(leave("owner"), leave("manager"), return_exceptions=True)
    assert sorted(isinstance(one, Refused) for one in tried) == [False, True]
    assert (await roles(town_asked))["OWNER"] == 1


async def test_who_is_no_manager_handles_no_member(town_asked: Asking) -> None:
    token = await invite(town_asked)
    invitation = await town_asked.value("SELECT id FROM provider_invitations")
    acts: dict[str, dict[str, Any]] = {
        "inviteMember": {"providerId": CLUB, "email": "n@example.org", "role": "VIEWER"},
        "withdrawInvitation": {"invitationId": ids.encode("ProviderInvitation", invitation)},
        "changeMemberRole": {"memberId": await member(town_asked, "viewer"), "role": "CLERK"},
        "removeMember": {"memberId": await member(town_asked, "viewer")},
    }
    for who in ("clerk", "viewer", "stranger", "stranger's owner", "handler"):
        for name, input in acts.items():
            assert await town_asked.denied(name, who, **input) == ["FORBIDDEN"], (who, name)
    assert await town_asked.refused("acceptInvitation", "stranger", token=token) == []


async def test_members_see_each_other_and_managers_the_invitations(town_asked: Asking) -> None:
    await invite(town_asked)
    seen = await town_asked.ask(MEMBERS, "viewer", id=CLUB)
    shown = {one["role"] for one in seen["data"]["provider"]["members"]["nodes"]}
    assert shown == {"VIEWER", "CLERK", "MANAGER", "OWNER"}
    other = await town_asked.ask(MEMBERS, "stranger's owner", id=CLUB)
    assert other["data"]["provider"]["members"]["nodes"] == []
    invitations = "query($id: ID!) { provider(id: $id) { invitations { nodes { email role state } } } }"
    told = await town_asked.ask(invitations, "manager", id=CLUB)
    assert told["data"]["provider"]["invitations"]["nodes"] == [
        {"email": "new@example.org", "role": "CLERK", "state": "OPEN"}
    ]
    for who in ("viewer", "clerk", "stranger"):
        denied = await town_asked.ask(invitations, who, id=CLUB)
        assert [error["extensions"]["code"] for error in denied["errors"]] == ["FORBIDDEN"]


async def test_a_member_is_seen_under_the_name_of_the_profile(town_asked: Asking) -> None:
    named = {"firstName": "Aino", "lastName": "Vieras"}
    await town_asked.do("updateProfile", "", "stranger", **named)
    await town_asked.do("acceptInvitation", "", "stranger", token=await invite(town_asked))
    seen = await town_asked.ask(MEMBERS, "viewer", id=CLUB)
    names = {one["name"] for one in seen["data"]["provider"]["members"]["nodes"]}
    assert names == {None, "Aino Vieras"}


async def test_a_provider_does_not_mail_the_whole_town(town_asked: Asking) -> None:
    for number in range(INVITATIONS_AT_MOST):
        await invite(town_asked, email=f"n{number}@example.org")
    refused = await town_asked.refused("inviteMember", "owner", providerId=CLUB, email="n@example.org", role="CLERK")
    assert refused == [("TOO_MANY_INVITATIONS", None)]


async def test_an_invitation_goes_to_an_address(town_asked: Asking) -> None:
    refused = await town_asked.refused("inviteMember", "owner", providerId=CLUB, email="a@b\r\nBcc: c", role="CLERK")
    assert [code for code, _ in refused] == ["UNREADABLE"]
