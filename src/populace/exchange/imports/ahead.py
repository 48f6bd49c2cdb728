"""Reading ahead: the next block is parsed on one core while the last one is being understood on another."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")


class _End:
    """No block is left."""


def ahead(blocks: Iterator[T]) -> Iterator[T]:
    """The same blocks, in the same order; what goes wrong is raised where its block would have come."""

    def take() -> T | _End:
        # The language that a person reads is part of the context, and messages are made while reading.
        return context.run(lambda: next(blocks, _End()))

    context = copy_context()
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as reader:
        try:
            coming = reader.submit(take)
            while not isinstance(block := coming.result(), _End):
                coming = reader.submit(take)
                yield block
        finally:
            # A generator closes its file; another iterator has nothing to close.
            reader.submit(getattr(blocks, "close", lambda: None)).result()
