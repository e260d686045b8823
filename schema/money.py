"""Knows how money is told: an amount with VAT contained, as decimal strings."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import graphene

CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in euros and the VAT that it contains; ``vat_rate`` is ``None`` where there is more than one."""

    amount: Decimal
    vat_amount: Decimal
    vat_rate: Decimal | None = None
    currency: str = CURRENCY

    def share(self, amount: Decimal) -> "Sum":
        """A part of it, with as much of its VAT."""
        vat = self.vat_amount * amount / self.amount if self.amount else Decimal(0)
        return Sum(amount, vat.quantize(Decimal("0.01"), ROUND_HALF_UP), self.vat_rate)


class Money(graphene.ObjectType):
    """An amount, VAT included."""

    amount = graphene.String(required=True, description="The amount, VAT included: a decimal.")
    currency = graphene.String(required=True, description="The currency, as ISO 4217 has it.")
    vat_rate = graphene.String(description="The rate of VAT in percent: a decimal; null where there are several.")
    vat_amount = graphene.String(required=True, description="The VAT that is contained: a decimal.")
