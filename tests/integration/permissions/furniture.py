"""Knows one row of everything personal, the victim's or the club's, so that a leak has something to show."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

from harbors.access.records import PersonId
from harbors.applications.commands import submit_application
from harbors.applications.records import ApplicationId
from harbors.audit.commands import seal, write
from harbors.audit.records import Actor, ActorKind, Entry
from harbors.chance import draw_id, draw_token
from harbors.odds.commands import keep_odds
from harbors.odds.records import RoundOdds, Tally
from harbors.places.commands import publish_records
from harbors.places.records import ProviderId
from harbors.rounds.commands import create_round
from harbors.rounds.records import RoundId
from harbors.sql import Connection
from tests import harbor_town as at
from tests.cast import VICTIM, person
from tests.winter_town import clubs_yard, ground

CHANCE = at.CountingChance()


def _first_application() -> ApplicationId:
    """The id that the first application comes to, after its token."""
    chance = at.CountingChance()
    draw_token(chance)
    return ApplicationId(draw_id(chance))


APPLICATION = _first_application()
BOAT = at.key("boat", "victim's")
ORGANISATION = at.key("organisation", "victim's")
QUEUE_ENTRY = at.key("queue entry", "victim's")
EXCHANGE = at.key("exchange", "victim's")
EXCHANGE_MEMBER = at.key("exchange member", "victim's")
LEASE = at.key("lease", "victim's")
OCCUPANCY = at.key("occupancy", "victim's")
ORDER = at.key("order", "victim's")
PAYEE = at.key("payee", "club's")
STORAGE_ORDER = at.key("order", "victim's storage")
DIFFERENCE_ORDER = at.key("order", "victim's difference")
STORED = at.key("occupancy", "victim's storage")
NOTICE = at.key("storage notice", "victim's")
STICKER = at.key("sticker", "victim's")
SEASON = at.key("season", "club's")
NEXT_SEASON = at.key("season", "club's next")
RENEWAL_RUN = at.key("renewal run", "club's")
PRICE_LIST = at.key("price list", "club's")
CIRCULAR = at.key("circular", "club's")
PAYMENT = at.key("payment", "victim's")
REFUND = at.key("refund", "victim's")
LISTING = at.key("listing", "club's")
MESSAGE = at.key("message", "victim's")
SIGN_UP = at.key("sign-up", "victim's")
INVITATION = at.key("invitation", "club's")
IMAGE = at.key("image", "club's")
UPLOAD = at.key("upload", "club's")
SIZES = {"width": 2, "height": 2, "small_width": 1, "small_height": 1}
REPRESENTATION = at.key("representation", "victim's")
CERTIFICATE = at.key("certificate", "victim's")
DRAFT = at.key("draft", "victim's")
PAIR = at.key("duplicate", "victim's")
CLIENT = at.key("client", "victim's")
DRAW = at.key("draw", "city's")
CORRECTION = at.key("correction", "victim's")
GRANT = at.key("grant", "victim's")
FAMILY = at.key("family", "victim's")
REQUEST = at.key("authorization request", "victim's")
API_KEY = at.key("api key", "club's")

GROUND = ground("yard")
ROUND = RoundId(at.key("round", "club's"))

# Table by table, the values of a row by column.
ROWS: dict[str, dict[str, Any]] = {
    "person_identities": {"issuer": "https://issuer.example", "subject": "victim", "person_id": VICTIM},
    "person_profiles": {"person_id": VICTIM, "first_name": "Vilma", "last_name": "Uhri", "language": "fi"},
    "person_residences": {
        "person_id": VICTIM,
        "municipality": "helsinki",
        "resides": True,
        "attested_on": "2027-01-01",
    },
    "mail_confirmations": {
        "token_hash": "\\x" + "5e" * 32,
        "person_id": VICTIM,
        "email": "vilma@example.org",
        "expires_at": "2027-03-01T00:00:00Z",
    },
    "organisations": {"id": ORGANISATION, "business_id": "2345678-0", "name": "Uhri Oy"},
    "representations": {
        "id": REPRESENTATION,
        "organisation_id": ORGANISATION,
        "person_id": VICTIM,
        "status": "CLAIMED",
        "claimed_at": "2027-02-01T00:00:00Z",
    },
    "boats": {
        "id": BOAT,
        "person_id": VICTIM,
        "country": "FI",
        "beam_mm": 2_000,
        "length_mm": 5_000,
        "title": "OWNED",
    },
    "boat_certificates": {
        "id": CERTIFICATE,
        "boat_id": BOAT,
        "kind": "INSURANCE",
        "number": "V-1",
        "expires_on": "2028-01-01",
    },
    "boat_owners": {"boat_id": BOAT, "position": 0, "name": "Vilma Uhri", "share_percent": 100, "answers": True},
    "messages": {
        "id": MESSAGE,
        "kind": "MAIL",
        "template": "DATA_ERASED",
        "language": "fi",
        "reference": "K7M39-QXW4R",
        "address": "vilma@example.org",
        "person_id": VICTIM,
        "figures": {},
        "key": "walk",
        "status": "WAITING",
        "attempts": 0,
    },
    "provider_sign_ups": {
        "id": SIGN_UP,
        "person_id": VICTIM,
        "kind": "CLUB",
        "name_fi": "Uhrin Seura",
        "email": "vilma@example.org",
        "language": "fi",
        "assured": False,
        "state": "RECEIVED",
        "received_at": "2027-02-01T00:00:00Z",
    },
    "images": {
        "id": UPLOAD,
        "hash": "1e" * 32,
        **SIZES,
        "content": "\\x00",
        "small": "\\x00",
        "uploaded_by": person("clerk"),
    },
    "image_attachments": {
        "id": IMAGE,
        "image_id": UPLOAD,
        "hash": "1e" * 32,
        **SIZES,
        "subject_type": "PROVIDER",
        "subject_id": at.CLUB,
        "provider_id": at.CLUB,
        "licence": "CC0-1.0",
        "author": "Clerk",
    },
    "provider_invitations": {
        "id": INVITATION,
        "provider_id": at.CLUB,
        "email": "new@example.org",
        "role": "CLERK",
        "language": "fi",
        "token_hash": "\\x" + "1e" * 32,
        "invited_by": person("owner"),
        "state": "OPEN",
        "expires_at": "2027-03-01T00:00:00Z",
    },
    "clients": {
        "id": CLIENT,
        "person_id": VICTIM,
        "registered_by": VICTIM,
        "name": "Uhrin ohjelma",
        "homepage": "https://uhri.example/",
        "privacy_policy": "https://uhri.example/privacy",
        "redirect_uris": ["https://uhri.example/back"],
        "scopes": ["profile:read"],
        "confidential": False,
        "test_mode": False,
        "state": "ACTIVE",
    },
    "grants": {
        "id": GRANT,
        "person_id": VICTIM,
        "client_id": CLIENT,
        "scopes": ["profile:read"],
        "given_at": "2027-02-01T00:00:00Z",
    },
    "token_families": {
        "id": FAMILY,
        "grant_id": GRANT,
        "scopes": ["profile:read"],
        "assurance": "LOW",
        "begun_at": "2027-02-01T00:00:00Z",
    },
    "authorization_codes": {
        "hash": "\\x" + "c0" * 32,
        "family_id": FAMILY,
        "redirect_uri": "https://uhri.example/back",
        "challenge": "c" * 43,
        "expires_at": "2027-02-01T00:01:00Z",
    },
    "access_tokens": {
        "hash": "\\x" + "a0" * 32,
        "family_id": FAMILY,
        "scopes": ["profile:read"],
        "expires_at": "2027-02-01T00:15:00Z",
    },
    "refresh_tokens": {"hash": "\\x" + "b0" * 32, "family_id": FAMILY, "expires_at": "2027-05-01T00:00:00Z"},
    "authorization_requests": {
        "id": REQUEST,
        "word_hash": "\\x" + "d0" * 32,
        "query": "client_id=none",
        "verifier": "v",
        "nonce": "n",
        "expires_at": "2027-02-01T00:15:00Z",
    },
    "api_keys": {
        "id": API_KEY,
        "provider_id": at.CLUB,
        "made_by": person("owner"),
        "name": "Seuran palvelin",
        "role": "CLERK",
        "scopes": ["listings:write"],
        "secret_hash": "\\x" + "e0" * 32,
        "test_mode": False,
        "expires_at": "2028-01-01T00:00:00Z",
    },
    "program_usage": {"client_id": CLIENT, "day": "2027-02-01", "requests": 3, "cost": 40},
    "occupancies": {
        "id": OCCUPANCY,
        "place_id": at.berth("club", "A", 1),
        "period": "[2027-06-09T21:00:00Z, 2027-09-14T21:00:00Z)",
        "span": "[0, 1)",
        "kind": "LEASE",
        "state": "HOLDING",
    },
    "leases": {
        "id": LEASE,
        "provider_id": at.CLUB,
        "place_id": at.berth("club", "A", 1),
        "occupancy_id": OCCUPANCY,
        "season_starts": "2027-06-10",
        "season_ends": "2027-09-14",
        "person_id": VICTIM,
        "tenant_name": "Vilma Uhri",
        "registration": "V-1",
        "beam_mm": 2_000,
        "length_mm": 5_000,
        "status": "ACTIVE",
        "origin": "RECORDED",
    },
    "seasons": {
        "id": SEASON,
        "provider_id": at.CLUB,
        "kind": "BERTH",
        "year": 2027,
        "starts": "2027-06-10",
        "ends": "2027-09-14",
        "grace_days": 0,
        "modified_at": "2027-02-01T00:00:00Z",
    },
    "price_lists": {
        "id": PRICE_LIST,
        "provider_id": at.CLUB,
        "product": "BERTH",
        "status": "DRAFT",
        "valid": "[2026-01-01,)",
        "company_factor": 2,
        "non_billable_factor": 0,
        "created_at": "2027-02-01T00:00:00Z",
    },
    "gates": {
        "id": at.key("gate", "club's"),
        "provider_id": at.CLUB,
        "harbor_id": at.CLUB_HARBOR,
        "code": "4711",
        "lead_days": 7,
        "starts_at": "2027-01-01T00:00:00Z",
    },
    "circulars": {
        "id": CIRCULAR,
        "provider_id": at.CLUB,
        "subject_fi": "Huolto",
        "text_fi": "Laituri A huolletaan.",
        "asked_by": person("clerk"),
    },
    "circular_letters": {"circular_id": CIRCULAR, "lease_id": LEASE, "keys": []},
    "orders": {
        "id": ORDER,
        "provider_id": at.CLUB,
        "reference": "K7M39-QXW4R",
        "purpose": "OFFER",
        "status": "PAID",
        "paid_at": "2027-02-01T00:00:00Z",
        "person_id": VICTIM,
        "payer_name": "Vilma Uhri",
        "payer_email": "vilma@example.org",
        "payer_language": "fi",
    },
    "order_lines": {
        "order_id": ORDER,
        "number": 1,
        "kind": "PLACE",
        "product": "BERTH",
        "text_fi": "Venepaikka A 1",
        "text_sv": "Båtplats A 1",
        "text_en": "Berth A 1",
        "quantity": "1",
        "unit": "SEASON",
        "amount": "290.00",
        "vat_rate": "25.50",
        "vat_amount": "58.92",
        "added_by": "system",
        "added_at": "2027-02-01T00:00:00Z",
    },
    "payees": {
        "id": PAYEE,
        "provider_id": at.CLUB,
        "name": "Pursiseura ry",
        "iban": "FI7944052020036082",
        "bic": "HELSFIHH",
        "invoicing": True,
        "told_at": "2027-02-01T00:00:00Z",
    },
    "accounts": {"provider_id": at.CLUB, "use": "VAT", "account": "2939"},
    "bank_credits": {
        "id": at.key("credit", "club's"),
        "provider_id": at.CLUB,
        "iban": "FI7944052020036082",
        "archive_id": "A1",
        "booked_on": "2027-02-15",
        "amount": "290.00",
        "outcome": "UNMATCHED",
        "taken_at": "2027-02-15T00:00:00Z",
    },
    "invoice_counters": {"provider_id": at.CLUB, "year": 2027, "last": 1},
    "invoices": {
        "id": at.key("invoice", "victim's"),
        "order_id": ORDER,
        "provider_id": at.CLUB,
        "payee_id": PAYEE,
        "kind": "INVOICE",
        "year": 2027,
        "sequence": 1,
        "reference": "868516259619897",
        "issued_at": "2027-02-01T00:00:00Z",
        "due_on": "2027-02-15",
        "first_line": 1,
        "last_line": 1,
        "turned": False,
        "amount": "290.00",
        "language": "fi",
    },
    "offers": {
        "id": at.key("offer", "victim's"),
        "provider_id": at.CLUB,
        "kind": "DIRECT",
        "status": "ACCEPTED",
        "reference": "K7M39-QXW4R",
        "order_id": ORDER,
        "lease_id": LEASE,
        "place_id": at.berth("club", "A", 1),
        "occupancy_id": OCCUPANCY,
        "season_starts": "2027-06-10",
        "season_ends": "2027-09-14",
        "starts_at": "2027-06-09T21:00:00Z",
        "ends_at": "2027-09-14T21:00:00Z",
        "person_id": VICTIM,
        "tenant_name": "Vilma Uhri",
        "tenant_language": "fi",
        "registration": "V-1",
        "beam_mm": 2_000,
        "length_mm": 5_000,
        "channel": "MAIL",
        "by_invoice": False,
        "due_at": "2027-02-20T00:00:00Z",
        "grace_days": 7,
        "reminder_days": [7, 3, 1],
        "access_hashes": [],
        "answered_at": "2027-02-02T00:00:00Z",
    },
    "payments": {
        "id": PAYMENT,
        "order_id": ORDER,
        "provider_id": at.CLUB,
        "method": "EMBEDDED",
        "status": "CAPTURED",
        "amount": "300.00",
        "transaction_id": "t-1",
        "created_at": "2027-02-01T00:00:00Z",
        "captured_at": "2027-02-01T00:01:00Z",
        "asks": 0,
    },
    "refunds": {
        "id": REFUND,
        "payment_id": PAYMENT,
        "order_id": ORDER,
        "provider_id": at.CLUB,
        "amount": "10.00",
        "reason": "SURPLUS",
        "status": "OWED",
        "created_at": "2027-02-01T00:01:00Z",
        "asks": 0,
    },
    "payment_events": {
        "method": "EMBEDDED",
        "kind": "CALLBACK",
        "payment_id": PAYMENT,
        "told": {"status": "ok"},
        "outcome": "APPLIED",
        "heard_at": "2027-02-01T00:01:00Z",
    },
    "merchants": {
        "provider_id": at.CLUB,
        "method": "EMBEDDED",
        "sub_merchant_id": "club",
        "commission_percent": "0",
    },
    "switch_dues": {
        "order_id": ORDER,
        "lease_id": LEASE,
        "provider_id": at.CLUB,
        "due_at": "2027-03-01T00:00:00Z",
        "grace_until": "2027-03-08T00:00:00Z",
    },
    "queue_entries": {
        "id": QUEUE_ENTRY,
        "provider_id": at.CLUB,
        "person_id": VICTIM,
        "mode": "EXCHANGE",
        "lease_id": LEASE,
        "reference": "K7M39-QXW4R",
        "status": "WAITING",
        "class_number": 1,
        "declined": False,
        "registration": "V-1",
        "beam_mm": 2_000,
        "length_mm": 5_000,
        "accessibility_required": False,
        "joined_at": "2027-02-01T00:00:00Z",
    },
    "queue_choices": {"entry_id": QUEUE_ENTRY, "rank": 0, "place_id": at.berth("club", "A", 2)},
    "exchanges": {
        "id": EXCHANGE,
        "provider_id": at.CLUB,
        "origin": "SEARCH",
        "status": "PROPOSED",
        "expires_at": "2027-03-01T00:00:00Z",
    },
    "exchange_members": {
        "id": EXCHANGE_MEMBER,
        "exchange_id": EXCHANGE,
        "number": 0,
        "entry_id": QUEUE_ENTRY,
        "lease_id": LEASE,
        "place_id": at.berth("club", "A", 2),
        "answer": "OPEN",
    },
    "application_drafts": {
        "id": DRAFT,
        "round_id": at.A_ROUND.id,
        "person_id": VICTIM,
        "form": {"applicant": {"first_name": "Vilma"}},
        "edited_at": "2027-02-01T00:00:00Z",
    },
    "listings": {
        "id": LISTING,
        "provider_id": at.CLUB,
        "kind": "GUEST_MOORING",
        "action": "CREATE",
        "resource_id": at.key("guest mooring", "club's"),
        "content": {"number": "1"},
        "state": "PENDING",
        "reviewed": True,
        "submitted_at": "2027-02-01T00:00:00Z",
        "submitted_by": person("clerk"),
    },
}
# The victim's boat on the club's unmarked ground, which comes after the ground.
STORAGE: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "storage_terms",
        {
            "provider_id": at.CLUB,
            "usual_m2": "25.00",
            "due_days": 14,
            "remind_days": [7, 3, 1],
            "regret_days": 14,
            "cradle_days": 96,
            "refund": "BEFORE_START",
        },
    ),
    *(
        (
            "orders",
            ROWS["orders"] | {"id": id, "purpose": "STORAGE_NOTICE", "reference": reference},
        )
        for id, reference in ((STORAGE_ORDER, "K7M39-QXW4S"), (DIFFERENCE_ORDER, "K7M39-QXW4T"))
    ),
    (
        "occupancies",
        {
            "id": STORED,
            "place_id": GROUND,
            "period": "[2027-09-14T21:00:00Z, 2028-06-10T21:00:00Z)",
            "span": "[0, 1)",
            "kind": "STORAGE",
            "state": "COUNTED",
            "m2": "10.00",
        },
    ),
    (
        "storage_notices",
        {
            "id": NOTICE,
            "provider_id": at.CLUB,
            "place_id": GROUND,
            "occupancy_id": STORED,
            "order_id": STORAGE_ORDER,
            "reference": "K7M39-QXW4R",
            "season_starts": "2027-09-15",
            "season_ends": "2028-06-10",
            "person_id": VICTIM,
            "holder_name": "Vilma Uhri",
            "holder_language": "fi",
            "registration": "V-1",
            "beam_mm": 2_000,
            "length_mm": 5_000,
            "has_frame": False,
            "stands": "TRESTLES",
            "status": "PAID",
            "channel": "ONLINE",
            "access_hashes": [],
            "due_at": "2027-10-01T21:00:00Z",
            "paid_at": "2027-09-20T00:00:00Z",
        },
    ),
    ("storage_differences", {"order_id": DIFFERENCE_ORDER, "notice_id": NOTICE}),
    ("sticker_kinds", {"provider_id": at.CLUB, "kind": "BERTH"}),
    (
        "sticker_counters",
        {"provider_id": at.CLUB, "kind": "UNMARKED", "season_starts": "2027-09-15", "last": 1},
    ),
    (
        "stickers",
        {
            "id": STICKER,
            "provider_id": at.CLUB,
            "kind": "UNMARKED",
            "season_starts": "2027-09-15",
            "number": 1,
            "notice_id": NOTICE,
            "by_hand": False,
            "given_at": "2027-09-20T00:00:00Z",
        },
    ),
)
HANDLING: dict[str, Any] = {
    "id": at.key("handling", "victim's"),
    "round_id": at.A_ROUND.id,
    "provider_id": at.CITY,
    "act": "WITHDRAW",
    "detail": "none",
    "reason": "walk",
    "asked_by": person("handler"),
    "request_id": "walk",
}
# What comes after the victim's application.
ROWS_OF_THE_APPLICATION: dict[str, dict[str, Any]] = {
    "draws": {
        "id": DRAW,
        "round_id": at.A_ROUND.id,
        "kind": "GIVEN",
        "version": 1,
        "seed": "5e" * 32,
        "engine": "none",
        "applicant_count": 0,
        "place_count": 0,
        "award_count": 0,
        "result_digest": "5e" * 32,
    },
    "corrections": {
        "id": CORRECTION,
        "draw_id": DRAW,
        "application_id": APPLICATION,
        "request": "Vilma thinks that something is wrong.",
        "status": "OPEN",
        "asked_at": "2027-02-01T00:00:00Z",
    },
}
ADD = "INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_record(NULL::{table}, $1::text::json)"
ADD_PAIR = (
    "INSERT INTO application_duplicates (id, round_id, first_id, second_id, ground, found_at) "
    "VALUES ($1, $2, least($3::uuid, $4), greatest($3::uuid, $4), 'PERSON', $5)"
)
# What would give the victim or the club away.
SECRETS = ("Vilma", "Uhri", "vilma@example.org", "V-1", "2345678-0", "Vesimäki")
TIMES = dict.fromkeys(("created_at", "modified_at"), "2027-02-01T00:00:00Z")


async def furnish(connection: Connection) -> None:
    """Put the rows where they belong, as the system."""
    await connection.execute("DELETE FROM person_profiles WHERE person_id = $1", VICTIM)
    for table, values in ROWS.items():
        await _add(connection, table, values)
    chance = at.CountingChance()
    for _twice in range(2):
        submitted = await submit_application(
            connection, at.a_form(), round_id=at.A_ROUND.id, now=at.DURING, chance=chance
        )
        await connection.execute(
            "UPDATE applications SET person_id = $2, edit_token_hash = NULL WHERE id = $1",
            submitted.application.id,
            VICTIM,
        )
    for table, values in ROWS_OF_THE_APPLICATION.items():
        await _add(connection, table, values)
    await connection.execute("DELETE FROM application_duplicates")
    await connection.execute(ADD_PAIR, PAIR, at.A_ROUND.id, APPLICATION, submitted.application.id, at.DURING)
    await _add(connection, "handlings", HANDLING)
    next_season = {"id": NEXT_SEASON, "kind": "WINTER_STORAGE"}
    await _add(connection, "seasons", ROWS["seasons"] | next_season)
    of_club = {"provider_id": at.CLUB}
    seasons = {"from_season_id": SEASON, "to_season_id": NEXT_SEASON}
    await _add(connection, "renewal_runs", of_club | seasons | {"id": RENEWAL_RUN, "status": "RUNNING"})
    item = {"run_id": RENEWAL_RUN, "lease_id": LEASE, "season_id": NEXT_SEASON, "attempts": 0}
    await _add(connection, "renewal_items", of_club | item | {"id": at.key("renewal item", "club's")})
    await _add(connection, "handling_items", {"handling_id": HANDLING["id"], "application_id": APPLICATION})
    tally = Tally(won=(0,) * len(submitted.application.choices), kept=0, nothing=9)
    told = RoundOdds(round_id=at.A_ROUND.id, seeds=9, tallies={submitted.application.public_id: tally}, corners={})
    await keep_odds(connection, told, as_of=at.DURING)
    await connection.execute("SELECT set_config('ahti.capability', '', true)")
    a_round = replace(at.A_ROUND, id=ROUND, code="club", provider_id=ProviderId(at.CLUB))
    await create_round(connection, a_round, now=at.DURING)
    await publish_records(connection, clubs_yard(), now=at.OPENS)
    for table, values in STORAGE:
        await _add(connection, table, values)
    await _witness(connection, VICTIM)


async def _add(connection: Connection, table: str, values: dict[str, Any]) -> None:
    text = json.dumps(TIMES | values, default=str)
    columns = await connection.fetchval(
        "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute "
        "WHERE attrelid = $1::text::regclass AND attnum > 0 AND attname = ANY($2)",
        table,
        list(TIMES | values),
    )
    await connection.execute(ADD.format(table=table, columns=columns), text)


async def _witness(connection: Connection, about: PersonId) -> None:
    for operation in ("walk", "walkAgain"):
        entry = Entry(
            at=at.DURING,
            actor=Actor(ActorKind.PERSON, person("clerk")),
            operation=operation,
            person_id=about,
            provider_id=at.CLUB,
            subject_type="Boat",
            subject_id=UUID(str(BOAT)),
        )
        await write(connection, entry, chance=CHANCE)
    await seal(connection, at_most=1)
