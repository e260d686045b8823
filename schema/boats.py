"""Knows the boats of people and of organisations, with their papers, as their owners may see them."""

import graphene

from harbors.access.records import Scope
from harbors.boats import records
from schema.catalogue.common import Node
from schema.enums import described
from schema.lists import some
from schema.permissions import KNOWN
from schema.reads.declare import KEY, Expression, Listing, Relation, SortKey, ToMany
from schema.reads.fields import computed, to_many, to_one
from schema.reads.resources import Resource

Propulsion = described(
    records.Propulsion,
    "What drives a boat, mostly.",
    OARS="Oars or paddles.",
    SAIL="Sails.",
    OUTBOARD="An outboard engine.",
    INBOARD="An inboard engine with a shaft.",
    STERN_DRIVE="An inboard engine with a stern drive.",
    WATER_JET="A water jet.",
    ELECTRIC="An electric engine.",
)
HullMaterial = described(
    records.HullMaterial,
    "What the hull is made of.",
    FIBREGLASS="Fibreglass.",
    WOOD="Wood.",
    ALUMINIUM="Aluminium.",
    STEEL="Steel.",
    PLASTIC="Plastic.",
    RUBBER="Rubber: an inflatable.",
    CONCRETE="Concrete.",
    OTHER="Something else.",
)
Title = described(
    records.Title,
    "By what right somebody has a boat.",
    OWNED="As its owner, or one of them.",
    HELD="As its holder: it is somebody else's.",
)
CertificateKind = described(
    records.CertificateKind,
    "What a paper of a boat is.",
    INSPECTION="A certificate of inspection.",
    INSURANCE="A certificate of insurance.",
)

_OWN = "({row}.person_id = acting_person() OR {row}.organisation_id = ANY(acting_organisations()) OR acting_as_city())"


class CoOwner(graphene.ObjectType):
    """One of those who own a boat together."""

    name = graphene.String(required=True, description="The name.")
    share_percent = graphene.String(required=True, description="The share, in per cent, as a decimal.")
    answers = graphene.Boolean(required=True, description="Whether this one answers for the boat.")


class OwnedBoat(Resource):
    """A boat of a person or of an organisation."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("boats", visible=_OWN, access=KNOWN.within(Scope.PROFILE_READ), about="{row}.person_id")

    type = to_one("BoatType", "boat_type_id", description="The type of boat.")
    registration = graphene.String(description="The registration, in upper case.")
    country = graphene.String(required=True, description="The country of the flag, by its two letters.")
    name = graphene.String(description="The name of the boat.")
    beam_mm = graphene.Int(required=True, description="The greatest width, in millimetres.")
    length_mm = graphene.Int(required=True, description="The greatest length, in millimetres.")
    draught_mm = graphene.Int(description="The draught, in millimetres.")
    height_mm = graphene.Int(description="The air draught, in millimetres.")
    mass_kg = graphene.Int(description="The mass, in kilograms.")
    propulsion = Propulsion(description="What drives it, mostly.")
    hull_material = HullMaterial(description="What the hull is made of.")
    engine_kw = computed(
        graphene.String, Expression("{row}.engine_kw::text"), description="The power, in kilowatts, as a decimal."
    )
    title = Title(required=True, description="By what right it is had.")
    title_since = graphene.Date(description="The day since when it is owned or held.")
    owners = computed(
        some(CoOwner),
        Listing(
            "FROM (SELECT owner.name, owner.share_percent::text AS share_percent, owner.answers, owner.position "
            "FROM boat_owners AS owner WHERE owner.boat_id = {row}.id) AS item",
            columns=("name", "share_percent", "answers"),
            order="item.position",
        ),
        required=True,
        description="Those who own it together, where there are several.",
    )
    certificates = to_many(
        ToMany("BoatCertificate", "{row}.boat_id = {parent}", order=(SortKey("{row}.expires_on", "date"), KEY)),
        description="Its papers, the first to expire first.",
    )
    organisation = to_one("Organisation", "organisation_id", description="The organisation whose it is.")
    created_at = graphene.DateTime(required=True, description="When it was listed.")
    modified_at = graphene.DateTime(required=True, description="When it was last changed.")


class BoatCertificate(Resource):
    """A paper of a boat."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "boat_certificates",
            visible=f"EXISTS (SELECT FROM boats boat WHERE boat.id = {{row}}.boat_id AND {_OWN.format(row='boat')})",
            access=KNOWN.within(Scope.PROFILE_READ),
            about="(SELECT boat.person_id FROM boats boat WHERE boat.id = {row}.boat_id)",
        )

    kind = CertificateKind(required=True, description="What it is.")
    issuer = graphene.String(description="Who gave it.")
    number = graphene.String(required=True, description="Its number.")
    expires_on = graphene.Date(required=True, description="The last day on which it is good.")
    created_at = graphene.DateTime(required=True, description="When it was added.")
    boat = to_one("OwnedBoat", "boat_id", description="The boat.")
