"""The texts that a widget paints, and where: read from its painting, with no picture made."""

# ruff: noqa: N802 - the names of what Qt calls

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import (
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QRegion,
)
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainterPath, QTextItem

_DEEP = set("gjpqyQ,;()$|/_")  # what reaches below the baseline
_DPI = 96


class Painted(NamedTuple):
    """One run of text in one style. Boxes are in the widget's px, tight around the ink."""

    text: str
    box: QRectF
    clip: QRectF | None  # what its painter left of it


class _Listener(QPaintEngine):
    """Writes down the texts; everything else goes nowhere."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.heard: list[Painted] = []

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.SVG  # layers kept as pixmaps are painted anew

    def updateState(self, _state: QPaintEngineState) -> None:
        pass

    def drawTextItem(self, *given: Any) -> None:
        at, item = given
        if not item.text().strip():
            return
        painter = self.painter()
        if painter.pen().color().alpha() == 0 or painter.opacity() == 0.0:
            return
        place = painter.combinedTransform()
        clip = place.mapRect(painter.clipBoundingRect()) if painter.hasClipping() else None
        self.heard.append(Painted(item.text(), place.mapRect(_ink(at, item)), clip))

    def drawPath(self, path: QPainterPath) -> None:
        pass

    def drawPolygon(self, *shape: object) -> None:
        pass

    def drawRects(self, *shape: object) -> None:
        pass

    def drawLines(self, *shape: object) -> None:
        pass

    def drawEllipse(self, *shape: object) -> None:
        pass

    def drawPoints(self, *shape: object) -> None:
        pass

    def drawPixmap(self, *picture: object) -> None:
        pass

    def drawImage(self, *picture: object) -> None:
        pass

    def drawTiledPixmap(self, *picture: object) -> None:
        pass


def _ink(at: QPointF, item: QTextItem) -> QRectF:
    """From the top of its capitals to its baseline, and below where a letter goes there."""
    metrics = QFontMetricsF(item.font())
    text = item.text()
    lead = metrics.horizontalAdvance(text) - metrics.horizontalAdvance(text.lstrip())
    wide = metrics.horizontalAdvance(text.strip())
    tall = metrics.capHeight()
    below = metrics.descent() * 0.75 if _DEEP & set(text) else 0.0
    return QRectF(at.x() + lead, at.y() - tall, wide, tall + below)


class _Device(QPaintDevice):
    """As large as the widget; its engine listens."""

    def __init__(self, size: QRect) -> None:
        super().__init__()
        self._size = size
        self.engine = _Listener()

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        known = QPaintDevice.PaintDeviceMetric
        return {
            known.PdmWidth: self._size.width(),
            known.PdmHeight: self._size.height(),
            known.PdmWidthMM: self._size.width(),
            known.PdmHeightMM: self._size.height(),
            known.PdmNumColors: 1 << 24,
            known.PdmDepth: 32,
            known.PdmDpiX: _DPI,
            known.PdmDpiY: _DPI,
            known.PdmPhysicalDpiX: _DPI,
            known.PdmPhysicalDpiY: _DPI,
            known.PdmDevicePixelRatio: 1,
        }.get(metric, int(QPaintDevice.devicePixelRatioFScale()))


def texts_of(widget: QWidget) -> list[Painted]:
    """What the widget itself paints, without its children."""
    device = _Device(widget.rect())
    widget.render(device, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return device.engine.heard
