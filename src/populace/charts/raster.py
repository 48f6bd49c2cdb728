"""SVG files to pictures, in a program of its own: a picture takes as long as a drawing, and there are two cores.

``python -m populace.charts.raster`` reads the paths of SVG files, one a line, and writes a PNG beside each.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import vl_convert

SCALE = 1.5
"""Pixels for each unit of a drawing: sharp in a slide, and half the size that twice as many would take."""

PLAIN_FONT = "sans-serif"
"""Naming every font that a reader may have makes the renderer look through each of them for every label."""


class RasterError(OSError):
    """A drawing could not be turned into a picture."""


@contextmanager
def rasteriser(font: str) -> Iterator[Callable[[Path], None]]:
    """Take the path of an SVG file and write its PNG beside it, while the caller goes on; all are done at the end.

    ``font`` is the list of fonts that the files name; pictures are drawn with the machine's own instead.

    :raises RasterError: one of the files could not be turned into a picture.
    """
    command = [sys.executable, "-m", "populace.charts.raster", font]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, encoding="utf-8")

    def send(path: Path) -> None:
        if worker.stdin is None or worker.poll() is not None:
            raise RasterError("a chart could not be turned into a picture")
        worker.stdin.write(f"{path}\n")
        worker.stdin.flush()

    try:
        yield send
    finally:
        worker.communicate()
    if worker.returncode:
        raise RasterError("a chart could not be turned into a picture")


def png(svg: str, font: str) -> bytes:
    """An SVG document as a picture, its ``font`` replaced by the machine's own."""
    return bytes(vl_convert.svg_to_png(svg.replace(font, PLAIN_FONT), scale=SCALE))


def main() -> None:
    """Turn files into pictures until there are no more."""
    for line in sys.stdin:
        path = Path(line.rstrip("\n"))
        path.with_suffix(".png").write_bytes(png(path.read_text(encoding="utf-8"), sys.argv[1]))


if __name__ == "__main__":
    main()
