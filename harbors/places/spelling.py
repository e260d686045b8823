"""Knows how PostgreSQL spells what a row keeps of a geometry: boxes, paths and bytes as text."""

from geo.stored import Box, Path, Shape, StoredGeometry

Columns = dict[str, object]


def shape_columns(stored: StoredGeometry) -> Columns:
    """The columns of a geometry by name."""
    return {
        "geometry": bytea(stored.wkb),
        "geojson": stored.geojson,
        "simplified_m": [drawing.metres for drawing in stored.simplified],
        "simplified": [drawing.geojson for drawing in stored.simplified],
        "centroid": stored.centroid,
        "bbox": _box(stored.bbox),
        "shape": _paths(stored.shape),
        "metric_bbox": _box(stored.metric_bbox),
        "metric_shape": _paths(stored.metric_shape),
    }


def _box(box: Box) -> str:
    least_x, least_y, greatest_x, greatest_y = box
    return f"({greatest_x!r},{greatest_y!r}),({least_x!r},{least_y!r})"


def _paths(shape: Shape) -> list[str]:
    return [_path(path) for path in shape]


def _path(path: Path) -> str:
    points = ",".join(f"({x!r},{y!r})" for x, y in path.points)
    return f"({points})" if path.closed else f"[{points}]"


def bytea(content: bytes) -> str:
    """Bytes in hex."""
    return "\\x" + content.hex()
