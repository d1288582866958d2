"""What second derivatives cost."""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement

TASK = Task(
    id="second-derivatives",
    title="What second derivatives cost",
    section="Second derivatives",
    stars=2,
    statement="""\
A loss has $N$ parameters. Which of these statements about its second derivatives are true? Give
their letters in one string.

- **a.** All of them together take about $2N$ gradients by central differences, or $N + 1$ by
  one-sided ones.
- **b.** They cost exponentially more than first derivatives.
- **c.** Written out, they are a matrix of $N \\times N$ numbers.
- **d.** The product of the Hessian with one vector takes $N$ gradients.
- **e.** The graph of the gradient holds the forward *and* the backward pass.
- **f.** One more call of `backward` gives them all, as it gives all first derivatives.
- **g.** In MXNet's NumPy mode `create_graph=True` works for a Dense layer.
- **h.** The product of the Hessian with one vector takes two gradients.
""",
    name="costs",
    stub='costs = ...  # the letters of the true statements, such as "ac"\n',
    solution='costs = "aceh"\n',
    explanation="Each column of the Hessian is how the gradient changes along one parameter: two "
    "gradients. A product with a vector is how it changes along that vector: two as well.",
    hints=(
        "A column of the Hessian is a difference of two gradients.",
        "There are four true statements.",
    ),
    checker=ChoiceCheck((
        Statement("", True, "each of the N columns is a difference of two gradients, and one-sided "
                  "differences share one of the two.", "gradients-miscounted"),
        Statement("", False, "N = 100 parameters take 200 gradients, not 2 to the power of 100.",
                  "exponential"),
        Statement("", True, "one for each pair of parameters; by symmetry about half will do.",
                  "room-forgotten"),
        Statement("", False, "it is one directional derivative of the gradient: two gradients, for "
                  "a hundred parameters and for a million.", "product-needs-the-matrix"),
        Statement("", True, "to differentiate the gradient, how it was computed must be recorded.",
                  "graph-stays-the-same"),
        Statement("", False, "backward gives the derivatives of *one* number; the gradient has N, "
                  "and so it takes N calls.", "one-more-call"),
        Statement("", False, "it raises for Dense, and for x * x and np.dot as well.",
                  "create-graph-works"),
        Statement("", True, "the gradients at w + e v and w - e v, whatever N is.",
                  "product-doubted"),
    )),
)  # fmt: skip
