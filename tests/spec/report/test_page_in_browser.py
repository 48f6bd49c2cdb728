"""The page as a browser shows it: on a phone, to a screen reader, without a network."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from populace.report.write import write_report
from tests.unit.report.builders import district, tables

pytestmark = pytest.mark.browser

PHONE = 360


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    forecast = district(towns=2, villages=2)
    files = write_report(forecast, tables(forecast), tmp_path_factory.mktemp("browser") / "out")
    return Path(files.page).as_uri()


@pytest.fixture(scope="module")
def requests() -> list[str]:
    return []


@pytest.fixture(scope="module")
def page(address: str, requests: list[str], chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": PHONE, "height": 780})
        shown.on("request", lambda request: requests.append(request.url))
        shown.goto(address)
        yield shown
        browser.close()


def test_page_does_not_scroll_sideways_on_a_phone(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_nothing_is_fetched_but_the_page(page: Page, requests: list[str], address: str) -> None:
    assert [url for url in requests if not url.startswith("data:")] == [address]
    assert page.title()


def test_every_chart_has_a_name(page: Page) -> None:
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('svg')].filter(svg =>
            svg.getAttribute('role') !== 'img'
            || !document.getElementById(svg.getAttribute('aria-labelledby').split(' ')[0])?.textContent.trim()
        ).length"""
    )
    assert page.locator("svg").count() > 10
    assert unnamed == 0


def test_headings_leave_out_no_level(page: Page) -> None:
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(each => Number(each.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


def test_one_of_the_two_sizes_of_a_chart_is_shown(page: Page) -> None:
    assert page.locator(".picture.narrow").first.is_visible()
    assert not page.locator(".picture.wide").first.is_visible()


def test_skip_link_comes_first_and_leads_to_the_answer(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#answer"
    assert page.locator("#answer").is_visible()


def test_labels_of_the_large_chart_stay_inside_it(page: Page) -> None:
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.picture svg')].filter(svg => svg.getBoundingClientRect().width > 0)
            .flatMap(svg => [...svg.querySelectorAll('text')].filter(text => {
                const box = text.getBoundingClientRect(), frame = svg.getBoundingClientRect();
                return box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2;
            }).map(text => text.textContent))"""
    )
    assert outside == []
