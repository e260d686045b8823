"""Invoices, credit notes and letters as PDFs: what they say, how accessible they are, what machines read on them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from ahti.papers.invoices import invoice_data, print_invoice
from ahti.papers.letters import letter_data, render_letter
from ahti.papers.printing import KNOWN, paper_words, picture_paper, print_paper, tidy
from harbors.text import Language
from tests.papers import AT, LINES, PAYEE, credit_note, letter, paper, paper_line, read_text

# The example of the Bank Bar Code Guide has this account, amount and reference.
BARCODE = "479440520200360820048831500000000868516259619897261208"


@pytest.fixture(params=Language)
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


def root_of(pdf: bytes) -> Any:
    return PdfReader(BytesIO(pdf)).trailer["/Root"].get_object()


def papers_in(language: Language) -> dict[str, bytes]:
    return {
        paper_words(language)["invoice"]["heading"].format(number="2026-000012"): print_invoice(paper(language)),
        paper_words(language)["invoice"]["credit_heading"].format(number="2026-000013"): print_invoice(
            credit_note(language)
        ),
        paper_words(language)["offer"]["heading"]: render_letter(letter(language), at=AT),
    }


def test_every_paper_says_that_it_is_accessible_and_in_which_language(language: Language) -> None:
    for heading, pdf in papers_in(language).items():
        root, reader = root_of(pdf), PdfReader(BytesIO(pdf))
        assert root["/Lang"] == f"{language}-FI"
        assert root["/MarkInfo"]["/Marked"].value is True
        assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
        assert reader.metadata is not None
        assert reader.metadata.title == f"{heading} · Helsingin kaupunki"
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_every_paper_has_headings_tables_and_pictures_with_words(language: Language) -> None:
    for pdf in papers_in(language).values():
        tags = list(tags_of(root_of(pdf)["/StructTreeRoot"]))
        kinds = [tag["/S"] for tag in tags]
        assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= set(kinds)
        assert kinds.index("/H1") < kinds.index("/H2")
        assert all(tag.get("/Alt") or alt_above(tag) for tag in tags if tag["/S"] == "/Figure")


def tags_of(tag: Any) -> list[Any]:
    """All below a tag of the structure, in the order of reading."""
    found: list[Any] = []
    below = tag.get("/K", [])
    for kid in below if isinstance(below, list) else [below]:
        if isinstance(one := kid.get_object(), DictionaryObject) and "/S" in one:
            found += [one, *tags_of(one)]
    return found


def alt_above(tag: Any) -> bool:
    return "/Alt" in tag["/P"].get_object()


def test_the_pictures_of_an_invoice_are_told_in_words() -> None:
    words = paper_words(Language.FI)
    tags = tags_of(root_of(print_invoice(paper()))["/StructTreeRoot"])
    told = {str(tag["/Alt"]) for tag in tags if "/Alt" in tag}
    assert told == {words["qr_alt"], words["bars_alt"].format(digits=BARCODE)}


def test_an_invoice_says_all_that_an_invoice_has_to() -> None:
    text = read_text(print_invoice(paper()))
    said = [
        "Helsingin kaupunki Työpajankatu 8 00580 Helsinki Y-tunnus 0201256-6 Åke Öhman Lasku 2026-000012",
        "Laskun numero 2026-000012 Laskun päivä 25.11.2026 Tilaus K7M39-QXW4R Eräpäivä 8.12.2026",
        "Venepaikka A 12 1 kausi 25,5 988,13 4 863,15 Venepaikka A 12 1 kausi 13,5 2,38 20,00",
        "13,5 17,62 2,38 20,00 25,5 3 875,02 988,13 4 863,15",
        "Yhteensä 4 883,15 €",
        "Tilinumero (IBAN) FI79 4405 2020 0360 82 Pankki (BIC) HELSFIHH Viitenumero 86851 62596 19897",
        f"Virtuaaliviivakoodi {BARCODE}",
    ]
    assert [part for part in said if part not in text] == []


def test_a_credit_note_names_its_invoice_and_asks_for_no_money() -> None:
    text = read_text(print_invoice(credit_note(Language.EN)))
    assert "Credit note 2026-000013" in text
    assert "This credit note reduces invoice 2026-000012 of 25 November 2026." in text
    assert "Sähkö puuttui" in text
    assert "Total −€200.00" in text.replace("€−", "−€")
    assert "Payment details" not in text


def test_machines_read_the_transfer_from_the_paper() -> None:
    told = paper()
    page = Image.open(BytesIO(picture_paper("invoice", invoice_data(told))))
    read = {code.format.name: code.text for code in zxingcpp.read_barcodes(page)}
    assert read["Code128"] == BARCODE
    assert read["QRCode"].split("\n") == [
        *("BCD", "002", "1", "SCT", "HELSFIHH", "Helsingin kaupunki", "FI7944052020036082", "EUR4883.15"),
        *("", "RF09868516259619897"),
    ]


def test_a_letter_says_what_is_offered_and_what_accepting_means(language: Language) -> None:
    words = paper_words(language)["offer"]
    told = letter(language)
    text, day = read_text(render_letter(told, at=AT)), {"fi": "1.3.2027", "sv": "1.3.2027", "en": "1 March 2027"}
    said = [sentence.format(day=day[language]) for sentence in words["accepting"]]
    assert [part for part in (*said, "Rantakatu 1 A 2", "Merisatama, A 12", "11112") if part not in text] == []


def test_a_letter_is_paid_by_its_barcode() -> None:
    page = Image.open(BytesIO(picture_paper("offer", letter_data(letter()))))
    read = [code.text for code in zxingcpp.read_barcodes(page) if code.format.name == "Code128"]
    assert read == ["479440520200360820002900000000000000000000011112270301"]


def test_a_letter_for_a_free_place_asks_for_no_money(language: Language) -> None:
    text = read_text(render_letter(letter(language, price="0.00", reference=None), at=AT))
    assert paper_words(language)["transfer"] not in text
    assert paper_words(language)["offer"]["free"][1].split(",")[0] in text


def test_a_payee_abroad_is_paid_without_a_bank_barcode() -> None:
    abroad = replace(PAYEE, iban="SE4550000000058398257466", bic="NDEASESS")
    text = read_text(print_invoice(replace(paper(), payee=abroad)))
    assert "SE45 5000 0000 0583 9825 7466" in text
    assert "Virtuaaliviivakoodi" not in text


def test_a_seller_outside_vat_says_so() -> None:
    text = read_text(print_invoice(paper(Language.SV, lines=(paper_line("100.00", "0.00"),))))
    assert paper_words(Language.SV)["invoice"]["no_vat"] in text


def test_an_invoice_that_fills_pages_is_printed_whole() -> None:
    told = paper(lines=tuple(paper_line("1.00", text=f"Rivi {number}") for number in range(120)))
    whole = replace(told, invoice=replace(told.invoice, last_line=120, amount=Decimal(120)))
    pdf = print_invoice(whole)
    assert len(PdfReader(BytesIO(pdf)).pages) > 1
    text = read_text(pdf)
    assert [number for number in range(120) if f"Rivi {number} " not in text] == []


def test_the_same_invoice_is_the_same_paper_whenever_it_is_asked_for() -> None:
    assert print_invoice(paper()) == print_invoice(paper())


def test_every_sign_that_we_print_has_one() -> None:
    signs = [chr(code) for known in KNOWN for code in known]
    data = {**invoice_data(paper()), "receiver": ["".join(signs[at : at + 60]) for at in range(0, len(signs), 60)]}
    assert print_paper("invoice", data, at=AT).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "attack",
    [
        '#import "@preview/cades:0.3.0": qr-code',
        '#read("/etc/passwd")',
        "#{panic(1)}",
        "]#[",
        '"#sys.inputs.data"',
        "$x^2$ `raw` *bold* _it_ @label <label> // gone",
        "= Lasku 2026-000099",
        "\\u{41}",
        "{day} {name}",
    ],
)
def test_nothing_that_a_client_types_is_markup(attack: str) -> None:
    lines = (paper_line("10.00", text=attack), paper_line("-1.00", reason=attack))
    text = read_text(print_invoice(paper(Language.EN, lines=lines, name=attack)))
    assert text.count(" ".join(attack.split())) == 3
    posted = replace(letter(), name=attack, address=(attack,), place=attack, notes=(attack,))
    assert read_text(render_letter(posted, at=AT)).count(" ".join(attack.split())) == 5


@pytest.mark.parametrize("name", ["Bo 🚤", "محمد", "a\u202eb", "e\u0301", "x\x00y", "山田", "ﬁ", "\ud800"])
def test_a_name_that_no_font_has_is_printed_all_the_same(name: str) -> None:
    assert print_invoice(paper(name=name)).startswith(b"%PDF-")


def test_signs_that_turn_text_around_are_not_printed() -> None:
    assert tidy({"a": ["Bo\u202e\n🚤 Öhman"]}) == {"a": ["Bo? ? Öhman"]}


def test_lines_of_the_order_are_those_that_were_tried() -> None:
    assert (sum(line.amount for line in LINES[:2]), paper().invoice.due_on) == (Decimal("4883.15"), date(2026, 12, 8))
