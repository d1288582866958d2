"""The flow chart of the clinic to be walked, question by question.

Apart from the rest: it brings the explorers' widgets, which no check of an answer needs.
"""

import re

import traitlets

from d2lmlp.clinic.flowchart import HEADINGS, HEALTHY, draw_chart, in_a_line
from d2lmlp.explore.stage import Stage


class FlowChart(Stage):
    """The questions one by one; ``path`` is what has been answered so far, such as "nny"."""

    parts = ("chart",)
    findings = traitlets.Tuple()
    headings = traitlets.List([HEADINGS[True], HEADINGS[False]]).tag(sync=True)
    healthy = traitlets.Unicode(HEALTHY.replace("\n", " ")).tag(sync=True)
    steps = traitlets.List().tag(sync=True)
    path = traitlets.Unicode().tag(sync=True)

    @traitlets.default("steps")
    def _steps(self):
        return [
            {
                "question": in_a_line(f.question),
                "look": in_a_line(f.look),
                "disease": f.disease,
                "remedy": in_a_line(f.remedy),
                "part": 0 if f.in_health else 1,
            }
            for f in self.findings
        ]

    def still(self):
        """The whole chart on one page."""
        return draw_chart(self.findings)


def walk_chart(findings, answers):
    """Make the chart, as far as some answers lead.

    Raises
    ------
    ValueError
        In one sentence, if the answers are none.
    """
    if not isinstance(answers, str) or not re.fullmatch("n*y?", answers):
        raise ValueError(
            f"answers is {answers!r:.60}; expected n for each no and at the end y for a yes, "
            'such as "nnny".'
        )
    if len(answers) > len(findings):
        raise ValueError(f"{len(answers)} answers; the chart has {len(findings)} questions.")
    return FlowChart(findings=findings, path=answers)
