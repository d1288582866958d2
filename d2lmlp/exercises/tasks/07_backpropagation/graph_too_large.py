"""The graph does not fit."""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement

TASK = Task(
    id="graph-too-large",
    title="The graph does not fit",
    section="When the graph is too large",
    stars=1,
    statement="""\
The graph of a training step does not fit into the memory of one device. Which of these statements
are true? Give their letters in one string.

- **a.** Half the minibatch stores about half the values of the forward pass.
- **b.** A smaller minibatch makes the net overfit.
- **c.** Small minibatches whose gradients are accumulated give the gradient of the large one.
- **d.** Splitting the layers over two devices is free: nothing waits and nothing is sent.
- **e.** Giving each of two devices half of the examples halves the memory for the parameters.
- **f.** Checkpointing computes values twice in order not to keep them.
- **g.** Half the minibatch halves the memory of the parameters and of Adam's two averages.
- **h.** In prediction the same net may fit, for its values need not be kept.
""",
    name="too_large",
    stub='too_large = ...  # the letters of the true statements, such as "ac"\n',
    solution='too_large = "acfh"\n',
    explanation="Values of the forward pass grow with the minibatch, parameters do not. Smaller "
    "minibatches, accumulation and checkpointing act on the values; only splitting the net itself "
    "acts on the parameters.",
    hints=("Which part of the memory grows with the rows, and which does not?",
           "There are four true statements."),
    checker=ChoiceCheck((
        Statement("", True, "each row has values of its own in every layer.", "values-fixed"),
        Statement("", False, "its gradients are noisier, which if anything keeps a net from "
                  "learning by heart; the number of examples seen in an epoch is the same.",
                  "small-batches-overfit"),
        Statement("", True, "a mean is a sum divided by all rows: 4 times 16 rows and once 64 "
                  "agree to rounding.", "accumulation-doubted"),
        Statement("", False, "the second device waits for the first one's activations on the way "
                  "down, and the first for gradients on the way up.", "split-is-free"),
        Statement("", False, "each of them holds all the parameters; it halves the values only.",
                  "data-parallel-saves-parameters"),
        Statement("", True, "one more forward pass, for memory of a few layers instead of all.",
                  "checkpointing-doubted"),
        Statement("", False, "there is one value for each parameter, however many rows there are.",
                  "parameters-shrink"),
        Statement("", True, "20 layers of 256 took about 170 MiB recorded and under 30 predicted.",
                  "prediction-stores-too"),
    )),
)  # fmt: skip
