"""``explore.softmax(...)``: three logits to drag, and the probabilities that answer."""

import traitlets

from d2lmlp.activations import softmax as softmax_of
from d2lmlp.explore.stage import Stage, checked_numbers
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS


class Softmax(Stage):
    """Three bars and their softmax; ``logits`` are where the bars stand."""

    parts = ("softmax",)
    logits = traitlets.List().tag(sync=True)

    def still(self):
        """The logits and the probabilities of the first setting, side by side."""
        import matplotlib.pyplot as plt
        from mxnet import np

        p = softmax_of(np.array(self.logits)).tolist()
        with plt.ioff():
            fig, axes = plt.subplots(1, 2, figsize=(6, 2.4))
            plt.close(fig)
        titles = ("logits x", "probabilities p")
        for ax, values, title in zip(axes, (self.logits, p), titles):
            ax.bar(range(3), values, color=COLOURS[:3])
            ax.set(title=title, xticks=range(3), xticklabels=("1", "2", "3"))
        fig.tight_layout()
        said = ", ".join(f"{value:.3f}" for value in p)
        describe(fig, f"Three logits, {self.logits}, and their softmax, {said}. Which of the "
                 "three on the right move when one on the left does?")  # fmt: skip
        return fig


def softmax(logits=(1.0, 2.0, 3.0)):
    """Drag three logits, and watch all three probabilities answer.

    Parameters
    ----------
    logits : array_like of three numbers
        From -6 to 6.

    Returns
    -------
    Softmax

    Raises
    ------
    ValueError
        If these are not three such numbers.
    """
    found = checked_numbers("logits", logits, 3).round(1)
    if abs(found).max() > 6:
        raise ValueError(f"logits are {found.tolist()}; expected numbers from -6 to 6.")
    return Softmax(logits=found.tolist())
