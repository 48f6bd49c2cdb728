"""Python, NumPy, DuckDB and a browser give the same values for the same expressions and figures."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Error, Page, sync_playwright

from populace.catalog.expressions.nodes import Missing, Node
from populace.catalog.expressions.parser import parse
from populace.catalog.expressions.serial import to_json
from populace.catalog.expressions.text import text_of
from tests.agreement.catalog.expressions.random_trees import expressions, figures, number, truth
from tests.agreement.catalog.expressions.ways import (
    SCRIPT,
    Rows,
    Strategy,
    in_arrays,
    in_browser,
    in_python,
    in_sql,
    same,
    settled,
)

STRATEGIES: tuple[Strategy, ...] = (None, *Missing)


@pytest.fixture(scope="module")
def page(chromium: str) -> Iterator[Page]:
    """A page under a policy that allows one script and no text to be turned into code."""
    script = SCRIPT.read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        shown = browser.new_page()
        shown.set_content(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'nonce-one'\">"
            f'<script type="module" nonce="one">{script}\n'
            "window.run = ([documents, rows]) => rows.map(row => documents.map(each => evaluate(each, row)));"
            "try { new Function('') } catch { window.strict = true }"
            "</script>"
        )
        shown.wait_for_function("() => window.run !== undefined")
        yield shown
        browser.close()


@pytest.mark.browser
def test_the_page_turns_no_text_into_code(page: Page) -> None:
    assert page.evaluate("window.strict") is True


@pytest.mark.browser
@pytest.mark.parametrize(
    "document",
    [
        {"version": 2, "expression": {"node": "null"}},
        {"version": 1, "expression": {"node": "other"}},
        to_json(parse("avg(#{a})")),
    ],
)
def test_what_a_browser_cannot_run_is_said(page: Page, document: object) -> None:
    with pytest.raises(Error, match=r"version|is no part|several periods"):
        page.evaluate("document => window.run([[document], [{}]])", document)


def hold(
    nodes: Sequence[Node], rows: Rows, expected: np.ndarray, found: np.ndarray, sure: np.ndarray
) -> None:
    wrong = np.argwhere(sure & ~same(expected, found))
    for row, column in wrong[:5]:
        print(text_of(nodes[column]), rows[row], "should be", expected[row, column], "is", found[row, column])
    assert not len(wrong)


choices = st.randoms(use_true_random=False).map(lambda source: source.randrange)
trees = st.builds(
    lambda choose, make, deep: make(choose, deep),
    choices,
    st.sampled_from([number, truth]),
    st.integers(1, 6),
)


@settings(max_examples=80, deadline=None)
@given(node=trees, seed=st.integers(0, 10_000), missing=st.sampled_from(STRATEGIES))
def test_one_expression_at_a_time(node: Node, seed: int, missing: Strategy) -> None:
    rows = figures(seed, 8)
    expected = in_python([node], rows, missing)
    sure = settled([node], rows, missing, expected)
    hold([node], rows, expected, in_arrays([node], rows, missing), sure)
    hold([node], rows, expected, in_sql([node], rows, missing), sure)


@pytest.mark.parametrize("missing", STRATEGIES)
def test_thousands_in_arrays_and_queries(missing: Strategy) -> None:
    nodes, rows = expressions(seed=1, count=300), figures(seed=2, count=12)
    expected = in_python(nodes, rows, missing)
    sure = settled(nodes, rows, missing, expected)
    assert sure.mean() > 0.95
    assert np.isnan(expected).mean() < 0.8
    hold(nodes, rows, expected, in_arrays(nodes, rows, missing), sure)
    hold(nodes, rows, expected, in_sql(nodes, rows, missing), sure)


@pytest.mark.browser
@pytest.mark.parametrize("missing", STRATEGIES)
def test_thousands_in_a_browser(page: Page, missing: Strategy) -> None:
    nodes, rows = expressions(seed=3, count=1000), figures(seed=4, count=5)
    expected = in_python(nodes, rows, missing)
    sure = settled(nodes, rows, missing, expected)
    hold(nodes, rows, expected, in_browser(page, nodes, rows, missing), sure)
