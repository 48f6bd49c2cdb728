"""Drawings from the program that draws.

The renderer is a browser's script engine of nearly two hundred megabytes. It runs as a program of its own, so that the
memory of the forecast and its own do not add up in one process, and both processors have work.
"""

import atexit
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from threading import Lock
from typing import Any

from populace.charts.drawing import Drawing
from populace.charts.svg import Row, parse
from populace.i18n import language

_one_at_a_time = Lock()


class DrawingError(OSError):
    """The program that draws ended before its answer."""


def draw(
    kind: str, shape: tuple[int, ...], data: Mapping[str, Sequence[Row]], parameters: Mapping[str, Any]
) -> Drawing:
    """A chart of ``kind`` (a key of ``renderer.KINDS``) in ``shape``, with its data and parameters.

    :raises DrawingError: it cannot be drawn; the renderer says why on standard error.
    """
    asked = {"kind": kind, "shape": shape, "language": language(), "data": data, "parameters": parameters}
    with _one_at_a_time:
        program = _renderer()
        if program.stdin is None or program.stdout is None:
            raise DrawingError("the program that draws has no input or output")
        program.stdin.write(json.dumps(asked) + "\n")
        program.stdin.flush()
        answer = program.stdout.readline()
        if not answer:
            _renderer.cache_clear()
            raise DrawingError(f"a {kind} could not be drawn")
    return parse(json.loads(answer))


def start() -> None:
    """Start the program early, so that it is ready when the first chart is asked for."""
    with _one_at_a_time:
        _renderer()


@cache
def _renderer() -> subprocess.Popen[str]:
    program = subprocess.Popen(
        [sys.executable, "-m", "populace.charts.renderer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    atexit.register(program.terminate)
    return program
