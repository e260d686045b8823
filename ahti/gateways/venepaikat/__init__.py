"""Knows the berth catalogue and the prices that the City of Helsinki publishes, and reads its files as they stand."""

from ahti.gateways.venepaikat.priced import Priced, read_prices
from ahti.gateways.venepaikat.publication import BadPublication
from ahti.gateways.venepaikat.reading import read_catalogue
from ahti.gateways.venepaikat.records import SYSTEM

__all__ = ["SYSTEM", "BadPublication", "Priced", "read_catalogue", "read_prices"]
