"""Figures of a run as PNG, SVG and PDF: they look like the screen, in the chosen theme."""

from __future__ import annotations

import errno
import re
import sys
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QPoint, QRect, QSize, QSizeF
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPaintDevice,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from gdviz.documents.atomic_write import write_atomically
from gdviz.export.formats import Holds, suffixes
from gdviz.export.look import Look
from gdviz.export.page import Page
from gdviz.export.page_painter import PagePainter
from gdviz.export.request import Figure, one_of
from gdviz.runs.run import Run

_FAMILY = re.compile(r'font-family="([^"]*)"')
# What Qt calls the desktop's own fonts; no other program knows these names.
_PROBES = 16
_ALIASES = "sans serif", "sans", "monospace"


# The page clips what overflows.
@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def save_run(path: Path, run: Run, epoch: int, figure: Figure, look: Look | None = None) -> None:
    """Write a figure of ``run`` with the cursor at ``epoch``; the suffix of ``path`` is the format.

    With a ``look`` it shows the run as the window does.

    Raises ValueError for an unknown suffix and DocumentError if the file cannot be written; an
    existing file is then untouched.
    """
    suffix = path.suffix.lower()
    one_of("format", suffix, suffixes(Holds.FIGURE))
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101
    page = Page(run, epoch, figure, look)
    writer = {".png": _write_png, ".svg": _write_svg, ".pdf": _write_pdf}[suffix]
    try:
        write_atomically(path, lambda part: writer(part, page, figure))
    finally:
        page.close()


def _write_png(path: Path, page: Page, figure: Figure) -> None:
    size = QSize(*(round(side * figure.scale) for side in figure.size))
    image = QImage(size, QImage.Format.Format_RGB32)
    _paint(page, image, size.width())
    # Only now: a painter would write larger on denser dots.
    image.setDotsPerMeterX(round(96 / 0.0254 * figure.scale))
    image.setDotsPerMeterY(round(96 / 0.0254 * figure.scale))
    # Through memory: of a full disk Qt's own writer says nothing but a line of libpng's.
    picture = QBuffer()
    writer = QImageWriter(picture, QByteArray(b"png"))
    # A tenth larger than with the usual compression, in half the time.
    writer.setCompression(20)
    if not writer.write(image):
        raise MemoryError
    path.write_bytes(picture.data().data())


def _write_svg(path: Path, page: Page, figure: Figure) -> None:
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setResolution(96)
    generator.setSize(QSize(*figure.size))
    generator.setViewBox(QRect(QPoint(), page.size))
    generator.setTitle(page.title)
    _paint(page, generator, page.size.width())
    drawing = path.read_text(encoding="utf-8")
    if not drawing.rstrip().endswith("</svg>"):
        raise _disk_error(path)
    path.write_text(_FAMILY.sub(_with_a_generic, drawing), encoding="utf-8")


def _with_a_generic(family: re.Match[str]) -> str:
    """Return the font so that a browser without it takes one of its kind, not a serif font."""
    name = family[1]
    generic = "monospace" if QFontInfo(QFont(name)).fixedPitch() else "sans-serif"
    known = "" if name.lower() in _ALIASES else f"{name}, "
    return f'font-family="{known}{generic}"'


def _write_pdf(path: Path, page: Page, figure: Figure) -> None:
    writer = QPdfWriter(str(path))
    points = QSizeF(figure.size[0] * 72 / 96, figure.size[1] * 72 / 96)
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", exact))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    writer.setResolution(96)
    writer.setTitle(page.title)
    _paint(page, writer, figure.size[0])
    # Qt says nothing of a full disk: what it could not write is seen by what is missing.
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 32, 0))
        complete = b"%%EOF" in file.read()
    if not complete:
        raise _disk_error(path)


def _disk_error(path: Path) -> OSError:
    """Return the system's own error for a file that Qt could not write, found by writing more."""
    try:
        with path.open("ab", buffering=0) as file:
            for _ in range(_PROBES):
                file.write(bytes(65_536))
    except OSError as error:
        return error
    return OSError(errno.EIO, "the picture could not be written whole")


def _paint(page: Page, device: QPaintDevice, width: int) -> None:
    """Paint the page over ``width`` units of the device."""
    painter = PagePainter(device, width / page.size.width())
    with painter:
        page.paint(painter)
