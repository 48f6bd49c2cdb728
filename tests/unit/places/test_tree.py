"""The tree of places is valid from birth."""

import pytest

from populace.errors import ModelError
from populace.places.tree import Place, PlaceTree

TREE = PlaceTree(
    (
        Place("D", {"en": "District", "zh-hans": "区"}),
        Place("T1", {"en": "Town"}, "D", "town"),
        Place("V1", {}, "T1"),
        Place("V2", {}, "T1"),
        Place("T2", {}, "D"),
    )
)


def test_a_tree_is_walked_from_above_to_below_in_the_order_given() -> None:
    assert list(TREE.depth_first()) == ["D", "T1", "V1", "V2", "T2"]
    assert TREE.leaves("D") == ("V1", "V2", "T2")
    assert list(TREE.ancestors("V2")) == ["T1", "D"]
    assert TREE.roots == ("D",)
    assert "V1" in TREE
    assert "X" not in TREE
    assert len(TREE) == 5


def test_a_place_has_a_name_in_any_language_it_is_asked_for() -> None:
    assert TREE["D"].name("zh-hans") == "区"
    assert TREE["T1"].name("zh-hans") == "Town"
    assert TREE["V1"].name("en") == "V1"


@pytest.mark.parametrize(
    ("places", "says"),
    [
        ((Place("A", {}), Place("A", {})), "twice"),
        ((Place("A", {}, "B"),), "parent B"),
        ((Place("A", {}, "B"), Place("B", {}, "A")), "below itself"),
        ((Place("A", {}, "A"),), "below itself"),
    ],
)
def test_a_tree_that_is_none_is_refused(places: tuple[Place, ...], says: str) -> None:
    with pytest.raises(ModelError, match=says):
        PlaceTree(places)
