"""Knows the words for what stands against an erasure."""

from collections.abc import Mapping

from harbors.errors import Problem
from harbors.text import Translated

HINDRANCES: Mapping[str, Problem] = {
    "place_held": Problem(
        "PLACE_HELD",
        None,
        Translated(
            fi="Sinulla on paikka, jonka kausi ei ole päättynyt. Tiedot voi poistaa kauden jälkeen.",
            sv="Du har en plats vars säsong inte är slut. Uppgifterna kan raderas efter säsongen.",
            en="You hold a place whose season has not ended. Your data can be erased after the season.",
        ),
    ),
    "draw_waits": Problem(
        "DRAW_WAITS",
        None,
        Translated(
            fi="Hakemuksesi odottaa arvonnan tuloksia. Peru hakemus ennen arvontaa tai odota tuloksia.",
            sv="Din ansökan väntar på lottningens resultat. Ta tillbaka den före lottningen eller vänta på resultatet.",
            en="Your application waits for the results of its draw. Withdraw it before the draw, or wait for them.",
        ),
    ),
    "money_due": Problem(
        "MONEY_DUE",
        None,
        Translated(
            fi="Sinulla on maksamaton tilaus. Maksa tai peru se ensin.",
            sv="Du har en obetald beställning. Betala eller ta tillbaka den först.",
            en="You have an order that is not paid. Pay or cancel it first.",
        ),
    ),
    "last_owner": Problem(
        "LAST_OWNER",
        None,
        Translated(
            fi="Olet palveluntarjoajan ainoa omistaja. Nimeä ensin toinen omistaja tai lopeta se.",
            sv="Du är ensam ägare av en tillhandahållare. Utse först en annan ägare eller avsluta den.",
            en="You are the only owner of a provider. Name another owner first, or close the provider.",
        ),
    ),
}
