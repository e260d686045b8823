"""Random lines: what Python sums and rounds, fractions say as well."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from harbors.orders.records import Line, LineKind, Product
from harbors.orders.rules import cents, contained_vat, sums_by_rate
from harbors.text import Translated

AMOUNTS = st.decimals("-99999.99", "99999.99", places=2)
RATES = st.sampled_from([Decimal(rate) for rate in ("0.00", "10.00", "13.50", "14.00", "24.00", "25.50", "100.00")])
LINES = st.builds(
    lambda amount, rate: Line(
        kind=LineKind.ADJUSTMENT,
        product=Product.SERVICE,
        text=Translated(),
        amount=amount,
        vat_rate=rate,
        vat_amount=contained_vat(amount, rate),
        reason="Syy",
    ),
    AMOUNTS,
    RATES,
)


def rounded(exact: Fraction) -> Fraction:
    """To the cent, half a cent away from nothing, in whole numbers only."""
    hundredths = abs(exact) * 100
    whole = (2 * hundredths.numerator + hundredths.denominator) // (2 * hundredths.denominator)
    return Fraction(whole if exact >= 0 else -whole, 100)


@given(AMOUNTS, RATES)
def test_contained_vat_is_the_exact_share_rounded_once(amount: Decimal, rate: Decimal) -> None:
    exact = Fraction(amount) * Fraction(rate) / (100 + Fraction(rate))
    assert Fraction(contained_vat(amount, rate)) == rounded(exact)


@given(st.fractions(-1000, 1000, max_denominator=1000))
def test_amounts_are_rounded_as_fractions_are(exact: Fraction) -> None:
    told = Decimal(exact.numerator * 10_000) / Decimal(exact.denominator) / 10_000
    assert Fraction(cents(told)) == rounded(Fraction(told))


@given(st.lists(LINES, min_size=1, max_size=12))
def test_sums_by_rate_add_up_to_the_lines(lines: list[Line]) -> None:
    by_rate = sums_by_rate(lines)
    for name in ("amount", "vat_amount"):
        assert sum(getattr(one, name) for one in by_rate.values()) == sum(getattr(line, name) for line in lines)
        assert {rate: Fraction(getattr(told, name)) for rate, told in by_rate.items()} == {
            rate: sum(Fraction(getattr(line, name)) for line in lines if line.vat_rate == rate) for rate in by_rate
        }
    assert list(by_rate) == sorted(by_rate)
