"""The interchange format berth-match/1: what is read, what is refused and where, what is written."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson
import pytest

from harbors.draws.interchange import BadInstance, parse, result
from harbors.draws.records import Applicant, Boat, Choice, Instance, Mode, Place, Rules
from harbors.draws.rules import draw
from harbors.places.fit import FitRules, Margins

# The example of the format's description, with an override of margins.
EXAMPLE = b"""{"format":"berth-match/1",
 "rules":{"beam_margin":300,"depth_margin":200,"length_margin":0,
          "moorings":{"motor":["boom","pile"],"sail":["pile"]},
          "by_mooring":{"boom":{"beam_margin":400,"length_margin":-1300}}},
 "berths":[{"id":"b1","harbor":"H1","pier":"A","width":3000,"length":8000,"depth":1500,"mooring":"boom","max_mass":5000}],
 "applicants":[{"id":"a1","class":1,"ticket":17,
    "boat":{"type":"motor","length":6400,"beam":2300,"draught":700,"mass":1800},
    "choices":[{"harbor":"H1"},{"harbor":"H2","pier":"A"},{"berth":"b9"}],
    "mode":"new","current":null}]}
"""


def _text(*applicants: Mapping[str, Any], berths: int = 1, **top: Any) -> bytes:
    places = [{"id": f"b{number}", "harbor": "H"} for number in range(1, berths + 1)]
    return orjson.dumps({"format": "berth-match/1", "berths": places, "applicants": applicants} | top)


def _applicant(id: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "class": 1, "ticket": int(id[1:]), "choices": [{"harbor": "H"}]} | fields


def _message(text: bytes) -> str:
    with pytest.raises(BadInstance) as caught:
        parse(text)
    return str(caught.value)


def _result(text: bytes) -> bytes:
    instance = parse(text)
    return b"".join(result(instance, draw(instance)))


def test_example_is_read() -> None:
    assert parse(EXAMPLE) == Instance(
        rules=Rules(
            fit=FitRules(
                margins=Margins(beam_mm=300, depth_mm=200),
                by_mooring={"boom": Margins(beam_mm=400, length_mm=-1300, depth_mm=200)},
            ),
            moorings={"motor": frozenset({"boom", "pile"}), "sail": frozenset({"pile"})},
        ),
        places=(
            Place(
                id="b1",
                harbor="H1",
                pier="A",
                width_mm=3000,
                length_mm=8000,
                depth_mm=1500,
                max_mass_kg=5000,
                mooring="boom",
            ),
        ),
        applicants=(
            Applicant(
                id="a1",
                priority_class=1,
                ticket=17,
                boat=Boat(type="motor", length_mm=6400, beam_mm=2300, draught_mm=700, mass_kg=1800),
                choices=(Choice(harbor="H1"), Choice(harbor="H2", pier="A"), Choice(berth="b9")),
            ),
        ),
    )


def test_result_is_one_line_of_json() -> None:
    text = _text(
        _applicant("a1"), _applicant("a2", choices=[{"berth": "b7"}, {"harbor": "H"}]), _applicant("a3"), berths=2
    )

    assert _result(text) == (
        b'{"assignment":{"a1":"b1","a2":"b2","a3":null},"rank":{"a1":0,"a2":1,"a3":null},"closed":{"b1":2,"b2":2},'
        b'"events":[{"number":1,"head":"a1","cycles":[{"members":[["a1",0,"b1"]],"moves":[["a1","b1"]]}]},'
        b'{"number":2,"head":"a2","cycles":[{"members":[["a2",1,"b2"]],"moves":[["a2","b2"]]}]}],"cycles":[],'
        b'"explanations":{"a2":[{"choice":0,"event":null,"fitting":[],"tight":[],"holders":[]}],'
        b'"a3":[{"choice":0,"event":2,"fitting":["b1","b2"],"tight":["b1","b2"],"holders":["a1","a2"]}]}}\n'
    )


def test_explanations_can_be_left_out() -> None:
    instance = parse(_text(_applicant("a1")))

    written = b"".join(result(instance, draw(instance), explained=False))

    assert orjson.loads(written).keys() == {"assignment", "rank", "closed", "events", "cycles"}


def test_result_is_the_same_bytes_in_any_order_of_input() -> None:
    document = orjson.loads(_text(*(_applicant(f"a{number}") for number in range(1, 9)), berths=5))
    turned = document | {"berths": document["berths"][::-1], "applicants": document["applicants"][::-1]}

    assert _result(orjson.dumps(turned)) == _result(orjson.dumps(document))


def test_nobody_and_nothing_is_an_instance_too() -> None:
    empty = b'{"assignment":{},"rank":{},"closed":{},"events":[],"cycles":[],"explanations":{}}\n'

    assert _result(_text(berths=0)) == empty


def test_seed_gives_the_tickets_of_an_instance_without_any() -> None:
    applicants = [_applicant(id, ticket=None) for id in ("a1", "a2")]

    instance = parse(_text(*applicants, seed="00fF"))

    assert [one.ticket for one in instance.applicants] == [
        sha256(b"\x00\xff" + id).hexdigest() for id in (b"a1", b"a2")
    ]


def test_tickets_that_are_given_count_and_not_the_seed_beside_them() -> None:
    assert parse(_text(_applicant("a1", ticket="0" * 64), seed="00")).applicants[0].ticket == "0" * 64


def test_limits_rules_boat_and_mode_may_be_absent_or_null() -> None:
    bare = _applicant("a1")
    nulls = bare | {"boat": None, "mode": None, "current": None}

    assert parse(_text(bare)) == parse(_text(nulls, rules=None, seed=None))
    assert parse(_text(bare)) == parse(_text(bare, rules={"moorings": {"sail": None}, "by_mooring": {"pile": None}}))
    assert parse(_text(bare)).applicants[0].boat == Boat()


def test_current_place_of_a_new_applicant_is_not_looked_at() -> None:
    assert parse(_text(_applicant("a1", current="nowhere"))) == parse(_text(_applicant("a1")))


def test_equal_tickets_are_fine_in_different_classes() -> None:
    instance = parse(_text(_applicant("a1", ticket=5), _applicant("a2", ticket=5, **{"class": 2})))

    assert [one.ticket for one in instance.applicants] == [5, 5]


WHOLE = "must be a whole number of at most 64 bits, not "
BEAM = "line 7: applicants[0].boat.beam: must be a whole number of at most 64 bits, not "
CHOICE = "must name a harbor, a harbor and a pier of it, or a berth alone"
MARGIN = "line 4: rules.by_mooring.boom.bean_margin: "
MODE = "line 9: applicants[0].mode: "
CURRENT = "line 9: applicants[0].current: "
WRONG_IN_EXAMPLE = [
    ('"beam":2300', '"beam":true', BEAM + "true"),
    ('"beam":2300', '"beam":2300.0', BEAM + "2300.0"),
    ('"beam":2300', '"beam":"2300"', BEAM + '"2300"'),
    ('"beam":2300', '"beam":18446744073709551616', BEAM + "1.8446744073709552e+19"),
    ('"beam":2300', '"beam":{}', BEAM + "an object"),
    ('"beam":2300', f'"beam":{"[" * 300}{"]" * 300}', BEAM + "a list"),
    ('"beam":2300', f'"beam":"{"x" * 99}"', BEAM + '"' + "x" * 38 + "…"),
    ('"beam":2300', '"beam":-1', "line 7: applicants[0].boat.beam: must not be negative, as -1 is"),
    ('"mass":1800', '"mas":1800', "line 7: applicants[0].boat.mas: is not known, as beam draught length mass type are"),
    ('"width":3000', '"width":-3000', "line 5: berths[0].width: must not be negative, as -3000 is"),
    ('"id":"b1"', '"id":1', "line 5: berths[0].id: must be text, not 1"),
    ('"harbor":"H1","pier"', '"pier"', "line 5: berths[0].harbor: is missing"),
    ('"pier":"A","width"', '"pier":7,"width"', "line 5: berths[0].pier: must be text, not 7"),
    ('["boom","pile"]', '"boom"', 'line 3: rules.moorings.motor: must be a list, not "boom"'),
    ('["boom","pile"]', '["boom",null]', "line 3: rules.moorings.motor[1]: must be text, not null"),
    (
        '"beam_margin":300',
        '"beam_margin":0.3',
        "line 2: rules.beam_margin: must be a whole number of at most 64 bits, not 0.3",
    ),
    ('"boom":{"beam', '"boom":{"bean', MARGIN + "is not known, as beam_margin depth_margin length_margin are"),
    ('"class":1', '"class":"1"', 'line 6: applicants[0].class: must be a whole number of at most 64 bits, not "1"'),
    ('"class":1,', "", "line 6: applicants[0].class: is missing"),
    ('"ticket":17', '"ticket":1.5', "line 6: applicants[0].ticket: must be a whole number of at most 64 bits, not 1.5"),
    ('"ticket":17', '"ticket":"17"', "line 6: applicants[0].ticket: must be 64 lower-case hex digits"),
    ('"ticket":17,', "", "line 1: seed: is missing, and no applicant has a ticket"),
    ('"choices":[{"harbor":"H1"}', '"choices":[7', "line 8: applicants[0].choices[0]: must be an object, not 7"),
    ('{"harbor":"H1"}', '{"pier":"A"}', f"line 8: applicants[0].choices[0]: {CHOICE}"),
    ('{"berth":"b9"}', '{"berth":"b9","harbor":"H1"}', f"line 8: applicants[0].choices[2]: {CHOICE}"),
    ('{"berth":"b9"}', '{"berth":9}', "line 8: applicants[0].choices[2].berth: must be text, not 9"),
    ('"mode":"new"', '"mode":"old"', MODE + "must be new, renew or exchange"),
    ('"mode":"new"', '"mode":["new"]', MODE + "must be text, not a list"),
    ('"mode":"new"', '"mode":"renew"', CURRENT + "is missing, though the mode is renew"),
    ('"mode":"new"', '"mode":"exchange"', CURRENT + "is missing, though the mode is exchange"),
    (
        '"mode":"new","current":null',
        '"mode":"renew","current":"b9"',
        CURRENT + "is no berth of this instance, though the mode is renew",
    ),
    ('"current":null', '"key":1.5', "line 9: applicants[0].key: " + WHOLE + "1.5"),
    ('"current":null', '"reserves":"step-free"', 'line 9: applicants[0].reserves: must be a list, not "step-free"'),
    ('"width":3000', '"order_key":7', "line 5: berths[0].order_key: must be text, not 7"),
    ('"width":3000', '"reserve":true', "line 5: berths[0].reserve: must be text, not true"),
    ('"current":null', '"current":1', "line 9: applicants[0].current: must be text, not 1"),
    ('"berth-match/1"', '"berth-match/2"', 'line 1: format: must be "berth-match/1"'),
    ('"format":"berth-match/1",', "", "line 1: format: is missing"),
    ('"berths"', '"seed":"0g","berths"', "line 5: seed: must be bytes in hex, two digits each"),
    ('"berths"', '"seed":"abc","berths"', "line 5: seed: must be bytes in hex, two digits each"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), WRONG_IN_EXAMPLE)
def test_wrong_field_is_named_with_its_line(right: str, wrong: str, message: str) -> None:
    assert EXAMPLE.count(right.encode()) == 1

    assert _message(EXAMPLE.replace(right.encode(), wrong.encode())) == message


def test_two_berths_of_one_id_are_refused() -> None:
    text = orjson.dumps({"format": "berth-match/1", "berths": [{"id": "b", "harbor": "H"}] * 2, "applicants": []})

    assert _message(text) == "line 1: berths[1].id: is that of berths[0], too"


def test_two_applicants_of_one_id_are_refused() -> None:
    text = _text(_applicant("a1"), _applicant("a2"), _applicant("a1", ticket=9))

    assert _message(text) == "line 1: applicants[2].id: is that of applicants[0], too"


def test_two_tenants_of_one_place_are_refused() -> None:
    tenants = _applicant("a1", mode="exchange", current="b1"), _applicant("a2", mode="renew", current="b1")

    assert _message(_text(*tenants)) == "line 1: applicants[1].current: is that of applicants[0], too"


def test_new_applicant_who_names_the_place_of_a_tenant_is_no_second_one() -> None:
    instance = parse(_text(_applicant("a1", mode="renew", current="b1"), _applicant("a2", current="b1")))

    assert [one.current for one in instance.applicants] == ["b1", None]


def test_key_reserves_and_mode_are_read() -> None:
    tenant = _applicant("a1", mode="exchange", current="b1", key=-3, reserves=["step-free"])

    (read,) = parse(_text(tenant)).applicants

    assert (read.mode, read.current, read.key, read.reserves) == (Mode.EXCHANGE, "b1", -3, frozenset({"step-free"}))


def test_order_key_and_reserve_of_a_berth_are_read() -> None:
    berth = {"id": "b1", "harbor": "H", "order_key": "77", "reserve": "step-free"}
    text = orjson.dumps({"format": "berth-match/1", "berths": [berth], "applicants": []})

    assert parse(text).places == (Place(id="b1", harbor="H", order_key="77", reserve="step-free"),)


def test_cycles_tell_what_each_tenant_gave_and_got() -> None:
    text = _text(
        _applicant("a1", choices=[{"berth": "b2"}], mode="exchange", current="b1"),
        _applicant("a2", choices=[{"berth": "b1"}], mode="exchange", current="b2"),
        berths=2,
    )

    assert orjson.loads(_result(text))["cycles"] == [
        {
            "event": 1,
            "trades": [
                {"applicant": "a1", "gave": "b1", "got": "b2"},
                {"applicant": "a2", "gave": "b2", "got": "b1"},
            ],
        }
    ]


def test_equal_tickets_within_a_class_are_refused() -> None:
    text = _text(_applicant("a1", ticket=5), _applicant("a2", ticket=5))

    assert _message(text) == "line 1: applicants[1].ticket: is that of applicants[0], too"


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (1, "0" * 64, 'must be a whole number of at most 64 bits, not "' + "0" * 38 + "…"),
        ("0" * 64, 1, "must be text, not 1"),
        ("0" * 64, "A" * 64, "must be 64 lower-case hex digits"),
        (1, None, "is missing"),
        (1, True, "must be a whole number of at most 64 bits, not true"),
    ],
)
def test_tickets_of_an_instance_are_of_one_kind(first: object, second: object, message: str) -> None:
    text = _text(_applicant("a1", ticket=first), _applicant("a2", ticket=second), seed="00")

    assert _message(text) == f"line 1: applicants[1].ticket: {message}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"", 1),
        (b"\n\n7", 3),
        (b"\n[]", 2),
        (b'{"berths":\n NaN}', 2),
        (b"[" * 5000, 1),
        (b'{"a":1,\n"a\xff":\n2}', 2),
        (b"{}\n\n{}", 3),
    ],
)
def test_text_that_is_no_object_is_refused_as_a_whole(text: bytes, line: int) -> None:
    with pytest.raises(BadInstance) as caught:
        parse(text)

    assert (caught.value.line, caught.value.field) == (line, "")


def test_lines_are_counted_from_where_the_text_stands_in_its_file() -> None:
    with pytest.raises(BadInstance) as caught:
        parse(b'{"format":\n1}', first_line=40)

    assert (caught.value.line, caught.value.field) == (41, "format")
