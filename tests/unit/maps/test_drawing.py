"""The picture of a place marks it among its neighbours, says what it shows, and is the same for the same ground."""

from xml.etree import ElementTree

import pytest
from shapely import LineString, Point, box

from harbors.maps.drawing import draw
from harbors.maps.records import Labelled, Scene
from harbors.maps.views import HEIGHT, WIDTH, view_of
from harbors.text import Language, Translated

SVG = "{http://www.w3.org/2000/svg}"


def a_scene(*, is_afloat: bool = True) -> Scene:
    berths = [Labelled(box(3.0 * n, 0, 3.0 * n + 3, 9), str(n)) for n in range(6)]
    return Scene(
        place=berths[2],
        site=Translated(fi="Meri & Satama", sv="Havshamnen", en="Sea Harbor"),
        part="A",
        ground=Point(0, 0),
        parts=(Labelled(LineString([(0, 10), (40, 10)]), "A"),),
        neighbours=tuple(berths[:2] + berths[3:]),
        is_afloat=is_afloat,
    )


def texts(picture: str) -> list[str | None]:
    return [text.text for text in ElementTree.fromstring(picture).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        (Language.FI, "Meri & Satama A, paikka 2"),
        (Language.SV, "Havshamnen A, plats 2"),
        (Language.EN, "Sea Harbor A, place 2"),
    ],
)
def test_it_is_named_in_the_language_of_who_looks(language: Language, title: str) -> None:
    root = ElementTree.fromstring(draw(a_scene(), language))
    assert root.attrib["aria-labelledby"] == "title desc"
    assert root.findtext(f"{SVG}title") == title
    assert title in (root.findtext(f"{SVG}desc") or "")


def test_those_who_have_it_read_out_hear_the_nearest_places() -> None:
    root = ElementTree.fromstring(draw(a_scene(), Language.EN))
    assert root.findtext(f"{SVG}desc") == (
        "A map: Sea Harbor A, place 2 is marked in dark blue. Near it are 5 other places: 1, 3, 0, 4, 5. North is up."
    )


def test_every_place_in_view_has_its_number_and_one_is_marked() -> None:
    picture = draw(a_scene(), Language.EN)
    assert {"0", "1", "2", "3", "4", "5", "A", "10 m", "N"} <= set(texts(picture))
    assert picture.count('fill="#0b3d91" stroke="#14212e"') == 1


def test_the_same_ground_is_the_same_picture() -> None:
    assert draw(a_scene(), Language.FI) == draw(a_scene(), Language.FI)
    assert draw(a_scene(), Language.FI) != draw(a_scene(is_afloat=False), Language.FI)


def test_a_place_lies_in_the_middle_and_north_is_up() -> None:
    place = box(0, 0, 3, 9)
    view = view_of(place)
    assert view.pixels((1.5, 4.5)) == (WIDTH / 2, HEIGHT / 2)
    east, north = view.pixels((2.5, 4.5)), view.pixels((1.5, 5.5))
    assert east.x > WIDTH / 2 and north.y < HEIGHT / 2


def test_of_a_point_a_picture_is_drawn_too() -> None:
    scene = a_scene()
    spot = Labelled(Point(3, 3), "7")
    picture = draw(
        Scene(
            place=spot,
            site=scene.site,
            part=None,
            ground=scene.ground,
            parts=(),
            neighbours=(spot,),
            is_afloat=True,
        ),
        Language.EN,
    )
    assert "<circle" in picture
