"""Every mutation, counted from the schema, as everybody: who may not is told so, and nothing has changed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import context_opener
from harbors.access.commands import act_as_system
from harbors.access.records import Principal
from schema import ids
from schema.context import Context
from schema.execution import ReferenceExecutor
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.cast import CAST, VICTIM, person, settle
from tests.clocks import StoppedClock
from tests.integration.permissions.furniture import (
    API_KEY,
    APPLICATION,
    BOAT,
    CERTIFICATE,
    CLIENT,
    CORRECTION,
    DRAFT,
    EXCHANGE_MEMBER,
    GRANT,
    GROUND,
    IMAGE,
    INVITATION,
    LEASE,
    LISTING,
    NOTICE,
    PAIR,
    PRICE_LIST,
    QUEUE_ENTRY,
    RENEWAL_RUN,
    REPRESENTATION,
    ROUND,
    SEASON,
    SIGN_UP,
    STICKER,
    UPLOAD,
    furnish,
)
from tests.integration.permissions.samples import Samples

SCHEMA = build()
EVERYBODY = frozenset(CAST)
# Signed in, and not through a program that was given leave for nothing.
PEOPLE = frozenset(name for name, one in CAST.items() if one.person_id and one.scopes is None)
# Anybody, a program only with leave: it would speak for the person.
WITHIN_SCOPE = EVERYBODY - {"program", "victim's program"}
MANAGERS = frozenset({"manager", "owner"})
CLERKS = MANAGERS | {"clerk", "key"}
CITY = frozenset({"handler"})
# Who handles for the city is a clerk of the city, too, whose round it is.
CLERKS_OF_THE_CITY = CITY

# Said here once more, by hand: who may, whatever becomes of it then.
MAY: dict[str, frozenset[str]] = {
    "submitApplication": WITHIN_SCOPE,
    **dict.fromkeys(("saveDraft", "discardDraft"), PEOPLE),
    "editApplication": WITHIN_SCOPE,
    **dict.fromkeys(
        ("withdrawApplication", "declineAward", "acceptOffer", "declineOffer", "refuseUpgrades", "acceptUpgrades"),
        WITHIN_SCOPE,
    ),
    "requestCorrection": WITHIN_SCOPE,
    **dict.fromkeys(("requestInvoice", "startPayment"), WITHIN_SCOPE),
    "decideCorrection": CLERKS_OF_THE_CITY,
    "submitListing": CLERKS,
    "withdrawListing": CLERKS,
    "importListings": MANAGERS,
    "setGate": CLERKS,
    **dict.fromkeys(("setSeason", "moveSeason", "startRenewals", "retryRenewals", "cancelRenewals"), MANAGERS),
    "renewLease": PEOPLE,
    **dict.fromkeys(("giveStorageNotice", "withdrawStorageNotice"), PEOPLE),
    **dict.fromkeys(("enterPaperStorageNotice", "cancelStorageNotice", "endStorageNotice"), CLERKS),
    **dict.fromkeys(("measureStorageNotice", "noteStickersPosted", "giveSticker"), CLERKS),
    **dict.fromkeys(("setStorageTerms", "setStickerKinds"), MANAGERS),
    **dict.fromkeys(("setSeason", "moveSeason"), MANAGERS),
    "retireResource": MANAGERS,
    **dict.fromkeys(("confirmApplication", "confirmMail"), EVERYBODY),
    **dict.fromkeys(
        (
            "addBoat",
            "addCertificate",
            "editBoat",
            "registerOrganisation",
            "removeBoat",
            "removeCertificate",
            "requestMailConfirmation",
            "setNonDisclosure",
            "updateProfile",
        ),
        PEOPLE,
    ),
    "claimApplication": PEOPLE - {"stranger"},
    **dict.fromkeys(("attestOfAge", "attestResidence", "refuseRepresentation", "verifyRepresentation"), CITY),
    **dict.fromkeys(("signUpProvider", "withdrawSignUp", "acceptInvitation"), PEOPLE),
    **dict.fromkeys(("approveProvider", "rejectProvider", "setListingsReviewed", "takeDownImage"), CITY),
    **dict.fromkeys(("updateProvider", "inviteMember", "withdrawInvitation", "setPolicies"), MANAGERS),
    **dict.fromkeys(("changeMemberRole", "removeMember"), MANAGERS),
    "cutLots": MANAGERS,
    **dict.fromkeys(("createRound", "changeRoundRules", "moveRound", "closeRound"), MANAGERS),
    **dict.fromkeys(("freezeRound", "rehearseDraw", "runDraw", "releaseDraw", "publishDraw", "resetRound"), MANAGERS),
    **dict.fromkeys(("openBatch", "publishBatch", "resetBatch"), MANAGERS),
    "leaveProvider": CLERKS - {"key"} | {"viewer"},
    **dict.fromkeys(("setOpeningHours", "attachImage", "detachImage"), CLERKS),
    **dict.fromkeys(("createApiKey", "revokeApiKey", "rotateApiKey"), MANAGERS),
    "registerClient": MANAGERS,
    **dict.fromkeys(("retireClient", "revokeGrant", "rotateClientSecret", "updateClient"), PEOPLE),
    **dict.fromkeys(("reinstateClient", "suspendClient"), CITY),
    "approveListings": CITY,
    "rejectListings": CITY,
    "setOfferTerms": MANAGERS,
    **dict.fromkeys(("notePayment", "noteRefundPaid", "cancelOrder", "addOrderLine"), CLERKS),
    **dict.fromkeys(("createPriceList", "publishPriceList", "withdrawPriceList", "addSubsidy", "endSubsidy"), MANAGERS),
    "setPayerGroup": CITY,
    **dict.fromkeys(("makeOffer", "withdrawOffer", "extendOffer"), CLERKS),
    **dict.fromkeys(("recordLease", "endLease", "moveTenant"), CLERKS),
    **dict.fromkeys(("recordLease", "endLease", "moveTenant", "transferLease", "approveSwap"), CLERKS),
    **dict.fromkeys(("terminateLease", "proposeSwap", "answerSwap", "withdrawSwap"), PEOPLE),
    **dict.fromkeys(("setSwitchPolicy", "setRefundRule"), MANAGERS),
    **dict.fromkeys(("joinQueue", "leaveQueue", "acceptExchange", "declineExchange"), PEOPLE),
    "proposeExchanges": CLERKS,
    **dict.fromkeys(
        ("enterPaperApplication", "setApplicationClass", "resolveDuplicate", "handleApplications"), CLERKS_OF_THE_CITY
    ),
    "decideClaim": CLERKS_OF_THE_CITY,
    "sendCircular": CLERKS,
}

OF_THE_CLUBS_ROUND = (
    *("ChangeRoundRulesInput", "MoveRoundInput", "CloseRoundInput", "FreezeRoundInput", "RehearseDrawInput"),
    *("RunDrawInput", "ReleaseDrawInput", "PublishDrawInput", "ResetRoundInput"),
    *("OpenBatchInput", "PublishBatchInput", "ResetBatchInput"),
)
SAMPLES = Samples(
    {
        "providerId": ids.encode("Provider", at.CLUB),
        "roundId": ids.encode("Round", at.A_ROUND.id),
        **{f"{name}.roundId": ids.encode("Round", ROUND) for name in OF_THE_CLUBS_ROUND},
        "applicationId": ids.encode("Application", at.key("application", "none")),
        "DecideClaimInput.applicationId": ids.encode("Application", APPLICATION),
        "SetApplicationClassInput.applicationId": ids.encode("Application", APPLICATION),
        "act": {"setClass": 2},
        "applicationIds": [ids.encode("Application", APPLICATION)],
        "duplicateId": ids.encode("ApplicationDuplicate", PAIR),
        "correctionId": ids.encode("Correction", CORRECTION),
        "draftId": ids.encode("ApplicationDraft", DRAFT),
        "boatId": ids.encode("OwnedBoat", BOAT),
        "certificateId": ids.encode("BoatCertificate", CERTIFICATE),
        "representationId": ids.encode("Representation", REPRESENTATION),
        "personId": ids.encode("Person", VICTIM),
        "signUpId": ids.encode("ProviderSignUp", SIGN_UP),
        "invitationId": ids.encode("ProviderInvitation", INVITATION),
        "memberId": ids.encode("ProviderMember", at.key("member", at.CLUB, person("viewer"))),
        "subjectId": ids.encode("Harbor", at.CLUB_HARBOR),
        "imageId": ids.encode("Image", IMAGE),
        "AttachImageInput.imageId": ids.encode("ImageUpload", UPLOAD),
        "groundM2": "500.00",
        "unmarkedId": ids.encode("UnmarkedWinterStorage", GROUND),
        "clientId": ids.encode("Client", CLIENT),
        "grantId": ids.encode("Grant", GRANT),
        "apiKeyId": ids.encode("ApiKey", API_KEY),
        "listingId": ids.encode("Listing", LISTING),
        "exchangeId": ids.encode("Exchange", EXCHANGE_MEMBER),
        "entryId": ids.encode("QueueEntry", QUEUE_ENTRY),
        "siteId": ids.encode("Pier", at.pier("club", "A")),
        "seasonId": ids.encode("Season", SEASON),
        "runId": ids.encode("RenewalRun", RENEWAL_RUN),
        "noticeId": ids.encode("StorageNotice", NOTICE),
        "stickerIds": [ids.encode("Sticker", STICKER)],
        "usualM2": "20.00",
        "leaseId": ids.encode("Lease", LEASE),
        "orderId": ids.encode("Order", at.key("order", "victim's")),
        "refundId": ids.encode("Refund", at.key("refund", "victim's")),
        "offerId": ids.encode("Offer", at.key("offer", "victim's")),
        "otherLeaseId": ids.encode("Lease", LEASE),
        "priceListId": ids.encode("PriceList", PRICE_LIST),
        "subsidyId": ids.encode("Subsidy", PRICE_LIST),
        "organisationId": ids.encode("Organisation", PRICE_LIST),
        "percent": "50.00",
        "fee": "20.00",
        "placeId": ids.encode("Berth", at.berth("club", "A", 2)),
        "resourceId": ids.encode("Berth", at.berth("club", "A", 1)),
    }
)
DENIED = {"UNAUTHENTICATED", "FORBIDDEN"}
TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"
# Everything that is in a table.
STATE = """
    SELECT '{0}' AS name, count(*) || md5(coalesce(string_agg(t::text, '+' ORDER BY t::text), '')) AS state
    FROM {0} AS t
