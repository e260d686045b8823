"""Whatever can be ordered has somebody who makes it true."""

from harbors.orders.records import Purpose
from harbors.settlements.fulfilments import FULFILMENTS


def test_every_purpose_of_an_order_has_its_fulfilment() -> None:
    assert set(FULFILMENTS) == set(Purpose)
