"""Random price lists and questions: what the quote says, fractions and a plain search say as well."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from harbors.orders.records import LineKind
from harbors.orders.rules import check_lines
from harbors.places.records import HarborId
from harbors.prices.quotes import quote
from harbors.prices.records import (
    Asked,
    BerthPrice,
    Days,
    PayerGroup,
    PricedBerth,
    PriceList,
    Subsidy,
    SubsidyId,
)
from harbors.prices.rules import berth_price, day_share
from harbors.text import Translated
from tests.price_lists import VAT, berths
from tests.property.orders.test_lines_add_up import rounded

HARBOR = HarborId(UUID(int=1))
TEXT = Translated("a", "b", "c")
MONEY = st.decimals("0.00", "9999.99", places=2)
FIRST = date(2027, 6, 10)


def day(offset: int) -> date:
    return FIRST + timedelta(days=offset)


@st.composite
def price_lists(draw: st.DrawFn) -> PriceList:
    """Bands without a gap from 0 on, for each tier with edges of its own."""
    prices = []
    for tier in (1, 2, 3):
        edges = sorted(draw(st.sets(st.integers(1, 12_000), max_size=6)))
        for over, upto in pairwise([0, *edges, None]):
            prices.append(BerthPrice(amount=draw(MONEY), over_mm=over or 0, upto_mm=upto, tier=tier))
    subsidies = tuple(
        Subsidy(
            id=SubsidyId(UUID(int=number)),
            name=TEXT,
            ground=TEXT,
            amount=told.get("amount"),
            percentage=told.get("percentage"),
        )
        for number, told in enumerate(draw(st.lists(_taken_off(), max_size=3)))
    )
    return berths(berth_prices=tuple(draw(st.permutations(prices))), subsidies=subsidies)


def _taken_off() -> st.SearchStrategy[dict[str, Decimal]]:
    amount = st.decimals("0.01", "5000.00", places=2).map(lambda amount: {"amount": amount})
    percentage = st.decimals("0.01", "100.00", places=2).map(lambda percentage: {"percentage": percentage})
    return st.one_of(amount, percentage)


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    length = draw(st.integers(1, 366))
    first = draw(st.integers(0, length - 1))
    before = draw(st.integers(first + 1, length))
    return Asked(
        what=TEXT,
        place=PricedBerth(
            width_mm=draw(st.integers(1, 20_000)), mooring=None, tier=draw(st.integers(1, 3)), harbor_id=HARBOR
        ),
        season=Days(FIRST, day(length)),
        days=Days(day(first), day(before)),
        payer_group=draw(st.sampled_from(PayerGroup)),
    )


def expected(asked: Asked, price_list: PriceList) -> list[Fraction]:
    """The amounts of the lines, by an oracle that knows whole numbers only."""
    place = asked.place
    assert isinstance(place, PricedBerth) and place.width_mm is not None
    [price] = [
        price
        for price in price_list.berth_prices
        if price.tier == place.tier
        and place.width_mm in range(price.over_mm + 1, (10**6 if price.upto_mm is None else price.upto_mm) + 1)
    ]
    times = {PayerGroup.PRIVATE: 1, PayerGroup.COMPANY: 2, PayerGroup.NON_BILLABLE: 0}[asked.payer_group]
    assert asked.days.before and asked.season.before
    share = Fraction((asked.days.before - asked.days.first).days, (asked.season.before - asked.season.first).days)
    amounts = [rounded(Fraction(price.amount) * times * share)]
    left = amounts[0]
    for one in price_list.subsidies:
        told = Fraction(one.amount) * share if one.amount else amounts[0] * Fraction(one.percentage or 0) / 100
        off = min(rounded(told), left)
        left -= off
        amounts += [-off] if off else []
    return amounts


@given(price_lists(), questions())
def test_every_line_is_what_fractions_say(price_list: PriceList, asked: Asked) -> None:
    lines = quote(asked, price_list, vat=VAT)
    assert [Fraction(line.amount) for line in lines] == expected(asked, price_list)


@given(price_lists(), questions())
def test_lines_can_be_ordered_and_their_vat_is_contained(price_list: PriceList, asked: Asked) -> None:
    lines = quote(asked, price_list, vat=VAT)
    check_lines(lines)
    assert sum(line.amount for line in lines) >= 0
    for line in lines:
        exact = abs(Fraction(line.amount)) * Fraction(51, 251)
        assert abs(abs(Fraction(line.vat_amount)) - exact) <= Fraction(1, 200)
    assert [line.kind for line in lines] == [LineKind.PLACE, *[LineKind.SUBSIDY] * (len(lines) - 1)]


@given(price_lists(), st.integers(1, 20_000), st.integers(1, 3))
def test_bands_without_a_gap_have_exactly_one_price_for_a_width(
    price_list: PriceList, width_mm: int, tier: int
) -> None:
    place = PricedBerth(width_mm=width_mm, mooring=None, tier=tier, harbor_id=HARBOR)
    holding = [
        price
        for price in price_list.berth_prices
        if price.tier == tier and price.over_mm < width_mm <= (price.upto_mm or 10**6)
    ]
    assert [berth_price(place, price_list.berth_prices)] == holding


@given(MONEY, st.integers(1, 366), st.data())
def test_the_shares_of_a_season_that_is_parted_add_up_to_the_cent_for_each_part(
    amount: Decimal, length: int, data: st.DataObject
) -> None:
    season = Days(FIRST, day(length))
    cuts = sorted(data.draw(st.sets(st.integers(1, length), max_size=5)) - {length})
    parts = [Days(day(a), day(b)) for a, b in pairwise([0, *cuts, length])]
    shares = [day_share(amount, days=part, of=season) for part in parts]
    assert abs(sum(shares) - amount) <= Decimal("0.005") * len(parts)
    assert day_share(amount, days=season, of=season) == amount
