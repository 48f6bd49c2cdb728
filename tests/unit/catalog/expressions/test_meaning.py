"""What operators and functions give, missing figures above all."""

import pytest

from populace.catalog.expressions.arrays import evaluate_arrays
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import Figure, Leaf, Missing, PlaceIs
from populace.catalog.expressions.parser import parse
from populace.catalog.expressions.python import evaluate, evaluate_side
from populace.store.expression_sql import compile_sql

SKIP_IF_ANY, SKIP_IF_ALL, NEVER_SKIP = Missing.SKIP_IF_ANY, Missing.SKIP_IF_ALL, Missing.NEVER_SKIP


def figures(leaf: Leaf) -> float | bool | None:
    """a = 6, b = 4; m and n are missing; inf is no number; the place is in group A."""
    if isinstance(leaf, PlaceIs):
        return "A" in leaf.codes
    given = {"a": 6.0, "b": 4.0, "inf": float("inf"), "nan": float("nan")}
    return given.get(leaf.measure) if isinstance(leaf, Figure) else 30.0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("#{a} + #{m}", None),
        ("#{m} * 0", None),
        ("-#{m}", None),
        ("#{a} / 0", None),
        ("#{a} % 0", None),
        ("0 / 0", None),
        ("-7 % 3", -1),
        ("7 % -3", 1),
        ("(-8) ^ (1 / 3)", None),
        ("0 ^ -1", None),
        ("0 ^ 0", 1),
        ("#{m} ^ 0", None),
        ("1e300 * 1e300", None),
        ("10 ^ 400", None),
        ("#{inf}", None),
        ("isNull(#{nan})", True),
        ("1 / (1e300 * 1e300)", None),
        ("#{m} == #{m}", None),
        ("#{m} > 1", None),
        ("!(#{m} > 1)", None),
        ("#{m} > 1 && false", False),
        ("#{m} > 1 && true", None),
        ("#{m} > 1 || true", True),
        ("#{m} > 1 || false", None),
        ("if(#{a} > 5, 1, 2)", 1),
        ("if(#{m} > 5, 1, 2)", None),
        ("if(true, 1, 1 / 0)", 1),
        ("isNull(#{m})", True),
        ("isNotNull(#{a} + #{m})", False),
        ("firstNonNull(#{m}, #{a} / 0, #{b})", 4),
        ("firstNonNull(#{m})", None),
        ("greatest(#{a}, #{m}, #{b})", 6),
        ("least(#{a}, #{m}, #{b})", 4),
        ("greatest(#{m})", None),
        ("is(#{a} in 1, 6)", True),
        ("is(#{a} in 1, #{m})", None),
        ("is(#{a} in 1, 2)", False),
        ("is(#{m} in 1, 2)", None),
        ("removeZeros(#{a} - 6)", None),
        ("removeZeros(#{a})", 6),
        ("log(8, 2)", 3),
        ("log(0)", None),
        ("log(-1)", None),
        ("log(5, 1)", None),
        ("log10(1000)", 3),
        ("subExpression(#{a})", 6),
        ("orgUnit.group(A, B)", True),
        ("orgUnit.dataSet(B)", False),
        ("[days]", 30),
        ("null", None),
    ],
)
def test_values(text: str, value: float | bool | None) -> None:
    found = evaluate(parse(text), figures)
    assert found == (pytest.approx(value) if isinstance(value, float | int) else value)
    assert (found is None) == (value is None)


@pytest.mark.parametrize(
    ("text", "any_missing", "all_missing", "never"),
    [
        ("#{a} + #{m}", None, 6, 6),
        ("#{m} + #{n}", None, None, 0),
        ("#{a} + #{b}", 10, 10, 10),
        ("#{a} / #{m}", None, None, None),
        ("5", 5, 5, 5),
        ("[days] + #{m}", None, None, 30),
        ("if(isNull(#{m}), 1, 2)", 1, 1, 1),
        ("if(isNull(#{m}), #{a}, #{m})", None, 6, 6),
        ("firstNonNull(#{m}, 7)", 7, 7, 7),
        ("firstNonNull(#{m}, #{a}) + #{n}", None, None, 6),
        ("greatest(#{m}, -1)", None, None, 0),
        ("least(#{a}, #{m})", None, 0, 0),
        ("greatest(null, -1)", -1, -1, -1),
        ("#{m} > 1", None, None, False),
        ("subExpression(if(#{m} < 1, 1, 0)) + #{a}", None, 6, 6),
        ("subExpression(#{a} + #{m})", None, None, 0),
        ("N{gone} + R{f.REPORTING_RATE}.periodOffset(-1)", 60, 60, 60),
        ("isNull(#{m}) && #{a} + #{m} == 6", None, True, True),
    ],
)
def test_strategies(
    text: str, any_missing: float | None, all_missing: float | None, never: float | None
) -> None:
    node = parse(text)
    assert evaluate_side(node, SKIP_IF_ANY, figures) == any_missing
    assert evaluate_side(node, SKIP_IF_ALL, figures) == all_missing
    assert evaluate_side(node, NEVER_SKIP, figures) == never


