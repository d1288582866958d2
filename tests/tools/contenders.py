"""Ways to train an MLP, to be timed: long, for each stands in full, as its users write it.

The book's classes know the chapter's 784-256-10 only.

Each contender is a function of `images` (four NumPy arrays), `pause`, which it calls before every
epoch, and the number of epochs; it returns the function that maps images to logits. `race.py`
runs each one in a process of its own: ``python contenders.py NAME FOLDER EPOCHS SIZES BATCH``,
the sizes as in 784-256-10.
"""

import contextlib
import io
import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

SIZES, BATCH, LR = (784, 256, 10), 256, 0.1


def start(seed=0):
    """Draw the same initial W, b of each layer for all: N(0, 2 / fan_in) and zeros."""
    rng = np.random.default_rng(seed)
    layers = []
    for fan_in, fan_out in zip(SIZES, SIZES[1:]):
        W = rng.normal(0, (2 / fan_in) ** 0.5, (fan_in, fan_out)).astype("float32")
        layers += [W, np.zeros(fan_out, "float32")]
    return layers


def batches(n, epoch):
    """Yield the indices of an epoch's minibatches in random order."""
    order = np.random.default_rng(epoch).permutation(n)
    for i in range(0, n, BATCH):
        yield order[i : i + BATCH]


