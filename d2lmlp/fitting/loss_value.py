"""The loss of a batch and the way back from it, or one sentence on why there is none."""

from mxnet import gluon, np
from mxnet.base import MXNetError

from d2lmlp.fitting.fit_arguments import checked_labels
from d2lmlp.fitting.net_arguments import numbers


def loss_value(loss, outputs, y):
    """Compute the loss of each example; cross-entropy on the outputs where no loss is given.

    Raises
    ------
    ValueError
        If y does not fit the outputs, or the loss returns no array.
    """
    y = y if isinstance(y, np.ndarray) else np.array(numbers("y", y))
    fits = y.ndim and len(y) == len(outputs)
    if loss is None and fits and y.ndim == 1 and outputs.ndim == 2 and outputs.shape[1] > 1:
        y = checked_labels(y, outputs)  # MXNet would take the nearest class there is
    loss = loss or gluon.loss.SoftmaxCrossEntropyLoss()
    try:
        if not fits:
            raise ValueError
        value = loss(outputs, y)
        if isinstance(value, np.ndarray):
            value.wait_to_read()
    except (MXNetError, ValueError, AssertionError):
        raise ValueError(
            f"y has shape {y.shape} and the net's outputs have shape {outputs.shape}, which "
            f"{type(loss).__name__} cannot compare: give one label per row of X, or another loss."
        ) from None
    if not isinstance(value, np.ndarray):
        raise ValueError(f"loss returns a {type(value).__name__}, not an mx.np array.")
    return value


def backward(mean, scale):
    """Run backward from a mean loss; a ValueError says that nothing is there to be trained."""
    try:
        mean.backward(scale)
    except MXNetError as error:
        if "not in a computational graph" not in str(error):
            raise
        raise ValueError(
            "The loss depends on no parameter that trains: all are frozen (grad_req 'null'), or "
            "net or loss leave MXNet's operations (detach, asnumpy)."
        ) from None
