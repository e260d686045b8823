"""Knows the closed sets of the catalogue as enums of the contract."""

from harbors.places import fit, kinds
from schema.enums import described

ProviderKind = described(
    kinds.ProviderKind,
    "Who lets places out.",
    CITY="A city or municipality.",
    COMPANY="A company: a marina, a rental, a ferry operator.",
    CLUB="A boat club.",
    PRIVATE_PERSON="A private person.",
)

PlaceKind = described(
    kinds.PlaceKind,
    "The kinds of places that can be booked.",
    BERTH="A berth at a pier, let by the season.",
    WINTER_STORAGE_PLACE="A numbered place on land for the winter.",
    UNMARKED_WINTER_STORAGE="An area without marked places: the boat is brought first, then notified.",
    GUEST_MOORING="A mooring for guests.",
    QUAY="A quay that is booked by the metre.",
)

UnmarkedPolicy = described(
    kinds.UnmarkedPolicy,
    "How an unmarked winter area is given.",
    NOTICE="The boat is brought first, then notified; no round gives anything of it.",
    LOTS="Staff cut it into lots before a round opens; they are given like marked places.",
)

Mooring = described(
    kinds.Mooring,
    "How a boat is made fast.",
    SINGLE_SLIP="Boom berth: between two booms.",
    SIDE_SLIP="Walkway-boom berth: between booms that can be walked on.",
    STERN_BUOY="Bow to the pier, stern to a buoy.",
    STERN_POLE="Pile berth: bow to the pier, stern to poles.",
    QUAYSIDE="Alongside a quay.",
    SEA_BUOY="Swing mooring: a buoy away from any pier.",
    DINGHY_PLACE="A place for a dinghy.",
    TRAILER_PLACE="A place for a boat on its trailer.",
    NO_STERN_MOORING="At a pier, without stern mooring.",
)

Amenity = described(
    kinds.Amenity,
    "What a harbor, pier, section or place offers those who use it.",
    ELECTRICITY="Sockets that are shared.",
    PERSONAL_ELECTRICITY="A socket of one's own, with a meter.",
    WATER="Drinking water from a tap.",
    GATE="A gate that is locked.",
    MOORING="Gear to make fast by: buoys, poles or booms.",
    WASTE_COLLECTION="Bins for waste.",
    LIGHTING="Lamps that are lit when it is dark.",
    TOILET="A toilet.",
    SHOWER="A shower.",
    SAUNA="A sauna.",
    LAUNDRY="A washing machine.",
    WIFI="A wireless network.",
    SUMMER_STORAGE_FOR_DOCKING_EQUIPMENT="Cradles and trestles may stay over the summer.",
    SUMMER_STORAGE_FOR_TRAILERS="Trailers may stay over the summer.",
    SUMMER_STORAGE_FOR_BOATS="Boats may stay over the summer.",
)

ServiceKind = described(
    kinds.ServiceKind,
    "Kinds of services.",
    RAMP="A ramp to launch a boat from a trailer.",
    CRANE="A crane that lifts boats.",
    FUEL="Fuel for boats.",
    PUMP_OUT="A pump-out for toilet tanks.",
    WASTE="A place to leave waste.",
    WATER="Drinking water.",
    SAUNA="A sauna.",
    MAST_CRANE="A crane that steps masts.",
    REPAIR="A repair yard.",
    SHOP="A shop.",
    RESTAURANT="A restaurant or cafe.",
    PARKING="Parking for cars and trailers.",
)

Availability = described(
    kinds.Availability,
    "How hard it is to get a place, in five steps.",
    PLENTY="There are usually free places.",
    SHORT_QUEUE="A short queue.",
    MEDIUM_QUEUE="Some queue.",
    LONG_QUEUE="A long queue, usually of several years.",
    RARELY_AVAILABLE="Places become free rarely.",
)

GeometrySource = described(
    kinds.GeometrySource,
    "Where a geometry comes from.",
    SURVEYED="Measured on the spot.",
    IMPORTED="As the source gave it.",
    GENERATED="Laid out by computation from a point and true sizes; a picture, not a survey.",
)

Dimension = described(
    fit.Dimension,
    "What of a boat can be too much for a place.",
    BEAM="The boat's beam against the place's width.",
    LENGTH="The boat's length against the place's length.",
    DRAUGHT="The boat's draught against the depth.",
    MASS="The boat's mass against the largest mass allowed.",
)
