"""Knows how a place and what lies around it are drawn: an SVG of the same bytes for the same ground."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from shapely import LineString, Point, Polygon, unary_union

from geo import Geometry
from geo.parts import leaves
from harbors.maps.records import Labelled, Scene, Spot
from harbors.maps.views import HEIGHT, WIDTH, View, short_side, view_of, view_of_all
from harbors.maps.words import NORTH, description_of, title_of
from harbors.text import Language

_INK, _WATER, _LAND, _PIER = "#14212e", "#e3eef5", "#f1eee4", "#6d675c"
_FREE, _MARK = "#ffffff", "#0b3d91"
_POINT_PX, _LEAST_FONT, _MOST_FONT = 10.0, 9.0, 15.0
_MOST_NAMED = 12
_BARS = (100, 50, 20, 10, 5)
_INSET, _INSET_SIZE = Spot(WIDTH - 212, 12), Spot(200, 150)


def draw(scene: Scene, language: Language) -> str:
    """The picture: piers and places around, this one marked and named, scale, north, and where in the whole it is."""
    view = view_of(scene.place.shape)
    title = escape(title_of(scene, language))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' lang="{language}" role="img" aria-labelledby="title desc" font-family="Arial, Helvetica, sans-serif">',
        f'<title id="title">{title}</title>',
        f'<desc id="desc">{escape(description_of(scene, language))}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_WATER if scene.is_afloat else _LAND}"/>',
        *_parts(scene, view),
        *(line for one in scene.neighbours for line in _place(one, view, fill=_FREE, ink=_INK)),
        *_place(scene.place, view, fill=_MARK, ink=_FREE, least=0.0),
        *_whole(scene),
        _band(0, 0, 24 + 10.5 * len(title_of(scene, language)), 40),
        f'<text x="12" y="27" font-size="19" font-weight="bold" fill="{_INK}">{title}</text>',
        *_scale(view),
        *_north(language),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _parts(scene: Scene, view: View) -> Iterator[str]:
    width = max(3.0, 2.0 * view.scale) if scene.is_afloat else 2.0
    for part in scene.parts:
        dashes = "" if scene.is_afloat else ' stroke-dasharray="8 5"'
        yield from _outline(part.shape, view, f'fill="none" stroke="{_PIER}" stroke-width="{width:.1f}"{dashes}')


def _place(one: Labelled, view: View, *, fill: str, ink: str, least: float = _LEAST_FONT) -> Iterator[str]:
    """A place with its number, where that can be read."""
    yield from _outline(one.shape, view, f'fill="{fill}" stroke="{_INK}" stroke-width="1.2"')
    spot = view.pixels((one.shape.centroid.x, one.shape.centroid.y))
    size = min(_MOST_FONT, 1.7 * short_side(one.shape) * view.scale / max(len(one.label), 2))
    if size >= least and 0 < spot.x < WIDTH and 0 < spot.y < HEIGHT:
        yield (
            f'<text x="{spot.x}" y="{spot.y + size * 0.36:.1f}" font-size="{max(size, _LEAST_FONT):.1f}"'
            f' text-anchor="middle" fill="{ink}">{escape(one.label)}</text>'
        )


def _outline(shape: Geometry, view: View, look: str) -> Iterator[str]:
    for leaf in leaves(shape):
        match leaf:
            case Polygon():
                rings = (leaf.exterior, *leaf.interiors)
                path = "".join(f"M{_points(ring.coords[:-1], view)}Z" for ring in rings)
                yield f'<path d="{path}" fill-rule="evenodd" {look}/>'
            case LineString():
                yield f'<path d="M{_points(leaf.coords, view)}" {look}/>'
            case Point():
                spot = view.pixels((leaf.x, leaf.y))
                yield f'<circle cx="{spot.x}" cy="{spot.y}" r="{_POINT_PX}" {look}/>'


def _points(corners: Iterable[tuple[float, ...]], view: View) -> str:
    spots = (view.pixels((x, y)) for x, y, *_ in corners)
    return "L".join(f"{spot.x} {spot.y}" for spot in spots)


def _whole(scene: Scene) -> Iterator[str]:
    """All piers or sections in a corner, and in them the place: whoever comes from land finds the right one."""
    shapes = [one.shape for one in scene.parts]
    view = view_of_all(
        unary_union([*shapes, scene.place.shape]), corner=_INSET, width=_INSET_SIZE.x, height=_INSET_SIZE.y
    )
    yield _band(_INSET.x, _INSET.y, _INSET_SIZE.x, _INSET_SIZE.y)
    for shape in shapes:
        yield from _outline(shape, view, f'fill="none" stroke="{_PIER}" stroke-width="2"')
    for part in scene.parts if len(scene.parts) <= _MOST_NAMED else ():
        named = view.pixels((part.shape.centroid.x, part.shape.centroid.y))
        yield (
            f'<text x="{named.x}" y="{named.y + 4:.1f}" font-size="12" text-anchor="middle" fill="{_INK}"'
            f' stroke="#ffffff" stroke-width="3" paint-order="stroke">{escape(part.label)}</text>'
        )
    spot = view.pixels((scene.place.shape.centroid.x, scene.place.shape.centroid.y))
    yield f'<circle cx="{spot.x}" cy="{spot.y}" r="6" fill="{_MARK}" stroke="{_FREE}" stroke-width="1.5"/>'


def _scale(view: View) -> Iterator[str]:
    metres = next((bar for bar in _BARS if bar * view.scale <= 170), _BARS[-1])
    length, left, base = round(metres * view.scale, 1), 16, HEIGHT - 18
    yield _band(0, HEIGHT - 46, length + 96, 46)
    yield (
        f'<path d="M{left} {base - 8}V{base}H{left + length}V{base - 8}" fill="none" stroke="{_INK}" stroke-width="2"/>'
    )
    yield f'<text x="{left + length + 10}" y="{base}" font-size="16" fill="{_INK}">{metres} m</text>'


def _north(language: Language) -> Iterator[str]:
    x, base = WIDTH - 30, HEIGHT - 20
    yield _band(WIDTH - 60, HEIGHT - 84, 60, 84)
    yield f'<path d="M{x} {base - 30}l9 30l-9 -7l-9 7z" fill="{_INK}"/>'
    yield (
        f'<text x="{x}" y="{base - 38}" font-size="18" font-weight="bold" text-anchor="middle"'
        f' fill="{_INK}">{NORTH.in_language(language)}</text>'
    )


def _band(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:.1f}" height="{height:g}" fill="#ffffff"'
        f' stroke="{_PIER}" stroke-width="0.5"/>'
    )
