"""The definitions that the pages show are read, hold together, and pass the charter's lint."""

import pytest

from populace.catalog.charter.check import check
from populace.catalog.load import dump, load_texts
from populace.catalog.shipped import SHIPPED
from populace.i18n import use_language
from tests.docs.pages import DOCS, blocks

PAGE = DOCS / "how-to" / "declare-your-own-indicators.md"


@pytest.fixture(scope="module")
def shown() -> str:
    """The file of definitions that the page shows."""
    (text,) = blocks(PAGE, "yaml")
    return text


def test_the_definitions_shown_are_read_onto_those_that_ship(shown: str) -> None:
    whole = load_texts([("shown.yaml", shown)])
    assert whole.indicators["HV01"].direction == "up"
    assert set(SHIPPED.indicators) < set(whole.indicators)
    assert [each for each in check(whole) if each not in check(SHIPPED)] == []


def test_their_labels_read_in_chinese(shown: str) -> None:
    whole = load_texts([("shown.yaml", shown)])
    with use_language("zh-hans"):
        assert whole.text(whole.measures["visits"].label) == "产后访视次数"
        assert whole.text(whole.dimensions["visitor"].by_code["nurse"].label) == "护士"


def test_they_are_written_as_they_were_read(shown: str) -> None:
    whole = load_texts([("shown.yaml", shown)])
    assert load_texts([("again.yaml", dump(whole))]) == whole
