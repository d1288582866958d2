"""Tasks of the notebook 13_contest."""

SECTIONS = (
    "Look at the table first",
    "Gaps in numbers",
    "Leaks",
)
