"""Knows how the service is opened on a database: its pools, what resolvers are given, and whether it is ready."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from functools import partial
from time import monotonic

from graphql import GraphQLSchema
from starlette.routing import BaseRoute

from ahti.authorization.app import open_authorization
from ahti.cashier.counter import Counter
from ahti.cashier.paying import Till
from ahti.chance import SystemChance
from ahti.clock import Clock
from ahti.data_versions import DataVersions
from ahti.db import Database, Refusals
from ahti.gateways.oidc.issuers import SignIn, TrustedIssuer
from ahti.gateways.oidc.verifier import TokenVerifier
from ahti.gateways.payments.records import Gateways
from ahti.losses import UNANSWERED, DatabaseLost
from ahti.metrics import Metrics
from ahti.public import LOCAL, Public
from ahti.recognition import Recogniser
from ahti.revisions import REVISION, newest_revision
from ahti.sealing import sealed_meanwhile
from ahti.soundness import require_sound
from ahti.table_sizes import TableSizes
from ahti.table_versions import table_groups, table_versions
from ahti.tallying import tallied_meanwhile
from ahti.web.app import Service
from ahti.web.authentication import Recognise
from ahti.web.bundles import Bundles
from ahti.web.confirming import Confirming
from ahti.web.exports import Exports
from ahti.web.gdpr import GdprApi
from ahti.web.health import IsReady
from ahti.web.images import Images
from ahti.web.inviting import ROUTES as INVITING
from ahti.web.letters import Letters
from ahti.web.link_payment import LinkPayment
from ahti.web.maps import Maps
from ahti.web.offered import Offered, order_of_offer
from ahti.web.papers import Papers
from ahti.web.payments import PaymentCalls
from ahti.web.rates.tally import Tally
from ahti.web.stored import Stored, order_of_notice
from harbors.access.records import Principal
from harbors.sql import Row
from schema.context import Context
from schema.document_cache import Documents
from schema.execution import ReferenceExecutor
from schema.reads.planning.reasons import Reason, Unplannable
from schema.reads.registry import personal_tables, read_types
from schema.reads.running.compiled import CompiledExecutor, FetchBody, FetchOwnBody, ReadTools
from schema.reads.running.plans import ReadFailed
from schema.reads.running.results import Results
from schema.requests import RequestFacts
from schema.turns import Turns

# What the function ``missing`` of the database raises.
MISSING = "AH001"


@asynccontextmanager
async def open_service(
    url: str,
    *,
    schema: GraphQLSchema,
    clock: Clock,
    refusals: Refusals | None = None,
    keeps_answers: bool = True,
    issuers: Sequence[TrustedIssuer] = (),
    recognise: Recognise | None = None,
    public: Public = LOCAL,
    sign_in: SignIn | None = None,
    gateways: Gateways | None = None,
) -> AsyncIterator[Service]:
    """The service on the database at ``url``; raises ``OperatorError`` where it must not serve.

    Those who show a token of one of the ``issuers`` are recognised, unless ``recognise`` does that. Programs of others
    are let in by people who ``sign_in`` somewhere. Money is taken by ``gateways``.
    """
    metrics, tally = Metrics(), Tally()
    async with Database.open(url, refusals=refusals) as database:
        await require_sound(database.reads, schema)
        metrics.watch(database.reads)
        documents = Documents(schema, metrics)
        till = Till(gateways=gateways or {}, clock=clock, chance=SystemChance(), url=public.url)
        open_context = context_opener(database, clock, public, till)
        reference = ReferenceExecutor(schema, open_context, documents=documents)
        async with (
            _read_tools(url, database, clock, metrics, keeps_answers=keeps_answers) as tools,
            sealed_meanwhile(database),
            tallied_meanwhile(database, tally, clock=clock),
            TokenVerifier.opened(issuers, clock=clock) as verifier,
            _authorization(database, Recogniser(database, verifier, clock.now), sign_in, public, clock) as authorizing,
        ):
            executor = CompiledExecutor(schema, reference, documents, tools, metrics)
            is_ready = readiness_of(database)
            recogniser = recognise or Recogniser(database, verifier, clock.now)
            gdpr = GdprApi(database, verifier, clock, public)
            images = Images(database.unit_of_work, database.reading, recogniser, clock.now, SystemChance())
            yield Service(
                executor=executor,
                is_ready=is_ready,
                metrics=metrics,
                recognise=recogniser,
                tally=tally,
                routes=[
                    *gdpr.routes,
                    *Confirming(database, clock).routes,
                    *INVITING,
                    *PaymentCalls(till, database.unit_of_work).routes,
                    *images.routes,
                    *Bundles(database).routes,
                    *Maps(database).routes,
                    *Exports(database, recogniser, clock, SystemChance()).routes,
                    *Papers(database, recogniser, clock, SystemChance()).routes,
                    *Letters(database, recogniser, clock, SystemChance()).routes,
                    *Offered(database.unit_of_work, clock, SystemChance(), pays=bool(till.gateways)).routes,
                    *Stored(database.unit_of_work, pays=bool(till.gateways)).routes,
                    *_payment_by_link(till, database),
                    *authorizing,
                ],
            )


def _payment_by_link(till: Till, database: Database) -> Sequence[BaseRoute]:
    """Where a gateway takes money, what a mailed link leads to is paid from its page."""
    counter, work = Counter(till, database.unit_of_work), database.unit_of_work
    if not till.gateways:
        return []
    return [
        *LinkPayment("/offers", order_of_offer, work, counter).routes,
        *LinkPayment("/storage", order_of_notice, work, counter).routes,
    ]


@asynccontextmanager
async def _authorization(
    database: Database, recogniser: Recogniser, sign_in: SignIn | None, public: Public, clock: Clock
) -> AsyncIterator[Sequence[BaseRoute]]:
    """The routes of the authorization server, where there is somewhere to sign in."""
    if sign_in is None:
        yield []
        return
    async with open_authorization(
        database, recogniser.known, sign_in, url=public.url, clock=clock, chance=SystemChance()
    ) as routes:
        yield routes


@asynccontextmanager
async def _read_tools(
    url: str, database: Database, clock: Clock, metrics: Metrics, *, keeps_answers: bool
) -> AsyncIterator[ReadTools]:
    """What compiled reads are given: the read pool, the sizes of tables, and the answers that are kept."""
    tables = {type_.relation.table for type_ in read_types()} - personal_tables()
    async with (
        DataVersions.listening(url, chance=SystemChance()) as changes,
        TableSizes.counted(database.reads, tables, state=changes.current) as sizes,
    ):
        versions = table_versions(await table_groups(database.reads), changes.current)
        results = Results(versions=versions, seconds=monotonic, meter=metrics) if keeps_answers else None
        yield ReadTools(
            fetch_body=body_fetcher(database),
            fetch_own_body=own_body_fetcher(database),
            now=clock.now,
            sizes=sizes,
            results=results,
        )


def body_fetcher(database: Database) -> FetchBody:
    """Runs the statement of a plan; what it finds missing, though it can never be null, cannot be planned."""

    async def fetch_body(sql: str, parameters: Sequence[object]) -> bytes:
        with _unforeseen_named():
            return await database.reads.fetch_body(sql, parameters)

    return fetch_body


def own_body_fetcher(database: Database) -> FetchOwnBody:
    """Runs the statement of a plan as a principal, under row security."""

    async def fetch_own_body(sql: str, parameters: Sequence[object], principal: Principal) -> bytes:
        with _unforeseen_named():
            async with database.reading_as(principal) as connection:
                body: str = await connection.fetchval(sql, *parameters)
                return body.encode()

    return fetch_own_body


@contextmanager
def _unforeseen_named() -> Iterator[None]:
    try:
        yield
    except (DatabaseLost, *UNANSWERED) as error:
        if getattr(error, "sqlstate", None) == MISSING:
            raise Unplannable(Reason.ABSENT) from None
        raise ReadFailed from error


def context_opener(
    database: Database, clock: Clock, public: Public = LOCAL, till: Till | None = None
) -> Callable[[RequestFacts], AbstractAsyncContextManager[Context]]:
    """What resolvers are given: connections are borrowed per statement and per transaction, none for a request."""

    turns = Turns()

    async def fetch(query: str, *args: object) -> Sequence[Row]:
        async with database.reading() as connection:
            return await connection.fetch(query, *args)

    @asynccontextmanager
    async def open_context(facts: RequestFacts) -> AsyncIterator[Context]:
        async def fetch_own(query: str, *args: object) -> Sequence[Row]:
            async with database.reading_as(facts.principal) as connection:
                return await connection.fetch(query, *args)

        yield Context(
            facts=facts,
            now=clock.now(),
            fetch=fetch,
            fetch_own=fetch_own,
            unit_of_work=partial(database.unit_of_work, facts.principal),
            chance=SystemChance(),
            public_url=public.url,
            beacons=public.beacons,
            turns=turns,
            cashier=Counter(till, database.unit_of_work) if till else None,
        )

    return open_context


def readiness_of(database: Database) -> IsReady:
    """Whether the database answers and is at the revision that this code is written for."""
    wanted = newest_revision()

    async def is_ready() -> bool:
        try:
            async with database.reading() as connection:
                return bool(await connection.fetchval(REVISION) == wanted)
        except (DatabaseLost, *UNANSWERED):
            return False

    return is_ready
