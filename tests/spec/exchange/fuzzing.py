"""Files that somebody else's program, a bad line or an attacker has spoilt, for the fuzz tests of every reader.

Few examples run with the suite; ``POPULACE_FUZZ=20000 pytest tests/spec/exchange -k fuzz`` takes its time.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from populace.errors import UserError
from populace.exchange.incoming import Reading, Refused

EXAMPLES = int(os.environ.get("POPULACE_FUZZ", "25"))
"""Examples of each property."""

FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

MOST_SECONDS = 20
"""No reader of a few kilobytes takes longer, however busy the machine is."""

TOKENS = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\r",
        b"\n\n",
        b'"',
        b'""',
        b"'",
        b",",
        b";",
        b"\t",
        b"\x1f\x8b",
        b"PK",
    ),
    *(
        b"<",
        b">",
        b"&",
        b"&lol;",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"?>",
        b'xmlns="u"',
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"null",
        b"true",
        b"[" * 600,
        b"{" * 600,
        b'{"a":' * 600,
        b"\\ud800",
        b"\\u0000",
    ),
    *(
        b"1e999",
        b"-1",
        b"9" * 400,
        b"NaN",
        b"Infinity",
        b"0x10",
        b"1_000",
        b"\xef\xbc\x91",
        b"2025-02-30",
        b"0000",
        b"99999999999999999999",
    ),
    *(
        b"*a",
        b"&a ",
        b"!!python/name:os.system",
        b"? ",
        b"- ",
        b"|\n",
        b"%YAML 9.9\n",
        b"<<: ",
        b"#{",
        b"}}",
        b"=1+1",
        b"x" * 5000,
    ),
)
"""What formats give a meaning to, and values at the edge of what a reader expects."""


def spoilt(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """One of ``seeds`` with a few things cut out, doubled, changed or put in."""
    change = st.tuples(
        st.sampled_from(["cut", "double", "byte", "token", "end"]),
        st.floats(0, 1),
        st.integers(0, 60),
        st.integers(0, 255),
        st.sampled_from(TOKENS),
    )
    return st.builds(_spoil, st.sampled_from(seeds), st.lists(change, max_size=6))


def anything(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Spoilt files, and now and then bytes of no meaning at all."""
    return spoilt(seeds) | spoilt(seeds) | spoilt(seeds) | st.binary(max_size=200)


def _spoil(content: bytes, changes: list[tuple[str, float, int, int, bytes]]) -> bytes:
    for kind, share, length, byte, token in changes:
        at = int(share * len(content))
        match kind:
            case "cut":
                content = content[:at] + content[at + length :]
            case "double":
                content = content[:at] + content[at : at + length] + content[at:]
            case "byte":
                content = content[:at] + bytes([byte]) + content[at + 1 :]
            case "token":
                content = content[:at] + token + content[at:]
            case _:
                content = content[:at]
    return content


class Hangs(Exception):
    """A reader took longer than any file of its size may."""


@contextmanager
def only_told() -> Iterator[None]:
    """Let pass what a reader tells a person, in one line each; anything else, and a hang, fails the test."""
    before = signal.signal(signal.SIGALRM, _hang)
    signal.alarm(MOST_SECONDS)
    try:
        yield
    except UserError as error:
        told = [str(error), *map(str, getattr(error, "problems", ()))]
    else:
        told = []
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert all(told)
    assert not any("\n" in line for line in told[:1])


def _hang(_signal: int, _frame: FrameType | None) -> None:
    raise Hangs


def exhaust(reading: Reading) -> None:
    """Read every block, and ask for the meaning of every text, as the core of imports does."""
    words = reading.vocabulary
    for block in reading.blocks:
        assert (
            len({len(block.place), len(block.period), len(block.measure), len(block.value), len(block.row)})
            == 1
        )
        for place in set(block.place.to_pylist()):
            _ask(lambda text=place: words.place(text or ""))
        for period in set(block.period.to_pylist()):
            _ask(lambda text=period: words.period(text or "").text)
        rows = zip(
            block.measure.to_pylist(),
            block.value.to_pylist(),
            *(column.to_pylist() for column in block.categories.values()),
            strict=True,
        )
        for measure, value, *categories in set(rows):
            _ask(
                lambda *given: _ask_cell(reading, *given), measure, value, categories, list(block.categories)
            )
    assert all(map(str, reading.unread))
    assert all(reading.notes)


def _ask_cell(
    reading: Reading, measure: str | None, value: object, categories: list[str | None], names: list[str]
) -> None:
    words = reading.vocabulary
    code = words.measure(measure or "")
    words.plain(code)
    _ask(lambda: words.value(code, str(value)))
    words.breakdown(code, {name: text or "" for name, text in zip(names, categories, strict=True)})


def _ask(means: Callable[..., object], *given: object) -> None:
    try:
        means(*given)
    except Refused as refused:
        told = refused.message and refused.remedy
    else:
        return
    assert told
