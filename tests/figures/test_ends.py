"""Names at the ends of curves."""

import matplotlib.pyplot as plt
import numpy as onp

from d2lmlp.figures import label_ends
from d2lmlp.figures.ends import APART


def test_names_stand_at_the_ends_in_order_and_apart():
    fig, ax = plt.subplots()
    for name, end in (("b", 0.50), ("a", 0.49), ("c", 0.51), ("far", 3.0)):
        ax.plot([0, 1, 2], [1, 1, end], label=name)
    ax.plot([0, 1], [0, 0], label="_guide")
    ax.set_ylim(0, 2)
    label_ends(ax)
    fig.canvas.draw()
    heights = {t.get_text(): t.get_window_extent().y0 * 72 / fig.dpi for t in ax.texts}
    plt.close(fig)
    assert sorted(heights, key=heights.get) == ["a", "b", "c", "far"]
    assert min(onp.diff(sorted(heights.values()))) > APART - 0.5
    assert ax.texts[0].get_color() == ax.lines[1].get_color()
    assert ax.texts[-1].xy == (2, 2), "beyond the frame, at its edge"
