"""Tasks of the notebook 12_dropout."""

SECTIONS = (
    "The layer",
    "Does it help?",
    "Masks at prediction time",
    "Relatives",
)
