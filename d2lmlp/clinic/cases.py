"""The case files: of each patient its data, its disease, its cure, hints and a written history."""

import inspect
import linecache
from dataclasses import dataclass

from d2lmlp.clinic import scripts


@dataclass(frozen=True)
class Case:
    """One patient.

    Attributes
    ----------
    id, title : str
    disease : str
        As in `d2lmlp.clinic.findings`.
    data : {"spiral", "clothes", "bytes"}
    sick_below, well_above : float
        Test accuracy that the sick script stays below and a cured one reaches, on every seed.
    cure : tuple of (str, str)
        Text of the script, and what replaces it.
    hints : tuple of str
    history : str
        What it was, how it showed, why it made the net ill, and what else would have helped.
    stars : int
    """

    id: str
    title: str
    disease: str
    data: str
    sick_below: float
    well_above: float
    cure: tuple
    hints: tuple
    history: str
    stars: int = 1

    @property
    def name(self):
        """The function's name: patient_1 for patient-1."""
        return self.id.replace("-", "_")

    @property
    def script(self):
        """The function itself."""
        return getattr(scripts, self.name)

    @property
    def source(self):
        """The script's text."""
        return inspect.getsource(self.script).rstrip("\n")

    @property
    def cured_source(self):
        """The script's text with the cure of the case history."""
        text = self.source
        for old, new in self.cure:
            text = text.replace(old, new)
        return text


def function(source, name):
    """Turn a script's text into the function it defines; `inspect` finds the text again.

    Parameters
    ----------
    source, name : str

    Returns
    -------
    callable
    """
    names, file = dict(vars(scripts)), f"<{name} {abs(hash(source))}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec"), names)
    return names[name]


HE = 'net.initialize(init.MSRAPrelu("in", 0))'

