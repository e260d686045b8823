"""Knows the berth catalogue that the City of Helsinki publishes, and reads its files as they stand."""

from ahti.gateways.venepaikat.publication import BadPublication
from ahti.gateways.venepaikat.reading import read_catalogue

__all__ = ["BadPublication", "read_catalogue"]
