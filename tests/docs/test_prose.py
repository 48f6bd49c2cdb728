"""What people wrote about the software agrees with the software."""

import ast
import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from scripts.catalogue_pages import catalogue_pages
from scripts.reference import commands
from tests.docs.pages import DOCS, ROOT, blocks, links, prose, shell_lines, written_pages

COMMANDS = dict(commands())
OPTIONS = sorted(
    (path, option.opts[-1])
    for path, command in COMMANDS.items()
    for option in command.params
    if isinstance(option, click.Option)
)
PAGES = [pytest.param(page, id=str(page.relative_to(ROOT))) for page in written_pages()]
SHELL = [
    pytest.param(line, id=f"{page.relative_to(ROOT)}: {line}")
    for page in written_pages()
    for line in shell_lines(page)
]
METHOD_ROOMS = ("demography", "forecast", "protect", "quality", "indicators", "places")


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_is_in_the_prose(path: str) -> None:
    assert path in prose()


@pytest.mark.parametrize(("path", "option"), OPTIONS)
def test_every_option_is_in_the_prose(path: str, option: str) -> None:
    named = re.compile(rf"{re.escape(option)}(?![\w-])")
    pages = (page.read_text(encoding="utf-8") for page in written_pages())
    assert any(path in page and named.search(page) for page in pages), f"no page on {path} names {option}"


@pytest.mark.parametrize("page", PAGES)
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    broken = [target for target in links(page) if not _exists(page.parent / target)]
    assert broken == []


def _exists(target: Path) -> bool:
    """A page of the generated reference counts as there when the generator is asked to write it."""
    if "_generated" in target.parts:
        return target.name in {
            "commands.md",
            "planning-ratios.md",
            "api.md",
            "catalogue-files.md",
            *catalogue_pages(),
        }
    return target.exists()


def test_the_glossary_holds_each_term_once() -> None:
    terms = re.findall(r"^\*\*([^*]+)\*\*", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(terms) > 20
    assert sorted(term for term in set(terms) if terms.count(term) > 1) == []


def test_the_charter_names_tests_that_are_there() -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", (ROOT / "CHARTER.md").read_text(encoding="utf-8"))
    assert len(named) >= 3
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_there_are_commands_to_check() -> None:
    assert len(SHELL) >= 4


@pytest.mark.parametrize("line", SHELL)
def test_every_command_shown_can_be_run(line: str) -> None:
    words = shlex.split(line.split(" | ")[0])
    checks = {"populace": _check_populace, "make": _check_make}
    if words[0] in checks:
        checks[words[0]](words[1:])


def _check_populace(words: list[str]) -> None:
    """Parse the command line as the program would, without running it."""
    command, path = COMMANDS["populace"], "populace"
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        path, words = f"{path} {words[0]}", words[1:]
        assert path in COMMANDS, f"there is no {path}"
        command = COMMANDS[path]
    known = {spelling for option in command.params for spelling in option.opts} | {"--help"}
    unknown = [word for word in words if word.startswith("--") and word.split("=")[0] not in known]
    assert not unknown, f"{path} takes no {unknown}"


def _check_make(words: list[str]) -> None:
    verbs = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    unknown = [word for word in words if "=" not in word and word not in verbs]
    assert not unknown, f"make has no {unknown}"


@pytest.mark.parametrize("page", PAGES)
def test_python_shown_runs(page: Path) -> None:
    """The blocks of a page run one after the other, as a reader would type them."""
    names: dict[str, object] = {}
    for block in blocks(page, "python"):
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(block, str(page), "exec"), names)


def test_every_module_that_computes_is_on_a_methods_page() -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in (DOCS / "methods").glob("*.md"))
    missing = [
        name for name in _modules_that_compute() if not re.search(rf"{re.escape(name)}(?![\w.]*\w)", pages)
    ]
    assert missing == [], (
        "name each of these on the page of its method (or, if it holds none, in methods/index.md)"
    )


def test_the_search_for_modules_finds_them() -> None:
    assert "populace.demography.life_table" in set(_modules_that_compute())


def _modules_that_compute() -> Iterator[str]:
    """The modules of the method rooms that define a public function."""
    for room in METHOD_ROOMS:
        for path in sorted((ROOT / "src" / "populace" / room).rglob("*.py")):
            body = ast.parse(path.read_text(encoding="utf-8")).body
            if any(isinstance(node, ast.FunctionDef) and not node.name.startswith("_") for node in body):
                parts = path.relative_to(ROOT / "src").with_suffix("").parts
                yield ".".join(part for part in parts if part != "__init__")
