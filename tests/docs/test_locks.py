"""The locks hold what the package asks for, hashed, and nothing about where it came from."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
_PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", re.MULTILINE)


def _pins(lock: Path) -> set[tuple[str, str]]:
    """Names and versions."""
    return set(_PINNED.findall(lock.read_text(encoding="utf-8")))


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_with_its_hashes(lock: Path) -> None:
    packages = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    assert packages
    assert [
        line[:60] for line in packages if not re.match(r"[a-z0-9.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_an_address(lock: Path) -> None:
    assert not re.search(r"://|^--|^-[ief]", lock.read_text(encoding="utf-8"), re.MULTILINE)


def test_what_the_package_needs_is_locked() -> None:
    wanted = {_name(each) for each in PROJECT["project"]["dependencies"]}
    assert wanted <= {name for name, _ in _pins(ROOT / "requirements" / "run.lock")}


def test_what_the_tests_need_is_locked() -> None:
    groups = PROJECT["dependency-groups"]
    wanted = {
        _name(each)
        for group in ("dev", "test", "docs", "lint")
        for each in groups[group]
        if isinstance(each, str)
    }
    assert wanted <= {name for name, _ in _pins(ROOT / "requirements" / "dev.lock")}


def test_what_is_tested_is_what_runs() -> None:
    assert _pins(ROOT / "requirements" / "run.lock") <= _pins(ROOT / "requirements" / "dev.lock")
