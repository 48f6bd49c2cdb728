"""The reference of the catalogue that ships: measures, dimensions, forms, indicators, rules, constructs, factors."""

from collections.abc import Iterator

from populace.catalog.constructs import Construct
from populace.catalog.couple_years import COUPLE_YEAR_FACTORS, CoupleYearFactor
from populace.catalog.dimensions import Dimension, Role
from populace.catalog.expressions.nodes import Node
from populace.catalog.expressions.text import text_of
from populace.catalog.forms import Form, Section, Table
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Measure
from populace.catalog.measures import MEASURES
from populace.catalog.programme.measures import PROGRAMME_MEASURES
from populace.catalog.rules import Rule, Side
from populace.catalog.shipped import SHIPPED
from populace.catalog.subjects import Bearing
from scripts.markdown import code, codes, page, table

BEARINGS = {
    Bearing.NEVER: "nothing may be judged",
    Bearing.NATION: "the nation only",
    Bearing.SERVICE: "a service: a target is welcome",
}


def catalogue_pages() -> dict[str, str]:
    """Every page on the catalogue by its file name."""
    return {
        "measures.md": measures_page(),
        "dimensions.md": dimensions_page(),
        "forms.md": forms_page(),
        "indicators.md": indicators_page(),
        "rules.md": rules_page(),
        "constructs.md": constructs_page(),
        "couple-years.md": couple_years_page(),
    }


def measures_page() -> str:
    """Each measure: of a folder of tables with the names that files call it, of the programme with its roll-up."""
    intro = (
        "What may be counted. A measure is a number for a place and a period, perhaps split by dimensions."
    )
    folder = "A measure is recognised in file, sheet and column names by any of its names.\n\n" + table(
        ("Code", "Measure", "Kind", "Unit", "Must be by", "May be by", "Names"),
        map(_named_measure, MEASURES.values()),
    )
    programme = (
        "What returns and files bring into a workspace, besides those above. Over time a flow sums, a stock is "
        "taken once; what is sensitive is never published finer than a floor. A population need not be split "
        "here, and names its source.\n\n"
        + table(
            (
                "Code",
                "Measure",
                "Kind",
                "Unit",
                "May be by",
                "Over time",
                "Over places",
                "About",
                "Sensitive",
            ),
            map(_measure, PROGRAMME_MEASURES.values()),
        )
    )
    return page(
        "Measures", intro, [f"## In a folder of tables\n\n{folder}", f"## In the programme\n\n{programme}"]
    )


def _named_measure(given: Measure) -> tuple[str, ...]:
    by = (", ".join(sorted(dimensions)) for dimensions in (given.required, given.optional))
    return code(given.code), given.label, given.kind.value, given.unit, *by, codes(given.names)


def _measure(given: Measure) -> tuple[str, ...]:
    rolled = (each.value if each else "" for each in (given.over_time, given.over_places))
    about = f"{given.subject.value} ({BEARINGS[given.subject.bearing]})"
    by = ", ".join(sorted(given.dimensions))
    sensitive = "yes" if given.sensitive else ""
    return code(given.code), given.label, given.kind.value, given.unit, by, *rolled, about, sensitive


def dimensions_page() -> str:
    """Each dimension with its categories."""
    intro = (
        "By what a count may be split. The categories of a dimension share out the whole, or are several accounts "
        "of it, which are never added up."
    )
    return page("Dimensions", intro, map(_dimension, SHIPPED.dimensions.values()))


def _dimension(given: Dimension) -> str:
    kind = "Several accounts of one thing." if given.role is Role.ACCOUNTS else "Parts of the whole."
    kind += " Others than the listed may be used." if given.open else ""
    if given.code == "age":
        kind = "Parts of the whole. Completed years: `0`, `1-4`, `20-24`, `85+`."
    rows = [(code(each.code), each.label) for each in given.categories]
    parts = [f"## `{given.code}`: {given.label}", kind, table(("Category", "Meaning"), rows) if rows else ""]
    return "\n\n".join(filter(None, parts))


def forms_page() -> str:
    """Each form with its sections: measures against the categories that they are asked by."""
    intro = "What a place fills in. A cell is a measure in the categories of its row and column."
    return page("Forms", intro, map(_form, SHIPPED.forms.values()))


def _form(given: Form) -> str:
    facts = (
        f"Period {code(given.length.value)}, due {given.due_days} days after its end, from places of the kinds "
        f"{', '.join(sorted(given.kinds))}. {len(given.cells)} cells."
    )
    return "\n\n".join([f"## `{given.code}`: {given.label}", facts, *map(_section, given.sections)])


def _section(given: Section) -> str:
    rows = (row for each in given.tables for row in _lines(each))
    return f"### {given.label}\n\n" + table(("Measure", "Meaning", "Rows by", "Columns"), rows)


