"""Knows the kinds of providers and services."""

import graphene

from harbors.places import kinds

ProviderKind = graphene.Enum.from_enum(
    kinds.ProviderKind,
    description=lambda value: {
        None: "Who lets places out.",
        "CITY": "A city or municipality.",
        "COMPANY": "A company: a marina, a rental, a ferry operator.",
        "CLUB": "A boat club.",
        "PRIVATE_PERSON": "A private person.",
    }[value and value.name],
)
ServiceKind = graphene.Enum.from_enum(
    kinds.ServiceKind,
    description=lambda value: {
        None: "Kinds of services.",
        "RAMP": "A ramp to launch a boat from a trailer.",
        "CRANE": "A crane that lifts boats.",
        "FUEL": "Fuel for boats.",
        "PUMP_OUT": "A pump-out for toilet tanks.",
        "WASTE": "A place to leave waste.",
        "WATER": "Drinking water.",
        "SAUNA": "A sauna.",
        "MAST_CRANE": "A crane that steps masts.",
        "REPAIR": "A repair yard.",
        "SHOP": "A shop.",
        "RESTAURANT": "A restaurant or cafe.",
        "PARKING": "Parking for cars and trailers.",
    }[value and value.name],
)
