"""What is written is read as the same: the whole that ships, and anything that a definition may hold."""

from datetime import date

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.constructs import Construct, Scoring
from populace.catalog.dimensions import RESERVED, Category, Dimension, Role
from populace.catalog.expressions.nodes import Missing
from populace.catalog.expressions.parser import parse
from populace.catalog.files.definitions import Definitions
from populace.catalog.forms import Form, Row, Section, Table
from populace.catalog.indicators import Indicator, Revision
from populace.catalog.load import dump, load_texts
from populace.catalog.measure import Kind, Measure, OverPlaces
from populace.catalog.periods import Length
from populace.catalog.rules import Importance, Operator, Rule, Side
from populace.catalog.shipped import SHIPPED
from populace.catalog.subjects import Subject

TRICKY = "no|yes|on|null|~|true|2022-01-01|1e5|0x1|1_000|.5|- a|a: b|#|\ufeff|é|\n|\x85|\r".split("|")
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12) | st.sampled_from(
    TRICKY
)
LABELS = TEXTS.filter(bool)
CODES = st.text(
    st.characters(categories=("L", "N"), include_characters="-_ +"), min_size=1, max_size=8
).filter(lambda text: text == text.strip() and not RESERVED & set(text))
SCALARS = st.floats(allow_nan=False, allow_infinity=False)
NODES = st.sampled_from(["#{a}", "#{a.sex=male} / 2", "if(isNull(#{a}), 0, 1)", "R{f.ACTUAL_REPORTS}"]).map(
    parse
)

MEASURES = st.builds(
    Measure,
    code=CODES,
    label=LABELS,
    kind=st.just(Kind.STOCK),
    unit=TEXTS,
    names=st.lists(TEXTS, max_size=2).map(tuple),
    required=st.frozensets(CODES, max_size=2),
    optional=st.frozensets(CODES, max_size=2),
    subject=st.sampled_from(Subject),
    over_places=st.none() | st.sampled_from(OverPlaces),
    sensitive=st.booleans(),
    whole=st.booleans(),
)
DIMENSIONS = st.builds(
    Dimension,
    code=CODES,
    label=LABELS,
    categories=st.lists(st.builds(Category, CODES, LABELS), max_size=3, unique_by=lambda each: each.code).map(
        tuple
    ),
    role=st.sampled_from(Role),
    open=st.booleans(),
)
BREAKDOWNS = st.dictionaries(CODES, CODES, max_size=2).map(Breakdown.of)
TABLES = st.builds(
    Table,
    rows=st.lists(st.builds(Row, CODES, BREAKDOWNS, TEXTS), max_size=2).map(tuple),
    columns=st.lists(BREAKDOWNS, max_size=2).map(tuple),
    greyed=st.frozensets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=2),
)
FORMS = st.builds(
    Form,
    code=CODES,
    label=LABELS,
    length=st.sampled_from(Length),
    due_days=st.integers(0, 400),
    sections=st.lists(st.builds(Section, LABELS, st.lists(TABLES, max_size=2).map(tuple)), max_size=2).map(
        tuple
    ),
    kinds=st.frozensets(TEXTS, max_size=2),
    places=st.frozensets(TEXTS, max_size=2),
)
REVISIONS = st.lists(
    st.builds(Revision, st.dates(date(1900, 1, 1), date(2100, 1, 1)), NODES, st.none() | NODES),
    max_size=2,
    unique_by=lambda each: each.in_force,
).map(lambda found: tuple(sorted(found, key=lambda each: each.in_force)))
INDICATORS = st.builds(
    Indicator,
    code=CODES,
    label=LABELS,
    numerator=NODES,
    denominator=st.none() | NODES,
    factor=SCALARS,
    unit=TEXTS,
    annualised=st.booleans(),
    pooled_years=st.integers(1, 50),
    missing=st.sampled_from(Missing),
    subject=st.sampled_from(Subject),
    direction=st.sampled_from(["", "up", "down"]),
    companions=st.lists(CODES, max_size=2).map(tuple),
    decimals=st.integers(0, 9),
    note=TEXTS,
    source=TEXTS,
    in_force=TEXTS,
    numerator_label=TEXTS,
    denominator_label=TEXTS,
    mix=TEXTS,
    revisions=REVISIONS,
)
SIDES: st.SearchStrategy[Side] = st.builds(Side, NODES, TEXTS, st.sampled_from(Missing))
RULES = st.builds(
    Rule,
    code=CODES,
    label=LABELS,
    left=SIDES,
    operator=st.sampled_from(Operator),
    right=SIDES,
    length=st.sampled_from(Length),
    tolerance=st.floats(0, 1),
    importance=st.sampled_from(Importance),
    instruction=TEXTS,
    source=TEXTS,
    by=TEXTS,
)
CONSTRUCTS = st.builds(
    Construct,
    code=CODES,
    label=LABELS,
    scoring=st.sampled_from(Scoring),
    on=TEXTS,
    level=TEXTS,
    value=st.none() | SCALARS,
    consequences=st.lists(TEXTS, max_size=2).map(tuple),
    conditions=st.lists(TEXTS, max_size=2).map(tuple),
    source=TEXTS,
)


def _several(definitions: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.lists(definitions, max_size=2).map(lambda found: {each.code: each for each in found})  # type: ignore[attr-defined]


CATALOGUES = st.builds(
    Catalogue,
    measures=_several(MEASURES),
    dimensions=_several(DIMENSIONS),
    forms=_several(FORMS),
    indicators=_several(INDICATORS),
    rules=_several(RULES),
    constructs=_several(CONSTRUCTS),
    constants=st.dictionaries(CODES, SCALARS, max_size=2),
    groups=st.dictionaries(CODES, st.frozensets(TEXTS, max_size=2), max_size=2),
    translations=st.dictionaries(
        st.just("zh-hans"), st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=2), max_size=1
    ),
)


def _read(text: str) -> Catalogue:
    """What is in ``text`` alone, whether or not it holds together."""
    definitions = Definitions()
    definitions.read("dumped.yaml", text)
    assert definitions.problems == []
    return definitions.catalogue()


@settings(max_examples=30, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(CATALOGUES)
def test_any_catalogue_is_read_as_it_was_written(catalogue: Catalogue) -> None:
    assert _read(dump(catalogue)) == catalogue


def test_the_whole_that_ships_is_read_as_it_was_written() -> None:
    assert load_texts([("shipped.yaml", dump(SHIPPED))], Catalogue()) == SHIPPED


def test_what_is_at_its_default_is_left_out() -> None:
    text = dump(Catalogue(measures={"seen": Measure("seen", "Seen", Kind.FLOW, "women")}))
    assert text == (
        "measures:\n  seen:\n    label: Seen\n    kind: flow\n    unit: women\n"
        "    over_time: sum\n    over_places: sum\n"
    )
