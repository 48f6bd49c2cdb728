"""SVG files to pictures, in a program of its own: a picture takes as long as a drawing, and there are two cores.

``python -m populace.charts.raster FONT INSTEAD`` reads the paths of SVG files, one a line, and writes a PNG beside
each.
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

PICTURE_FONTS = {"zh-hans": "'WenQuanYi Micro Hei', 'Noto Sans CJK SC', sans-serif"}
"""Fonts of pictures by language, where the machine's plain one would take letters from a font for Japanese. The first
is a twentieth of the second in size, and draws a picture in a third of the time."""


class RasterError(OSError):
    """A drawing could not be turned into a picture."""


@contextmanager
def rasteriser(font: str, language: str) -> Iterator[Callable[[Path], None]]:
    """Take the path of an SVG file and write its PNG beside it, while the caller goes on; all are done at the end.

    ``font`` is the list of fonts that the files name; pictures are drawn with those of ``language`` instead.

    :raises RasterError: one of the files could not be turned into a picture.
    """
    instead = PICTURE_FONTS.get(language, PLAIN_FONT)
    command = [sys.executable, "-m", "populace.charts.raster", font, instead]
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


def png(svg: str, font: str, instead: str = PLAIN_FONT) -> bytes:
    """An SVG document as a picture, with the fonts ``instead`` of ``font``."""
    return bytes(vl_convert.svg_to_png(svg.replace(font, instead), scale=SCALE))


def main() -> None:
    """Turn files into pictures until there are no more."""
    font, instead = sys.argv[1:]
    for line in sys.stdin:
        path = Path(line.rstrip("\n"))
        path.with_suffix(".png").write_bytes(png(path.read_text(encoding="utf-8"), font, instead))


if __name__ == "__main__":
    main()