@pytest.mark.parametrize(
    ("x", "chance"),
    # Abramowitz and Stegun (1964), table 26.1, to fifteen places.
    [
        (0, 0.5),
        (1, 0.841344746068543),
        (2, 0.977249868051821),
        (-1, 0.158655253931457),
        (3, 0.998650101968370),
    ],
)
def test_normal_distribution(x: float, chance: float) -> None:
    assert evaluate(parse(f"normDistCum({x})"), figures) == pytest.approx(chance, abs=2e-15)
    assert evaluate(parse(f"normDistCum({10 + 2 * x}, 10, 2)"), figures) == pytest.approx(chance, abs=2e-15)


def test_normal_tails_and_density() -> None:
    # Abramowitz and Stegun (1964), table 26.2: −log10 Q(8) = 15.20614.
    assert evaluate(parse("log10(1 - normDistCum(8)) + log10(normDistCum(-8))"), figures) == pytest.approx(
        -30.41228, abs=0.2
    )
    assert evaluate(parse("log10(normDistCum(-8))"), figures) == pytest.approx(-15.20614, abs=1e-5)
    assert evaluate(parse("normDistCum(-50)"), figures) == 0
    assert evaluate(parse("normDistCum(50)"), figures) == 1
    assert evaluate(parse("normDistDen(0)"), figures) == pytest.approx(0.398942280401433, abs=1e-15)
    assert evaluate(parse("normDistDen(5, 5, 2)"), figures) == pytest.approx(0.199471140200716, abs=1e-15)
    assert evaluate(parse("normDistCum(1, 0, 0)"), figures) is None
    assert evaluate(parse("normDistDen(1, 0, -1)"), figures) is None


SAMPLES = [{"x": 2.0}, {"x": 4.0}, {}, {"x": 4.0}, {"x": 10.0, "y": 3.0}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("avg(#{x})", 5),
        ("sum(#{x})", 20),
        ("count(#{x})", 4),
        ("max(#{x})", 10),
        ("min(#{x})", 2),
        ("median(#{x})", 4),
        ("percentileCont(0.5, #{x})", 4),
        ("percentileCont(1 / 3, #{x} * 2)", 8),
        ("percentileCont(0.9, #{x})", 8.2),
        ("percentileCont(2, #{x})", None),
        ("stddevPop(#{x})", 3),
        ("stddevSamp(#{x})", 12**0.5),
        ("stddev(#{x})", 12**0.5),
        ("variance(#{x})", 12),
        ("variance(#{y})", None),
        ("stddevPop(#{y})", 0),
        ("avg(#{z})", None),
        ("sum(#{z})", None),
        ("count(#{z})", 0),
        ("median(#{z})", None),
        ("avg(#{x} + #{y})", 13),
        ("avg(#{x}) + 2 * stddevPop(#{x})", 11),
        ("sum(#{x}) - #{x}", 17),
    ],
)
def test_functions_over_samples(text: str, value: float | None) -> None:
    samples = [lambda leaf, sample=sample: sample.get(leaf.measure) for sample in SAMPLES]
    now = lambda leaf: {"x": 3.0}.get(leaf.measure)  # noqa: E731
    found = evaluate(parse(text), now, samples)
    assert found == (None if value is None else pytest.approx(value))


def test_samples_are_seen_as_they_are_under_every_strategy() -> None:
    samples = [lambda leaf: 4.0, lambda leaf: None]
    assert evaluate_side(parse("avg(#{x}) + #{m}"), NEVER_SKIP, figures, samples) == 4


def test_functions_over_samples_do_not_run_over_one_period() -> None:

    for run in (lambda node: evaluate_arrays(node, figures), lambda node: compile_sql(node, str)):
        with pytest.raises(ExpressionError, match="sampled periods"):
            run(parse("avg(#{a})"))
