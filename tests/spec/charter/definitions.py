"""A small catalogue to put excluded definitions into: a few measures of each kind, and what a test adds."""

from dataclasses import replace

from populace.catalog.catalogue import Catalogue, by_code
from populace.catalog.charter.check import check
from populace.catalog.constructs import Construct, Scoring
from populace.catalog.dimensions import Category, Dimension
from populace.catalog.expressions.parser import parse
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Kind, Measure
from populace.catalog.rules import Operator, Rule, Side
from populace.catalog.shipped import SHIPPED
from populace.catalog.subjects import Subject


def measure(code: str, subject: Subject, label: str = "", **more: object) -> Measure:
    """A flow of ``subject``."""
    return Measure(code, label or code, Kind.FLOW, "n", subject=subject, **more)


def indicator(numerator: str, denominator: str = "", code: str = "X", **more: object) -> Indicator:
    """An indicator from the texts of its expressions; its label says nothing unless ``more`` has one."""
    label = str(more.pop("label", code))
    return Indicator(code, label, parse(numerator), parse(denominator) if denominator else None, **more)


def rule(text: str, operator: Operator, other: str) -> Rule:
    """``text operator other``."""
    return Rule("R", "R", Side(parse(text)), operator, Side(parse(other)))


def scored(on: str, scoring: Scoring = Scoring.TARGET, **more: object) -> Construct:
    """A judgement on ``on``."""
    code = str(more.pop("code", "K"))
    return Construct(code, str(more.pop("label", code)), scoring, on, **{"level": "town", **more})


OWN = Catalogue(
    measures=by_code(
        (
            measure("abortions", Subject.ABORTION, sensitive=True),
            measure("births_by_parity", Subject.BIRTHS, optional=frozenset({"parity"})),
            measure("satisfied", Subject.SATISFACTION),
            measure("asked", Subject.SATISFACTION),
            measure("quota", Subject.UNKNOWN),
            measure("mystery", Subject.UNKNOWN),
            measure("counselled", Subject.COVERAGE, "Counselled before a choice"),
        )
    ),
    dimensions=by_code(
        (Dimension("parity", "Children before", (Category("0", "None"), Category("1", "One or more"))),)
    ),
    constants={"allowed": 100.0},
)
WORLD = replace(
    SHIPPED, forms={"births_deaths": SHIPPED.forms["births_deaths"]}, rules={}, constructs={}
).with_(OWN)
"""Measures and indicators as they come with the software, and a few measures that it has not."""


def added(*definitions: object) -> Catalogue:
    """The definitions, each in its section."""
    sections: dict[str, dict[str, object]] = {}
    names = {
        Measure: "measures",
        Dimension: "dimensions",
        Indicator: "indicators",
        Rule: "rules",
        Construct: "constructs",
    }
    for each in definitions:
        section = names.get(type(each), "forms")
        sections.setdefault(section, {})[each.code] = each
    return Catalogue(**sections)


def codes(*definitions: object) -> list[str]:
    """The codes found in ``definitions``, which may refer to those of ``WORLD``."""
    return sorted({finding.code for finding in check(added(*definitions), WORLD)})
