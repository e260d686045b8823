"""Knows the words of the payment page."""

from collections.abc import Mapping

from harbors.text import Translated

PAGE: Mapping[str, Translated] = {
    "title": Translated(fi="Maksu", sv="Betalning", en="Payment"),
    "demonstration": Translated(fi="Kokeilu", sv="Demonstration", en="Demonstration"),
    "explained": Translated(
        fi="Oikeaa rahaa ei liiku: valitse, miten maksun käy.",
        sv="Inga riktiga pengar rör sig: välj hur betalningen går.",
        en="No real money moves: choose what becomes of the payment.",
    ),
    "seller": Translated(fi="Myyjä", sv="Säljare", en="Seller"),
    "reference": Translated(fi="Tilausnumero", sv="Beställningsnummer", en="Order"),
    "payer": Translated(fi="Maksaja", sv="Betalare", en="Payer"),
    "lines": Translated(fi="Tilauksen sisältö", sv="Beställningens innehåll", en="What is ordered"),
    "item": Translated(fi="Tuote", sv="Produkt", en="Item"),
    "vat": Translated(fi="ALV", sv="Moms", en="VAT"),
    "amount": Translated(fi="Hinta", sv="Pris", en="Price"),
    "total": Translated(fi="Yhteensä, sis. ALV", sv="Totalt, inkl. moms", en="Total, VAT included"),
    "of_which_vat": Translated(fi="josta ALV", sv="varav moms", en="of which VAT"),
    "pay": Translated(
        fi="Tilaa ja maksa {amount} (tilaus velvoittaa maksamaan)",
        sv="Beställ och betala {amount} (beställningen medför betalningsskyldighet)",
        en="Order with obligation to pay {amount}",
    ),
    "fail": Translated(fi="Anna maksun epäonnistua", sv="Låt betalningen misslyckas", en="Let the payment fail"),
    "cancel": Translated(fi="Peruuta ja palaa", sv="Avbryt och gå tillbaka", en="Cancel and go back"),
    "languages": Translated(fi="Kieli", sv="Språk", en="Language"),
    "paid_title": Translated(fi="Maksu on jo suoritettu", sv="Redan betalt", en="Already paid"),
    "paid": Translated(
        fi="Tätä maksua ei tarvitse maksaa uudelleen.",
        sv="Den här betalningen behöver inte betalas på nytt.",
        en="This payment need not be made again.",
    ),
    "unknown_title": Translated(fi="Maksua ei löydy", sv="Betalningen hittas inte", en="No such payment"),
    "unknown": Translated(
        fi="Palaa palveluun ja aloita maksu uudelleen.",
        sv="Gå tillbaka till tjänsten och börja betalningen på nytt.",
        en="Go back to the service and begin the payment again.",
    ),
    "refused_title": Translated(fi="Jokin meni vikaan", sv="Något gick fel", en="Something went wrong"),
    "refused": Translated(
        fi="Yritä hetken kuluttua uudelleen.", sv="Försök igen om en stund.", en="Try again in a moment."
    ),
}
