"""Which answers of two engines say the same."""

from base64 import b64encode, urlsafe_b64encode
from typing import Any
from uuid import UUID

import pytest

from benchmarks.reads.comparing import Different, key_of, require_same

KEY = UUID("12345678-1234-5678-1234-567812345678")
OTHER = UUID("12345678-1234-5678-1234-567812345679")
OURS = urlsafe_b64encode(f"Harbor:{KEY}".encode()).decode().rstrip("=")

NODE = {"id": OURS, "geometry": {"coordinates": [24.5, 60]}}
PAGE: dict[str, Any] = {"totalCount": 2, "edges": [{"cursor": "a", "node": NODE}]}


def changed(**fields: Any) -> dict[str, Any]:
    node = PAGE["edges"][0] | {"node": NODE | fields}
    return {"totalCount": 2, "edges": [node]}


@pytest.mark.parametrize("id", [OURS, str(KEY), KEY.hex, b64encode(f"Whatever:{KEY}".encode()).decode()])
def test_an_id_is_known_by_the_key_inside(id: str) -> None:
    assert key_of(id) == KEY


@pytest.mark.parametrize("id", ["", "17", "Harbor", "not an id at all, however long it may be"])
def test_what_holds_no_key_is_no_id(id: str) -> None:
    with pytest.raises(Different, match="is no id"):
        key_of(id)


def test_ids_cursors_and_numbers_may_be_spelt_in_another_way() -> None:
    theirs: dict[str, Any] = {
        "totalCount": 2.0,
        "edges": [{"cursor": "b", "node": changed(id=str(KEY))["edges"][0]["node"]}],
    }
    theirs["edges"][0]["node"]["geometry"] = {"coordinates": [24.5, 60.0]}
    require_same(PAGE, theirs, path="data")


@pytest.mark.parametrize(
    ("theirs", "difference"),
    [
        (changed(id=str(OTHER)), f"data.edges[0].node.id: '{OTHER}', not '{KEY}'"),
        (changed(geometry={"coordinates": [24.5, 61]}), "data.edges[0].node.geometry.coordinates[1]: 61, not 60"),
        (changed(geometry=None), "data.edges[0].node.geometry: None, not an object of coordinates"),
        (PAGE | {"edges": []}, "data.edges: a list of 0, not a list of 1"),
        (PAGE | {"totalCount": None}, "data.totalCount: None, not 2"),
        ({"edges": PAGE["edges"]}, "data: an object of edges, not an object of edges, totalCount"),
        (
            PAGE | {"edges": [{"cursor": None, "node": changed()["edges"][0]["node"]}]},
            "data.edges[0].cursor: False, not True",
        ),
    ],
)
def test_anything_else_is_a_difference_that_is_named(theirs: dict[str, Any], difference: str) -> None:
    with pytest.raises(Different) as raised:
        require_same(PAGE, theirs, path="data")
    assert str(raised.value) == difference


def test_true_is_not_one() -> None:
    with pytest.raises(Different, match=r"^data\.isActive: 1, not True$"):
        require_same({"isActive": True}, {"isActive": 1}, path="data")