CASES = {
    case.id: case
    for case in (
        Case(
            "patient-1",
            "The spiral that stays straight",
            "activation forgotten",
            "spiral",
            0.7,
            0.9,
            (("nn.Dense(32)", 'nn.Dense(32, activation="relu")'),),
            (
                "Look at the borders between the colours. Which kind of model draws only straight "
                "ones?",
                "In the table of `health`, the columns dead and saturated hold dashes for the "
                "hidden layers: there is nothing that could be flat. What is missing from their "
                "names?",
                'A hidden layer with ReLU is `nn.Dense(32, activation="relu")`.',
            ),
            "Three affine maps in a row are one affine map: the net was a linear classifier in "
            "disguise, and no linear classifier separates a spiral. The dashes under dead and "
            "saturated gave it away. With an activation after each hidden layer the same script "
            "names nearly every point rightly. More layers or longer training would not have "
            "helped: a product of matrices is still a matrix.",
        ),
        Case(
            "patient-2",
            "Straight from the camera",
            "inputs not scaled",
            "bytes",
            0.5,
            0.6,
            (
                (
                    "    net = nn.Sequential()\n",
                    "    X, X_test = X / 255, X_test / 255\n    net = nn.Sequential()\n",
                ),
            ),
            (
                "The row `input` of `health` tells how large the inputs are. Compare it with what "
                "the images of notebook 0 had.",
                "Pixels come from the camera as numbers from 0 to 255. A sum of 784 of them puts "
                "nearly every sigmoid far out, where it is flat: look at the column saturated.",
                "Scale both, the images for training and those for testing: "
                "`X, X_test = X / 255, X_test / 255`.",
            ),
            "The pixels came as numbers from 0 to 255, so the first layer's sums were some hundred "
            "times too large: nearly every sigmoid was saturated, its slope almost 0, and hardly "
            "any gradient reached the first layer. Dividing by 255, for training and for testing "
            "alike, puts the sums where a sigmoid bends. The saturation was true, too, but it was "
            "a consequence: the first number in the table that is out of order is the input.",
        ),
        Case(
            "patient-3",
            "The perfectly calm network",
            "zero initialisation",
            "clothes",
            0.3,
            0.4,
            (("init.Zero()", "init.Xavier()"),),
            (
                "Read the column activation rms from the top. What do the hidden layers send on?",
                "Nothing at all, and yet no unit is dead: tanh has slope 1 at 0. Which weights "
                "give the output 0 for every input?",
                "Draw the first weights at random: `net.initialize(init.Xavier())`.",
            ),
            "With all weights 0 every hidden unit computes 0, so the gradient of the next layer's "
            "weights is 0; and as those weights are 0, no delta comes back either. Only the last "
            "bias learns, which is enough to say the most frequent class. Any other equal weights "
            "keep the units equal as well: they get equal gradients and never part. Random "
            "weights break the symmetry; Xavier's suit tanh.",
        ),
        Case(
            "patient-4",
            "The whisper game",
            "weights too small for the depth",
            "clothes",
            0.3,
            0.4,
            (("net.initialize()", HE),),
            (
                "Read activation rms downwards and delta norm upwards.",
                "Both shrink by about the same factor in every layer, while the weight-gradient "
                "norm is small everywhere. Which line of the script decides how large the weights "
                "are?",
                "`net.initialize()` draws weights between -0.07 and 0.07, whatever the layer. For "
                'ReLU take He\'s: `net.initialize(init.MSRAPrelu("in", 0))`.',
            ),
            "`net.initialize()` without an argument draws every weight between -0.07 and 0.07. In "
            "a layer with 32 inputs that is far too small: the signal loses a factor of about "
            "five in each layer on the way forward, and delta the same on the way back. He "
            "initialisation chooses the width of the draw from the number of inputs, so that both "
            "keep their size. One hidden layer forgives the default; six do not.",
        ),
        Case(
            "patient-5",
            "Ten floors without a lift",
            "sigmoids too deep",
            "clothes",
            0.3,
            0.5,
            (("sigmoid", "relu"), ("init.Xavier()", 'init.MSRAPrelu("in", 0)')),
            (
                "Read delta norm from the last layer up to the first. By which factor does it "
                "change in each layer?",
                "The activations keep their size, so the weights are not too small. What is the "
                "largest slope that the activation has?",
                "Take an activation whose slope reaches 1, with the initialisation that belongs "
                'to it: "relu" with `init.MSRAPrelu("in", 0)`, or "tanh" with `init.Xavier()`.',
            ),
            "The slope of a sigmoid is 1/4 at most, so each of the ten layers passes back a "
            "quarter of the delta it receives, or less, and the first layer gets about a "
            "millionth. The activations stay near 1/2 all the while: a look at the forward pass "
            "alone finds nothing. ReLU with He initialisation lets the delta through; so does "
            "tanh with Xavier's.",
            2,
        ),
        Case(
            "patient-6",
            "Nobody home",
            "dead units",
            "clothes",
            0.3,
            0.6,
            (("Constant(-5)", "Zero()"),),
            (
                "One column of `health` shows a number that no living layer has.",
                "All units of a layer are dead: z is below 0 for every image. What in the script "
                "pushes z down?",
                "The biases start at -5, and the weighted sums rarely reach that far. Start the "
                "biases at 0.",
            ),
            "A bias of -5 keeps z below 0 for every image, so ReLU gives 0 with slope 0: no delta "
            "passes, and neither weights nor biases of the layer ever change. That the author "
            "wanted calm units is no crime; units that never wake cannot learn. With biases that "
            "start at 0 all is well. A leaky ReLU lets a trickle through, which is not enough "
            "here; and a learning rate that is too high can push units into the same hole.",
            2,
        ),
        Case(
            "patient-7",
            "Seven-league boots",
            "learning rate too high",
            "clothes",
            0.4,
            0.5,
            (('"learning_rate": 5', '"learning_rate": 0.2'),),
            (
                "Compare the height of the loss with the dotted line of guessing. Can a net be "
                "worse than one that knows nothing?",
                "The loss jumps instead of falling: each step overshoots the valley. Which number "
                "is the length of the step?",
                "Divide the learning rate by 3, again and again, until the loss falls: 0.5 or 0.2 "
                "will do.",
            ),
            "A step follows the slope at one point, and the slope changes on the way: with a "
            "learning rate of 5 the net jumps across the valley to a higher place, from there "
            "still further, and its tanh units end saturated. The loss above that of guessing is "
            "the sign: the net is wrong with confidence. At 0.2 the loss falls in every few steps.",
            2,
        ),
        Case(
            "patient-8",
            "Twice polished",
            "softmax twice",
            "clothes",
            0.58,
            0.6,
            ((", nn.Lambda(npx.softmax)", ""),),
            (
                "What does the last layer's name tell, compared with other nets?",
                "Sum the outputs for a few images: `eight.net(eight.X[:5]).sum(axis=1)`. What "
                "does the loss function do to its inputs first?",
                "`SoftmaxCrossEntropyLoss` takes logits. Leave the softmax out of the net.",
            ),
            "The net ended with a softmax and the loss applied another one. Probabilities lie "
            "between 0 and 1, so the second softmax sees scores that hardly differ: even a "
            "perfect answer costs a loss of 1.46, and the gradients are faint. The net learns, "
            "but slowly, which makes this fault easy to overlook. Leave logits as they are; take "
            "the softmax where probabilities are to be shown.",
            2,
        ),
        Case(
            "patient-9",
            "The snail",
            "steps far too small",
            "clothes",
            0.4,
            0.5,
            (("trainer.step(len(X))", "trainer.step(1)"),),
            (
                "`health` finds nothing wrong: every layer has a gradient. So the slope is there; "
                "what about the step?",
                "The learning rate is not small. What else multiplies or divides the gradient on "
                "its way into the weights?",
                "`trainer.step(n)` divides by n, and the loss is a mean already. Either take the "
                "mean or divide, not both.",
            ),
            "The loss was averaged over the 300 images by `.mean()`, and `trainer.step(len(X))` "
            "divided by 300 once more: the steps were 300 times too small. Either hand the loss "
            "over image by image and call `trainer.step(len(X))`, or take the mean and call "
            "`trainer.step(1)`. A learning rate that is too low looks the same from outside, and "
            "raising it to 60 would have worked, too; the next reader would not have thanked you.",
            3,
        ),
        Case(
            "patient-10",
            "Always a little tipsy",
            "dropout on while predicting",
            "clothes",
            0.53,
            0.53,
            (("    with autograd.record():\n        predicted = ", "    predicted = "),),
            (
                "The training accuracy, which the clinic measures in predict mode, is far better "
                "than the test accuracy. Overfitting, or something else?",
                "Compare `health(ten.net, ten.X, ten.y, train_mode=False)` with the table in "
                "train mode. In which mode does the script make its predictions?",
                "Inside `autograd.record()` a net is in train mode, and dropout drops units. "
                "Predict outside.",
            ),
            "`autograd.record()` switches train mode on, so dropout went on dropping seven units "
            "of ten while the script predicted; run twice, it would have given two answers. "
            "Outside of `record()` MXNet is in predict mode and dropout does nothing. The net had "
            "been well all along: only the way it was asked was wrong.",
            3,
        ),
        Case(
            "patient-11",
            "The diligent parrot",
            "labels shuffled",
            "clothes",
            0.3,
            0.6,
            (("    np.random.shuffle(X)\n", ""),),
            (
                "It gets nearly all of the training images right and guesses at the others. What "
                "can one learn by heart only?",
                "Look at a few images beside their labels: `figures.show_images(eleven.X[:8], "
                "[images.labels[int(k)] for k in eleven.y[:8]])`.",
                "`np.random.shuffle(X)` shuffles the images and leaves the labels where they "
                "were. Leave it out, or shuffle both in the same order.",
            ),
            "`np.random.shuffle(X)` put the images into another order, in place, and the labels "
            "stayed: from then on a trouser was called a bag. There was no rule to find, so the "
            "net learned 300 images by heart, which an MLP can do, and knew nothing of new ones. "
            "No column of `health` shows it: the net is fine, the data are not. Looking at eight "
            "images with their labels takes a minute and finds it.",
            3,
        ),
        Case(
            "patient-12",
            "The sleeper",
            "NaN in the data",
            "clothes",
            0.3,
            0.6,
            (
                (
                    "    X, X_test = (X - mean) / std, (X_test - mean) / std\n",
                    "    std = np.where(std > 0, std, 1)\n"
                    "    X, X_test = (X - mean) / std, (X_test - mean) / std\n",
                ),
            ),
            (
                "The loss is an ordinary number, and it does not move. Does `health` show "
                "ordinary numbers, too?",
                "The NaN stands in the inputs already. Which pixels give 0/0 when they are "
                "standardised?",
                "A corner pixel that is black in all images has std 0. Divide by 1 there: "
                "`std = np.where(std > 0, std, 1)`.",
            ),
            "Some corner pixels are black in all images: their standard deviation is 0, and 0/0 is "
            "NaN. Every sum of the first layer became NaN, and MXNet's fused ReLU turns NaN into "
            "0: the loss stayed finite and the net looked asleep. `health` looks in front of the "
            "activation and reports it. Divide by 1 where the spread is 0, or add a little to "
            "every std. And if you write your own checks: look at the inputs first.",
            3,
        ),
    )
}