def ours(images, pause, epochs):
    """Train with `d2lmlp.fit`."""
    import d2lmlp  # before MXNet, whose engine and threads it settles

    X, y, _, _ = images
    net = d2lmlp.MLP(SIZES)
    put_start(net)

    def record(net, step):
        wait()
        pause()

    d2lmlp.fit(net, X, y, epochs, lr=LR, batch_size=BATCH, record=record, every=-(-len(X) // BATCH))
    wait()
    return on_mxnet(net)


def gluon_resident(images, pause, epochs):
    """Train with Gluon's blocks, loss and Trainer, as in the book, on arrays in memory."""
    from mxnet import autograd, np, npx

    npx.set_np()
    X, y = np.array(images[0]), np.array(images[1])
    net, loss, trainer = gluon_net()
    for epoch in range(epochs):
        pause()
        for batch in batches(len(X), epoch):
            batch = np.array(batch)
            with autograd.record():
                value = loss(net(X[batch]), y[batch])
            value.backward()
            trainer.step(len(batch))
        npx.waitall()
    return on_mxnet(net)


def gluon_loader(images, pause, epochs):
    """Train with Gluon's DataLoader, in this process, over an ArrayDataset."""
    from mxnet import autograd, gluon, np, npx

    npx.set_np()
    dataset = gluon.data.ArrayDataset(np.array(images[0]), np.array(images[1]))
    loader = gluon.data.DataLoader(dataset, BATCH, shuffle=True)
    net, loss, trainer = gluon_net()
    for _ in range(epochs):
        pause()
        for X, y in loader:
            with autograd.record():
                value = loss(net(X), y)
            value.backward()
            trainer.step(len(X))
        npx.waitall()
    return on_mxnet(net)


def d2l_classes(images, pause, epochs, workers=4):
    """Train with the book's own classes: FashionMNIST, MLP, Trainer, its curves drawn live."""
    import matplotlib

    matplotlib.use("Agg")
    from d2l import mxnet as d2l
    from mxnet import gluon, np, npx
    from mxnet.gluon import nn

    npx.set_np()

    class FashionMNIST(gluon.data.vision.FashionMNIST):
        """MXNet's class, whose images come from memory and not from a download."""

        def __init__(self, train):
            super().__init__(root=tempfile.gettempdir(), train=train)

        def _get_data(self):
            X, y = images[:2] if self._train else images[2:]
            pixels = (X * 255).round().astype("uint8").reshape(-1, 28, 28, 1)
            self._data, self._label = np.array(pixels, dtype="uint8"), np.array(y, dtype="int32")

    gluon.data.vision.FashionMNIST = FashionMNIST

    class MLP(d2l.Classifier):
        def __init__(self, num_outputs, num_hiddens, lr):
            super().__init__()
            self.save_hyperparameters()
            self.net = nn.Sequential()
            self.net.add(nn.Dense(num_hiddens, activation="relu"), nn.Dense(num_outputs))
            self.net.initialize()

    class Trainer(d2l.Trainer):
        def fit_epoch(self):
            pause()
            super().fit_epoch()
            npx.waitall()

    data = d2l.FashionMNIST(batch_size=BATCH)
    data.num_workers = workers
    data.val_dataloader = lambda: None  # only training is timed, here as everywhere
    model = MLP(10, SIZES[1], LR)
    Trainer(max_epochs=epochs).fit(model, data)
    return on_mxnet(model)


def d2l_one_process(images, pause, epochs):
    """Train with the book's classes, images loaded in this process as all other contenders do."""
    return d2l_classes(images, pause, epochs, workers=0)


def numpy_by_hand(images, pause, epochs):
    """Train with NumPy and the backward pass of the notebook, written out."""
    X, y, _, _ = images
    parameters = start()
    Ws, bs = parameters[::2], parameters[1::2]

    def forward(H):
        layers = [H]
        for W, b in zip(Ws[:-1], bs):
            layers.append(np.maximum(layers[-1] @ W + b, 0))
        return layers, layers[-1] @ Ws[-1] + bs[-1]

    for epoch in range(epochs):
        pause()
        for batch in batches(len(X), epoch):
            layers, dZ = forward(X[batch])
            dZ = np.exp(dZ - dZ.max(axis=1, keepdims=True))
            dZ /= dZ.sum(axis=1, keepdims=True)
            dZ[np.arange(len(batch)), y[batch]] -= 1
            dZ *= LR / len(batch)
            for k in range(len(Ws) - 1, -1, -1):
                H, dH = layers[k], (dZ @ Ws[k].T) if k else None
                Ws[k] -= H.T @ dZ
                bs[k] -= dZ.sum(axis=0)
                dZ = dH * (H > 0) if k else None
    return lambda X: forward(X)[1]


def scikit_learn(images, pause, epochs):
    """Train with scikit-learn's MLPClassifier, an epoch a call."""
    from sklearn.neural_network import MLPClassifier

    X, y, _, _ = images
    net = MLPClassifier(
        SIZES[1:-1], solver="sgd", momentum=0, alpha=0, learning_rate_init=LR, batch_size=BATCH,
        random_state=0,
    )  # fmt: skip
    for _ in range(epochs):
        pause()
        net.partial_fit(X, y, classes=range(SIZES[-1]))
    return net.predict_proba


def torch_resident(images, pause, epochs, ready=lambda net: net):
    """Train with PyTorch on tensors in memory."""
    import torch

    X, y = torch.from_numpy(images[0]), torch.from_numpy(images[1]).long()
    net, loss, optimizer = torch_net(torch)
    model = ready(net)
    for epoch in range(epochs):
        pause()
        for batch in batches(len(X), epoch):
            batch = torch.from_numpy(batch)
            torch_step(model, loss, optimizer, X[batch], y[batch])
    return lambda X: net(torch.from_numpy(X)).detach().numpy()


def torch_compiled(images, pause, epochs):
    """Train with PyTorch on tensors in memory, the net compiled."""
    import torch

    return torch_resident(images, pause, epochs, torch.compile)


def torch_loader(images, pause, epochs):
    """Train with PyTorch and its DataLoader, in this process."""
    import torch

    dataset = torch.utils.data.TensorDataset(
        torch.from_numpy(images[0]), torch.from_numpy(images[1]).long()
    )
    loader = torch.utils.data.DataLoader(dataset, BATCH, shuffle=True)
    net, loss, optimizer = torch_net(torch)
    for _ in range(epochs):
        pause()
        for X, y in loader:
            torch_step(net, loss, optimizer, X, y)
    return lambda X: net(torch.from_numpy(X)).detach().numpy()


def products(multiply, X, pause, epochs):
    """Do nothing but an epoch's matrix products, on one minibatch that stays in the cache."""
    Ws = start()[::2]
    rng = np.random.default_rng(0)
    layers = [rng.random((BATCH, size), dtype="float32") for size in SIZES]
    for _ in range(epochs):
        pause()
        for _ in range(-(-len(X) // BATCH)):
            for k, W in enumerate(Ws):
                multiply(layers[k], W)  # forward
            for k, W in enumerate(Ws):
                multiply(layers[k].T, layers[k + 1])  # gradient of the weights
                if k:
                    multiply(layers[k + 1], W.T)  # gradient of what comes in


def products_numpy(images, pause, epochs):
    """The bare products by NumPy."""
    products(np.matmul, images[0], pause, epochs)


def products_torch(images, pause, epochs):
    """The bare products by PyTorch."""
    import torch

    def multiply(A, B):
        return torch.mm(torch.from_numpy(A), torch.from_numpy(B))

    products(multiply, images[0], pause, epochs)


def gluon_net():
    """Make the net, its loss and its optimizer in Gluon, with the common start."""
    from mxnet import gluon
    from mxnet.gluon import nn

    net = nn.Sequential()
    for fan_in, fan_out in zip(SIZES[:-1], SIZES[1:-1]):
        net.add(nn.Dense(fan_out, activation="relu", in_units=fan_in))
    net.add(nn.Dense(SIZES[-1], in_units=SIZES[-2]))
    net.initialize()
    put_start(net)
    trainer = gluon.Trainer(net.collect_params(), "sgd", {"learning_rate": LR})
    return net, gluon.loss.SoftmaxCrossEntropyLoss(), trainer


def put_start(net):
    """Give a Gluon net the common initial parameters; Dense keeps W transposed."""
    from mxnet import np

    for p, value in zip(net.collect_params().values(), start()):
        p.set_data(np.array(value.T))


def wait():
    """Let MXNet finish what it has been given."""
    from mxnet import npx

    npx.waitall()


def on_mxnet(net):
    """Let a Gluon net take and give NumPy arrays."""
    from mxnet import np

    return lambda X: net(np.array(X)).asnumpy()


def torch_net(torch):
    """Make the net, its loss and its optimizer in PyTorch, with the common start."""
    layers = []
    for fan_in, fan_out in zip(SIZES, SIZES[1:]):
        layers += [torch.nn.Linear(fan_in, fan_out), torch.nn.ReLU()]
    net = torch.nn.Sequential(*layers[:-1])
    for p, value in zip(net.parameters(), start()):
        p.data[:] = torch.from_numpy(value.T.copy())
    return net, torch.nn.CrossEntropyLoss(), torch.optim.SGD(net.parameters(), LR)


def torch_step(net, loss, optimizer, X, y):
    """Take one step of SGD in PyTorch."""
    optimizer.zero_grad()
    loss(net(X), y).backward()
    optimizer.step()


class TimeIsUp(Exception):
    """No further epoch is wanted."""


class Clock:
    """Time the epochs one by one, each begun when a line arrives on standard input."""

    def __init__(self, out):
        self.out, self.begin = out, None

    def __call__(self):
        """End the epoch that runs, if one does, and wait for the word to begin the next."""
        self.stop()
        if not sys.stdin.readline().strip():
            raise TimeIsUp
        self.begin = time.perf_counter()

    def stop(self):
        """Tell how long the epoch took."""
        if self.begin is not None:
            self.tell(seconds=time.perf_counter() - self.begin)

    def tell(self, **message):
        """Send one line to the process that listens."""
        print(json.dumps(message), file=self.out, flush=True)


def main(name, folder, epochs, sizes, batch):
    """Run one contender."""
    global SIZES, BATCH
    SIZES, BATCH = tuple(map(int, sizes.split("-"))), int(batch)
    images = [np.load(Path(folder) / f"{k}.npy") for k in range(4)]
    clock, accuracy = Clock(sys.stdout), None
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # the book's board prints each figure
            predict = globals()[name](images, clock, int(epochs))
        clock.stop()
        if predict is not None:
            accuracy = float((predict(images[2]).argmax(axis=1) == images[3]).mean())
    except ImportError as error:
        clock.tell(missing=error.name)
    except RuntimeError as error:  # PyTorch compiles where a C++ compiler is found
        clock.tell(missing=type(error).__name__)
    except TimeIsUp:
        pass
    clock.tell(accuracy=accuracy, peak_mb=peak_mb())


def peak_mb():
    """Give the most memory this process has held, where Linux tells it."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return None
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
