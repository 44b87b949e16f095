"""What is written on a picture, and whether all of it can be read."""

from collections.abc import Iterator
from itertools import combinations

from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from equipoise.analysis.figures import Picture
from equipoise.analysis.figures.style import house_style


def ticks(axis: Axis) -> Iterator[Text]:
    """Labels of an axis that are drawn."""
    low, high = sorted(axis.get_view_interval())
    margin = 1e-6 * (high - low)
    for tick in axis.get_major_ticks():
        if low - margin <= tick.get_loc() <= high + margin and tick.label1.get_visible():
            yield tick.label1


def texts(figure: Figure) -> list[Text]:
    """Every text that is drawn."""
    found = list(figure.texts)
    for axes in figure.axes:
        found += [*axes.texts, axes.xaxis.label, axes.yaxis.label, *ticks(axes.xaxis), *ticks(axes.yaxis)]
    return [text for text in found if text.get_text().strip() and text.get_visible()]


def check_labels(picture: Picture) -> None:
    """No two labels overlap, and none leaves the page."""
    with house_style():
        canvas = FigureCanvasAgg(picture.figure)
        canvas.draw()
        boxes = [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in texts(picture.figure)]
    page = picture.figure.bbox
    for words, box in boxes:
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.x1 and box.y1 <= page.y1
        assert inside, f"{picture.name}: {words!r} leaves the page"
    for (one, here), (other, there) in combinations(boxes, 2):
        across = min(here.x1, there.x1) - max(here.x0, there.x0)
        up = min(here.y1, there.y1) - max(here.y0, there.y0)
        assert min(across, up) < 1.0, f"{picture.name}: {one!r} and {other!r} overlap"