def _lines(given: Table) -> Iterator[tuple[str, ...]]:
    """One line for each measure of a table, however many rows ask for it."""
    columns = _cells([each.text for each in given.columns if each.pairs])
    for measure in dict.fromkeys(row.measure for row in given.rows):
        rows = _cells([row.within.text for row in given.rows if row.measure == measure and row.within.pairs])
        yield code(measure), SHIPPED.measures[measure].label, rows, columns


def _cells(texts: list[str]) -> str:
    """A few in full, many by the first, the last and how many there are."""
    if len(texts) <= 3:
        return codes(texts)
    return f"{code(texts[0])} to {code(texts[-1])} ({len(texts)})"


def indicators_page() -> str:
    """Each indicator with all that it declares."""
    intro = (
        "What is made of the counts. A direction stands where a service owes something. Every value is "
        "`factor × numerator / denominator`."
    )
    return page("Indicators", intro, map(_indicator, SHIPPED.indicators.values()))


def _indicator(given: Indicator) -> str:
    facts = [
        ("Numerator", f"{given.numerator_label}: {code(text_of(given.numerator))}"),
        ("Denominator", _below(given.denominator_label, given.denominator)),
        ("Factor, unit", f"{given.factor:g}, {given.unit}"),
        ("Pooled years", str(given.pooled_years) if given.pooled_years > 1 else ""),
        ("Annualised", "yes" if given.annualised else ""),
        ("By category of", code(given.mix)),
        ("About", f"{given.subject.value} ({BEARINGS[given.subject.bearing]})"),
        ("Better", given.direction),
        ("Shown with", codes(given.companions)),
        ("Missing figures", code(given.missing.value)),
        ("Note", given.note),
        ("Source", given.source),
        ("In force from", given.in_force),
        *((f"From {each.in_force}", code(text_of(each.numerator))) for each in given.revisions),
    ]
    rows = [(name, fact) for name, fact in facts if fact]
    return f"## `{given.code}`: {given.label}\n\n" + table(("", ""), rows)


def _below(label: str, node: Node | None) -> str:
    return "" if node is None else f"{label}: {code(text_of(node))}"


def rules_page() -> str:
    """Each rule with its two sides."""
    intro = "What must hold within a return, or between the returns of a place. A rule *by* holds category by category."
    header = (
        "Code",
        "Rule",
        "Left",
        "",
        "Right",
        "Tolerance",
        "By",
        "Period",
        "Importance",
        "What to do",
        "Source",
    )
    return page("Rules", intro, [table(header, map(_rule, SHIPPED.rules.values()))])


def _rule(given: Rule) -> tuple[str, ...]:
    return (
        code(given.code),
        given.label,
        _side(given.left),
        given.operator.value.replace("_", " "),
        _side(given.right),
        f"{given.tolerance:.0%}" if given.tolerance else "",
        code(given.by),
        code(given.length.value),
        given.importance.value.lower(),
        given.instruction,
        given.source,
    )


def _side(given: Side) -> str:
    return f"{given.label}: {code(text_of(given.expression))}"


def constructs_page() -> str:
    """Each scored construct."""
    intro = (
        "Examples of what may be judged: what services owe. Nothing may be judged that people choose, or that is "
        "reached by leaning on them."
    )
    header = ("Code", "What is wanted", "How", "On", "Where", "Value", "Source")
    return page("Scored constructs", intro, [table(header, map(_construct, SHIPPED.constructs.values()))])


def _construct(given: Construct) -> tuple[str, ...]:
    value = "" if given.value is None else f"{given.value:g}"
    return (
        code(given.code),
        given.label,
        given.scoring.value,
        code(given.on),
        given.level,
        value,
        given.source,
    )


def couple_years_page() -> str:
    """Each factor with the days on which it holds."""
    intro = (
        "How long what is given protects a couple. The factor in force on the date of the figure is used; the "
        "factors of the first table stand for the years before it too."
    )
    header = (
        "Method",
        "Meaning",
        "Unit",
        "Units per couple-year",
        "Couple-years per unit",
        "From",
        "To",
        "In",
        "Source",
    )
    return page("Couple-years of protection", intro, [table(header, map(_factor, COUPLE_YEAR_FACTORS))])


def _factor(given: CoupleYearFactor) -> tuple[str, ...]:
    label = SHIPPED.dimensions["method"].by_code[given.method].label
    days = (each.isoformat() if each else "" for each in (given.first, given.last))
    units = f"{given.units:g}" if given.units != 1 else ""
    return (
        code(given.method),
        label,
        given.unit,
        units,
        f"{given.factor:.4g}",
        *days,
        given.country,
        given.source,
    )
