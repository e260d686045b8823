"""Knows the whole contract: the query and mutation types, put together from the rooms of the field."""

import graphene
from graphql import GraphQLSchema

from schema import boats, draws, organisations, people, rounds
from schema.applications import ApplicationQuery
from schema.audit import AuditEntry, AuditQuery
from schema.catalogue import harbors, places, providers, shown, winter
from schema.catalogue.roots import CatalogueQuery
from schema.circulars import CircularQuery
from schema.desk import DeskQuery
from schema.exchanges import Exchange, ExchangeQuery
from schema.gates import Gate
from schema.leases import Lease
from schema.listings import Listing, ListingQuery
from schema.lookups import LookUpQuery
from schema.me import MeQuery
from schema.messages import MessageQuery
from schema.mutations.api_keys import ApiKeyMutation
from schema.mutations.applications import ApplicationMutation
from schema.mutations.awards import AwardMutation
from schema.mutations.batches import BatchMutation
from schema.mutations.boats import BoatMutation
from schema.mutations.circulars import CircularMutation
from schema.mutations.claims import ClaimMutation
from schema.mutations.corrections import CorrectionMutation
from schema.mutations.drafts import DraftMutation
from schema.mutations.draws import DrawMutation
from schema.mutations.exchanges import ExchangeMutation
from schema.mutations.gates import GateMutation
from schema.mutations.handling import HandlingMutation
from schema.mutations.handlings import HandlingsMutation
from schema.mutations.invoices import InvoiceMutation
from schema.mutations.leases import LeaseMutation
from schema.mutations.listings import ListingMutation
from schema.mutations.lots import LotMutation
from schema.mutations.members import MemberMutation
from schema.mutations.offers import OfferMutation
from schema.mutations.orders import OrderMutation
from schema.mutations.organisations import OrganisationMutation
from schema.mutations.payments import PaymentMutation
from schema.mutations.people import PersonMutation
from schema.mutations.prices import PriceMutation
from schema.mutations.programs import ProgramMutation
from schema.mutations.providers import ProviderMutation
from schema.mutations.queues import QueueMutation
from schema.mutations.renewals import RenewalMutation
from schema.mutations.rounds import RoundMutation
from schema.mutations.seasons import SeasonMutation
from schema.mutations.shown import ShownMutation
from schema.mutations.stickers import StickerMutation
from schema.mutations.storage_notices import StorageMutation
from schema.mutations.swaps import SwapMutation
from schema.mutations.switching import SwitchingMutation
from schema.offers import Offer, OfferQuery
from schema.orders import Order, OrderQuery
from schema.organisations import OrganisationQuery
from schema.people import PersonQuery
from schema.prices import PriceList, PriceQuery, SwitchReason
from schema.programs import ApiKey, Client, Grant, ProgramQuery
from schema.provider_people import ProviderInvitation, ProviderMember, ProviderPeopleQuery, ProviderSignUp
from schema.queues import QueueEntry, QueueQuery
from schema.renewals import RenewalItem, RenewalQuery, RenewalRun
from schema.rounds import RoundQuery
from schema.seasons import Season
from schema.statistics import StatisticsQuery
from schema.storage_notices import StorageNotice, StorageQuery
from schema.switching import SwitchQuery

# Every type that is read by name: importing them makes them known.
TYPES = (
    harbors.Harbor,
    harbors.Pier,
    harbors.BoatType,
    places.Berth,
    places.GuestMooring,
    places.Quay,
    places.WinterStoragePlace,
    places.UnmarkedWinterStorage,
    providers.Provider,
    providers.Service,
    providers.FerryStop,
    providers.FerryRoute,
    winter.WinterStorageArea,
    winter.WinterStorageSection,
    shown.Image,
    shown.OpeningHours,
    shown.ProviderPolicy,
    draws.Draw,
    draws.CutOff,
    draws.DrawResult,
    draws.Freeze,
    draws.Beacon,
    rounds.RoundRulesVersion,
    Listing,
    AuditEntry,
    people.Person,
    boats.OwnedBoat,
    boats.BoatCertificate,
    organisations.Organisation,
    organisations.Representation,
    ProviderSignUp,
    ProviderMember,
    ProviderInvitation,
    Client,
    Grant,
    ApiKey,
    Lease,
    StorageNotice,
    Offer,
    Order,
    QueueEntry,
    Exchange,
    Season,
    PriceList,
    SwitchReason,
    Gate,
    RenewalRun,
    RenewalItem,
)


class Query(
    CatalogueQuery,
    PriceQuery,
    RoundQuery,
    DeskQuery,
    ApplicationQuery,
    ListingQuery,
    MessageQuery,
    PersonQuery,
    OrganisationQuery,
    AuditQuery,
    ProviderPeopleQuery,
    ProgramQuery,
    QueueQuery,
    RenewalQuery,
    StorageQuery,
    LookUpQuery,
    OfferQuery,
    OrderQuery,
    ExchangeQuery,
    CircularQuery,
    SwitchQuery,
    StatisticsQuery,
    MeQuery,
    graphene.ObjectType,
):
    """What can be read."""


class Mutation(
    ApplicationMutation,
    DraftMutation,
    ClaimMutation,
    ListingMutation,
    PersonMutation,
    BoatMutation,
    OrganisationMutation,
    ProviderMutation,
    MemberMutation,
    ShownMutation,
    RoundMutation,
    AwardMutation,
    DrawMutation,
    BatchMutation,
    CorrectionMutation,
    HandlingMutation,
    HandlingsMutation,
    PriceMutation,
    ProgramMutation,
    ApiKeyMutation,
    LeaseMutation,
    OfferMutation,
    InvoiceMutation,
    OrderMutation,
    PaymentMutation,
    SeasonMutation,
    GateMutation,
    RenewalMutation,
    LotMutation,
    StorageMutation,
    StickerMutation,
    QueueMutation,
    ExchangeMutation,
    CircularMutation,
    SwapMutation,
    SwitchingMutation,
    graphene.ObjectType,
):
    """What can be done."""


def build() -> GraphQLSchema:
    """The executable schema."""
    schema: GraphQLSchema = graphene.Schema(query=Query, mutation=Mutation, types=TYPES).graphql_schema
    return schema
