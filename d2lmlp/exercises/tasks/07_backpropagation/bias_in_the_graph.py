"""Where a bias stands in the graph."""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement

TASK = Task(
    id="bias-in-the-graph",
    title="Where the bias stands",
    section="A graph with numbers on it",
    stars=1,
    statement="""\
The book's net gets a bias in its hidden layer, $\\mathbf{z} =
\\mathbf{W}_1\\mathbf{x} + \\mathbf{b}$, and nothing else changes: $\\mathbf{h} =
\\phi(\\mathbf{z})$, $\\mathbf{o} = \\mathbf{W}_2\\mathbf{h}$, a loss $L$, the penalty $s$ of the
weights, $J = L + s$. Which of these statements about the new graph are true? Give their letters in
one string.

- **a.** There is an edge from $\\mathbf{b}$ to what becomes $\\mathbf{z}$.
- **b.** There is an edge from $\\mathbf{b}$ to the penalty $s$.
- **c.** There is an edge from $\\mathbf{b}$ to $\\mathbf{h}$ directly.
- **d.** $\\mathbf{W}_1$ has two edges: to the product and to the penalty.
- **e.** A second bias has to be added at $\\mathbf{o}$.
- **f.** The gradient of $\\mathbf{b}$ is that of $\\mathbf{z}$, unchanged.
- **g.** The gradient of $\\mathbf{b}$ is that of $\\mathbf{h}$.
""",
    name="true_of_bias",
    stub='true_of_bias = ...  # the letters of the true statements, such as "ac"\n',
    solution='true_of_bias = "adf"\n',
    explanation="The bias has one edge, into the sum that makes z, and a sum sends its gradient on "
    "unchanged. The weights are read twice, and their shares add.",
    hints=("Which operations read b?", "There are three true statements."),
    checker=ChoiceCheck((
        Statement("", True, "z is the sum of W1 x and b.", "edge-to-z-missing"),
        Statement("", False, "the penalty reads the weights only; that its gradient is lam b would "
                  "follow, and it is not.", "bias-penalised"),
        Statement("", False, "h reads z alone; b acts on it through z.", "edge-to-h"),
        Statement("", True, "its gradient has two shares, dz xᵀ and lam W1.", "fork-overlooked"),
        Statement("", False, "the task adds one bias, in the hidden layer; o = W2 h as before.",
                  "second-bias"),
        Statement("", True, "the slope of a sum is 1.", "bias-gradient-doubted"),
        Statement("", False, "between h and b lies the activation: its slope comes in.",
                  "slope-forgotten"),
    )),
)  # fmt: skip
