"""Reading ahead changes nothing but the time it takes."""

import threading
from collections.abc import Iterator

import pytest

from populace.exchange.imports.ahead import ahead
from populace.i18n import language, use_language


def test_blocks_come_in_order_from_another_thread_in_the_same_language() -> None:
    def blocks() -> Iterator[tuple[int, str, str]]:
        for number in range(5):
            yield number, threading.current_thread().name, language()

    with use_language("zh-hans"):
        found = list(ahead(blocks()))  # type: ignore[arg-type]
    assert [number for number, _thread, _language in found] == list(range(5))
    assert {tag for _number, _thread, tag in found} == {"zh-hans"}
    assert all(name.startswith("reading") for _number, name, _language in found)


def test_a_fault_comes_where_its_block_would_have() -> None:
    def blocks() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    found = ahead(blocks())  # type: ignore[arg-type]
    assert next(found) == 1
    with pytest.raises(OSError, match="gone"):
        next(found)


def test_a_reader_that_is_left_closes_its_file() -> None:
    closed = []

    def blocks() -> Iterator[int]:
        try:
            yield from range(100)
        finally:
            closed.append(True)

    found = ahead(blocks())  # type: ignore[arg-type]
    assert next(found) == 0
    found.close()  # type: ignore[attr-defined]
    assert closed == [True]
