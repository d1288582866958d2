"""How anything is drawn and said in words; what notebooks use of it is here."""

from d2lmlp.figures.alttext import describe
from d2lmlp.figures.curves import training_curves
from d2lmlp.figures.diagram import draw_mlp
from d2lmlp.figures.edges import mark_jump
from d2lmlp.figures.ends import label_ends
from d2lmlp.figures.health_picture import health_over_training
from d2lmlp.figures.numbers import measured
from d2lmlp.figures.pictures import decision_regions, show_images
from d2lmlp.figures.style import COLOURS, LINES, bundle

__all__ = [
    "COLOURS",
    "LINES",
    "bundle",
    "decision_regions",
    "describe",
    "draw_mlp",
    "health_over_training",
    "label_ends",
    "mark_jump",
    "measured",
    "show_images",
    "training_curves",
]