"""


class Undone(Exception):
    """The end of a transaction of which nothing shall stay."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The town, in which somebody tries a mutation."""

    database: Database

    async def attempt(self, name: str, principal: Principal, *, stays: bool) -> set[str]:
        """The codes of errors at the top level; what is done stays only where it says so."""
        assert SCHEMA.mutation_type is not None
        input_type = SCHEMA.mutation_type.fields[name].args["input"].type
        payload = f"mutation Walk($input: {input_type}!) {{ {name}(input: $input) {{ errors {{ code }} }} }}"
        request = GraphQLRequest(payload.replace("!!", "!"), variables={"input": SAMPLES.value(input_type)})
        answer = await self._executor(stays=stays).execute(request, RequestFacts("walk", principal=principal))
        return {error["extensions"]["code"] for error in orjson.loads(answer.body).get("errors", [])}

    async def state(self) -> dict[str, str]:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            tables = [row["relname"] for row in await connection.fetch(TABLES)]
            rows = await connection.fetch(" UNION ALL ".join(STATE.format(table) for table in tables))
            return {row["name"]: row["state"] for row in rows}

    def _executor(self, *, stays: bool) -> ReferenceExecutor:
        open_context = context_opener(self.database, StoppedClock())

        @asynccontextmanager
        async def opened(facts: RequestFacts) -> AsyncIterator[Context]:
            async with open_context(facts) as context:
                if not stays:
                    context.unit_of_work = lambda: _undone(self.database, facts.principal)
                yield context

        return ReferenceExecutor(SCHEMA, opened)


