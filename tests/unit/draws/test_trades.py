"""What exchanging tenants see of a draw."""

from harbors.draws.records import Choice
from harbors.draws.rules import draw
from harbors.draws.trades import Trade, TradeCycle, trades
from tests.unit.draws.entrants import berths, exchange, instance, new, places

P0, P1, P2 = berths("p0", "p1", "p2")
BOARD = places("p0", "p1", "p2")


def test_new_head_gives_a_free_place_to_the_tenant_whose_place_he_gets() -> None:
    drawn = instance(BOARD, new(1, P0), exchange(2, "p0", P1))

    assert trades(drawn, draw(drawn)) == (
        TradeCycle(
            event=1,
            trades=(Trade(applicant="a1", gave=None, got="p0"), Trade(applicant="a2", gave="p0", got="p1")),
        ),
    )


def test_tenant_who_stays_has_traded_nothing() -> None:
    drawn = instance(BOARD, exchange(1, "p0", P1), new(9, P2), exchange(2, "p1"))

    assert trades(drawn, draw(drawn)) == ()


def test_what_was_got_is_the_final_place() -> None:
    # The tenant pointed at p1 of H, since that is held by a tenant, and lies on p0 in the end.
    drawn = instance(
        (*BOARD, *places("q", harbor="J")), exchange(1, "q", Choice(harbor="H")), exchange(2, "p1", Choice(berth="q"))
    )
    outcome = draw(drawn)

    assert outcome.events[0].cycles[0].members[0] == ("a1", 0, "p1")
    assert trades(drawn, outcome)[0].trades[0] == Trade(applicant="a1", gave="q", got="p0")
