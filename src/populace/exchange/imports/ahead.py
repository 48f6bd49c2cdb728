"""Reading ahead: the next block is parsed on one processor while this one is looked up on another."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterator[T]) -> Iterator[T]:
    """``items``, each made while the one before it is in use; what goes wrong is raised where it would have been."""
    context = copy_context()  # messages are in the language of the caller
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead") as worker:

        def ask() -> Future[tuple[bool, T | None]]:
            return worker.submit(context.run, _next, items)

        coming = ask()
        while True:
            there, item = coming.result()
            if not there:
                return
            coming = ask()
            yield item  # type: ignore[misc]


def _next(items: Iterator[T]) -> tuple[bool, T | None]:
    for item in items:
        return True, item
    return False, None