@asynccontextmanager
async def _undone(database: Database, principal: Principal) -> AsyncIterator[Any]:
    try:
        async with database.unit_of_work(principal) as connection:
            yield connection
            raise Undone
    except Undone:
        pass


@pytest.fixture
async def walk(town_url: str) -> AsyncIterator[Walk]:
    async with Database.open(town_url, size=2, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
            await furnish(connection)
        yield Walk(database)


def test_it_is_said_of_every_mutation_who_may() -> None:
    assert SCHEMA.mutation_type is not None
    assert MAY.keys() == SCHEMA.mutation_type.fields.keys()


@pytest.mark.parametrize("name", MAY)
async def test_who_may_not_is_told_so_and_nothing_has_changed(walk: Walk, name: str) -> None:
    before = await walk.state()
    told = {role: await walk.attempt(name, CAST[role], stays=True) for role in CAST if role not in MAY[name]}
    assert told == {role: {"UNAUTHENTICATED" if role == "nobody" else "FORBIDDEN"} for role in told}
    assert await walk.state() == before


@pytest.mark.parametrize("name", MAY)
async def test_who_may_is_not_turned_away(walk: Walk, name: str) -> None:
    told = {role: await walk.attempt(name, CAST[role], stays=False) for role in sorted(MAY[name])}
    assert {role: codes & DENIED for role, codes in told.items()} == {role: set() for role in told}
    assert all("INTERNAL" not in codes for codes in told.values()), told
