"""The generated reference holds every definition that ships, and every field that a catalogue file may have."""

import pytest

from populace.catalog.constructs import Scoring
from populace.catalog.couple_years import COUPLE_YEAR_FACTORS
from populace.catalog.dimensions import Dimension, Role
from populace.catalog.expressions.nodes import Missing
from populace.catalog.expressions.text import text_of
from populace.catalog.files.reading import SECTIONS
from populace.catalog.forms import Form
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Kind, OverPlaces, OverTime
from populace.catalog.measures import MEASURES
from populace.catalog.periods import Length
from populace.catalog.programme.measures import PROGRAMME_MEASURES
from populace.catalog.rules import Importance, Operator
from populace.catalog.shipped import SHIPPED
from populace.catalog.subjects import Subject
from scripts.catalogue_files_page import catalogue_files_page
from scripts.catalogue_pages import catalogue_pages

PAGES = catalogue_pages()


def test_every_measure_of_a_folder_is_in_the_reference_with_its_names() -> None:
    rows = _rows(_section(PAGES["measures.md"], "In a folder of tables"))
    assert len(rows) == len(MEASURES) > 0
    for measure, row in zip(MEASURES.values(), rows, strict=True):
        assert all(text in row for text in (f"`{measure.code}`", measure.label, measure.unit, *measure.names))


def test_every_measure_of_the_programme_is_in_the_reference() -> None:
    rows = _rows(_section(PAGES["measures.md"], "In the programme"))
    assert len(rows) == len(PROGRAMME_MEASURES) > 0
    for measure, row in zip(PROGRAMME_MEASURES.values(), rows, strict=True):
        assert all(
            text in row for text in (f"`{measure.code}`", measure.label, measure.unit, measure.subject.value)
        )
        assert all(dimension in row for dimension in measure.dimensions)


@pytest.mark.parametrize("dimension", SHIPPED.dimensions.values(), ids=lambda each: each.code)
def test_every_dimension_is_in_the_reference_with_its_categories(dimension: Dimension) -> None:
    page = PAGES["dimensions.md"]
    rows = _rows(_section(page, f"`{dimension.code}`: {dimension.label}"))
    assert len(rows) == len(dimension.categories)
    assert all(f"`{each.code}`" in row for each, row in zip(dimension.categories, rows, strict=True))


@pytest.mark.parametrize("form", SHIPPED.forms.values(), ids=lambda each: each.code)
def test_every_form_is_in_the_reference_with_what_it_asks_for(form: Form) -> None:
    page = PAGES["forms.md"]
    section = _section(page, f"`{form.code}`: {form.label}")
    assert all(f"### {each.label}\n" in section for each in form.sections)
    assert all(f"| `{measure}` |" in section for measure in form.measures)
    assert f"due {form.due_days} days" in section


@pytest.mark.parametrize("indicator", SHIPPED.indicators.values(), ids=lambda each: each.code)
def test_every_indicator_is_in_the_reference_with_its_source(indicator: Indicator) -> None:
    page = PAGES["indicators.md"]
    section = _section(page, f"`{indicator.code}`: {indicator.label}")
    assert all(text in section for text in (indicator.source, indicator.note, indicator.numerator_label))
    assert all(text_of(each.numerator) in section for each in (indicator, *indicator.revisions))
    assert all(f"From {day}" in section for day in indicator.changes)
    assert all(f"`{code}`" in section for code in indicator.companions)


@pytest.mark.parametrize("page", ["rules", "constructs", "couple-years"])
def test_every_line_of_a_table_is_in_the_reference(page: str) -> None:
    rows = _rows(PAGES[f"{page}.md"])
    told = {
        "rules": [(each.code, each.label, text_of(each.left.expression)) for each in SHIPPED.rules.values()],
        "constructs": [(each.code, each.label, each.on) for each in SHIPPED.constructs.values()],
        "couple-years": [(each.method, each.unit, f"{each.factor:.4g}") for each in COUPLE_YEAR_FACTORS],
    }[page]
    assert len(rows) == len(told) > 0
    assert all(text in row for texts, row in zip(told, rows, strict=True) for text in texts)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_field_of_a_catalogue_file_is_in_the_reference(section: str) -> None:
    page = catalogue_files_page()
    kind, _made = SECTIONS[section]
    named = [f"| `{each}` |" for each in getattr(kind, "__struct_fields__", ())]
    assert all(each in _section(page, f"`{section}`") for each in named)


def test_every_word_of_a_catalogue_file_is_in_the_reference() -> None:
    words = _section(catalogue_files_page(), "Words")
    for kind in (Subject, Kind, Missing, Operator, Scoring, Length, Role, OverTime, OverPlaces, Importance):
        assert all(f"`{each.value}`" in words for each in kind)


def _section(page: str, heading: str) -> str:
    """The text of ``page`` under ``heading``, up to the next one."""
    assert f"\n## {heading}\n" in page
    return page.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def _rows(text: str) -> list[str]:
    """The body rows of the one table in ``text``."""
    return [line for line in text.splitlines() if line.startswith("|")][2:]
