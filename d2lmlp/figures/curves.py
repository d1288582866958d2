"""The curves of a training run."""

from d2lmlp.figures.alttext import describe


def training_curves(history):
    """Draw the loss and the accuracies of a training run, epoch by epoch.

    Parameters
    ----------
    history : d2lmlp.fitting.history.History
    """
    import matplotlib.pyplot as plt

    epochs = range(1, len(history.loss) + 1)
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 2.8))
    left.plot(epochs, history.loss, label="training loss")
    left.set(xlabel="epoch", ylabel="loss", ylim=(0, None))
    if history.train_accuracy:
        right.plot(epochs, history.train_accuracy, label="training accuracy")
    if history.test_accuracy:
        right.plot(epochs, history.test_accuracy, label="test accuracy")
    right.set(xlabel="epoch", ylabel="accuracy", ylim=(None, 1))
    for ax in (left, right):
        if ax.lines:
            ax.legend()
        ax.xaxis.get_major_locator().set_params(integer=True)
    fig.tight_layout()
    words = [
        f"{name} from ≈ {values[0]:.2f} to ≈ {values[-1]:.2f}"
        for name, values in (
            ("loss", history.loss),
            ("training accuracy", history.train_accuracy),
            ("test accuracy", history.test_accuracy),
        )
        if values
    ]
    count = f"{len(epochs)} epoch{'s'[: len(epochs) != 1]}"
    describe(fig, f"Training over {count}: {', '.join(words) or 'nothing was measured'}.")
