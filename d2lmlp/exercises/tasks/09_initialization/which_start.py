"""Which start for which net?"""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement

TASK = Task(
    id="which-start",
    title="Which start for which net?",
    section="Which initialiser is which",
    stars=2,
    statement="""\
Which of these statements are true? Give their letters in one string.

- **a.** 50 *linear* layers of width 100 keep their second moment under Xavier; under He it grows
  to about $10^{15}$.
- **b.** 50 ReLU layers keep it under Xavier.
- **c.** `init.MSRAPrelu()` without arguments is He's initialisation.
- **d.** `init.MSRAPrelu("in", 0)` is He's initialisation.
- **e.** Xavier keeps the size of the signal *and* of the gradient, for any widths.
- **f.** He's initialisation keeps $E[h^2]$ of every single net, at any width.
- **g.** With the variance-preserving scale, the product of 100 random 4 × 4 matrices is typically
  far below 1.
- **h.** Xavier is right for the sigmoid as well.
""",
    name="kept",
    stub='kept = ...  # the letters of the true statements, such as "ac"\n',
    solution='kept = "adg"\n',
    explanation="Scales are derived from means over many draws: they hold for wide layers, for the "
    "activation they were derived for, and in one direction unless the widths are equal.",
    hints=("He's factor 2 makes up for the half that a ReLU cuts off.",
           "There are three true statements."),
    checker=ChoiceCheck((
        Statement("", True, "without a ReLU the factor 2 has nothing to make up for: 2^50.",
                  "he-everywhere"),
        Statement("", False, "each ReLU halves it: 2^-50, measured 10^-15.", "xavier-for-relu"),
        Statement("", False, "it averages both widths and assumes a leaky slope of 0.25: its "
                  "variance times n_in was 3.0 for 400 to 100 units.", "msra-is-he"),
        Statement("", True, "its variance times n_in is 2.", "he-not-recognised"),
        Statement("", False, "only where the widths are equal: it is the middle between the two.",
                  "xavier-keeps-both"),
        Statement("", False, "it keeps the mean over many nets; single ones drift, narrow ones "
                  "more.", "he-is-flat"),
        Statement("", True, "about 10^-6: the mean is carried by rare large products.",
                  "mean-for-typical"),
        Statement("", False, "its slope is 1/4 at most: ten layers leave about 1e-6 of the "
                  "gradient.", "xavier-for-sigmoid"),
    )),
)  # fmt: skip
