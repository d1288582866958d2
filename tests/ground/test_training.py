"""The training loop: repeatable, equal to its plain version, clear: long, a test a promise."""

import os
import subprocess
import sys

import mxnet as mx
import numpy as onp
import pytest
from course import ROOT
from mxnet import autograd, gluon, np, npx
from mxnet.gluon import nn

from d2lmlp import MLP, accuracy, data, fit
from d2lmlp.data import noisy_labels
from d2lmlp.fitting.fit_arguments import UNFIT


@pytest.fixture(scope="module")
def images():
    return data.fashion_mnist()


def net_of(sizes=(784, 32, 10), seed=0, **options):
    mx.random.seed(seed)
    return MLP(sizes, **options)


def parameters(net):
    return [p.data().asnumpy() for p in net.collect_params().values()]


def plain_sgd(net, X, y, epochs, lr, batch_size, seed):
    """The loop of the book, without any of `fit`'s haste."""
    rng = onp.random.default_rng(seed)
    trainer = gluon.Trainer(net.collect_params(), "sgd", {"learning_rate": lr})
    loss = gluon.loss.SoftmaxCrossEntropyLoss()
    means = []
    for _ in range(epochs):
        order, total = rng.permutation(len(X)), 0.0
        for i in range(0, len(X), batch_size):
            batch = np.array(order[i : i + batch_size], dtype="int32")
            with autograd.record():
                value = loss(net(X[batch]), y[batch])
            value.backward()
            trainer.step(len(batch))
            total += float(value.sum())
        means.append(total / len(X))
    return means


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize("dropout", [0.0, 0.5])
def test_same_seed_same_bits(images, optimizer, dropout):
    runs = []
    for _ in range(2):
        net = net_of(dropout=dropout)
        history = fit(net, images.X_train, images.y_train, 2, lr=0.01, optimizer=optimizer, seed=7)
        runs.append((history.loss, history.train_accuracy, *parameters(net)))
    for first, second in zip(*runs):
        onp.testing.assert_array_equal(first, second)
    other = net_of(dropout=dropout)
    fit(other, images.X_train, images.y_train, 2, lr=0.01, optimizer=optimizer, seed=8)
    assert any((a != b).any() for a, b in zip(parameters(other), runs[0][2:]))


def test_the_fast_loop_is_the_plain_loop(images):
    X, y = images.X_train[:1000], images.y_train[:1000]  # the last minibatch is a smaller one
    quick, plain = net_of(), net_of()
    history = fit(quick, X, y, epochs=3, lr=0.02, batch_size=96, seed=3)
    means = plain_sgd(plain, X, y, epochs=3, lr=0.02, batch_size=96, seed=3)
    onp.testing.assert_allclose(history.loss, means, rtol=1e-5)
    for a, b in zip(parameters(quick), parameters(plain)):
        onp.testing.assert_allclose(a, b, atol=1e-5)


def test_it_learns(images):
    net = net_of((784, 64, 10))
    X, y, X_test, y_test, _ = images
    history = fit(net, X, y, epochs=8, lr=0.05, batch_size=64, test=(X_test, y_test))
    assert len(history.loss) == len(history.test_accuracy) == 8
    assert max(history.test_accuracy) > 0.75  # ten seeds: from 0.80 to 0.82
    assert history.test_accuracy[-1] == accuracy(net, X_test, y_test)
    assert repr(history).startswith("8 epochs: loss ≈ 0.")
    assert "test accuracy ≈" in repr(history)


class PlainNet(gluon.Block):
    """A net that MXNet cannot trace: it looks at its numbers."""

    def __init__(self):
        super().__init__()
        self.hidden, self.out = nn.Dense(16), nn.Dense(10)

    def forward(self, x):
        h = npx.relu(self.hidden(x))
        return self.out(h if float(h.sum()) >= 0 else -h)


def hybrid_net():
    net = nn.HybridSequential()
    net.add(nn.Dense(16), nn.BatchNorm(), nn.Activation("relu"), nn.Dropout(0.2), nn.Dense(10))
    return net


@pytest.mark.parametrize("make", [PlainNet, hybrid_net])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_any_gluon_net(images, make, optimizer):
    mx.random.seed(0)
    net = make()
    net.initialize(mx.init.Xavier())
    history = fit(
        net, images.X_train, images.y_train, 3, lr=0.01, batch_size=64, optimizer=optimizer
    )
    assert history.loss[-1] < history.loss[0] < 3
    assert len(history.train_accuracy) == 3


@pytest.mark.parametrize("hybridized", [False, True])
def test_only_the_parameters_change(images, hybridized):
    net = net_of()
    if hybridized:
        net.hybridize()
    before = {name: value for name, value in vars(net).items() if name != "_cached_graph"}
    names = list(net.collect_params())
    fit(net, images.X_train[:500], images.y_train[:500], 1)
    assert net._active is hybridized and all(layer._active is hybridized for layer in net)
    assert list(net.collect_params()) == names
    assert {k: vars(net)[k] for k in ("_flags", "_children", "_forward_hooks")} == {
        k: before[k] for k in ("_flags", "_children", "_forward_hooks")
    }
    assert net(images.X_test).shape == (2000, 10)


def test_hooks_of_the_net_are_called(images):
    net, seen = net_of(), []
    net[0].register_forward_hook(lambda block, inputs, output: seen.append(len(output)))
    fit(net, images.X_train[:512], images.y_train[:512], 1)
    assert seen.count(256) == 2


def test_frozen_parameters_stay(images):
    net = net_of()
    net[0].collect_params().setattr("grad_req", "null")
    before = parameters(net)
    fit(net, images.X_train[:500], images.y_train[:500], 1)
    after = parameters(net)
    assert (before[0] == after[0]).all() and (before[2] != after[2]).any()


def test_record_sees_the_net_between_steps(images):
    net, calls = net_of(), []

    def record(net, step):
        assert not autograd.is_recording()
        calls.append(net[0].weight.data().asnumpy())
        return step * 10

    history = fit(
        net, images.X_train[:1000], images.y_train[:1000], 3, batch_size=250, every=5, record=record
    )
    assert history.records == [(0, 0), (5, 50), (10, 100)]
    assert (calls[0] == net_of()[0].weight.data().asnumpy()).all()
    assert (calls[0] != calls[1]).any()


def test_targets_with_a_loss_of_your_own():
    X, risk = data.body_temperature()
    net = net_of((1, 16, 1))
    history = fit(net, X, risk, 40, batch_size=50, loss=gluon.loss.L2Loss())
    assert history.loss[-1] < history.loss[0] / 3
    assert history.train_accuracy == history.test_accuracy == []
    X, y = data.xor()
    history = fit(net_of((2, 8, 1)), X, y, 5, loss=gluon.loss.SigmoidBCELoss(), test=(X, y))
    assert len(history.loss) == 5 and history.test_accuracy == []


def test_plain_functions_as_loss(images):
    def loss(logits, y):
        return -npx.pick(npx.log_softmax(logits), y)

    quick, plain = net_of(), net_of()
    for net, given in ((quick, None), (plain, loss)):
        fit(net, images.X_train[:600], images.y_train[:600], 1, lr=0.02, loss=given)
    for a, b in zip(parameters(quick), parameters(plain)):
        onp.testing.assert_allclose(a, b, atol=1e-6)


def test_an_optimizer_brings_its_own_rate(images):
    decayed, plain = net_of(), net_of()
    X, y = images.X_train[:500], images.y_train[:500]
    fit(plain, X, y, 1, lr=0.05)
    fit(decayed, X, y, 1, optimizer=mx.optimizer.SGD(learning_rate=0.05, wd=1.0))
    norms = [onp.linalg.norm(parameters(net)[0]) for net in (decayed, plain)]
    assert norms[0] < 0.97 * norms[1]


@pytest.mark.parametrize("made", [False, True])
@pytest.mark.parametrize("name", sorted({*mx.optimizer.Optimizer.opt_registry} - {*UNFIT}))
def test_every_optimizer_of_mxnet_takes_steps(images, name, made):
    """Some bundle their updates, and LARS ends the process where it may not."""
    net, optimizer = net_of(), mx.optimizer.create(name, learning_rate=0.01) if made else name
    before = parameters(net)
    fit(net, images.X_train[:256], images.y_train[:256], 1, 0.01, 64, optimizer=optimizer)
    assert all((a != b).any() for a, b in zip(before, parameters(net)))


def test_lists_and_numpy_arrays_will_do(images):
    X, y = images.X_train[:300], images.y_train[:300]
    nets = [net_of(), net_of()]
    fit(nets[0], X, y, 1)
    fit(nets[1], X.asnumpy().astype("float64"), y.asnumpy().tolist(), 1)
    for a, b in zip(*map(parameters, nets)):
        onp.testing.assert_array_equal(a, b)


BAD = {
    "lengths": (lambda X, y: (X, y[:9]), "give one label for each example"),
    "labels from 1": (lambda X, y: (X, y + 1), "labels from 1 to 10"),
    "negative labels": (lambda X, y: (X, y - 1), "labels from -1 to 8"),
    "one-hot": (lambda X, y: (X, npx.one_hot(y, 10)), r"try y.argmax\(axis=1\)"),
    "column": (lambda X, y: (X, y.reshape(-1, 1)), r"try y.reshape\(-1\)"),
    "halves": (lambda X, y: (X, y.astype("float32") / 2), "not whole"),
    "width": (lambda X, y: (X[:, :700], y), "700 columns; the net's first layer takes 784"),
    "one example": (lambda X, y: (X[0], y[:1]), r"expected \(n, d\)"),
    "empty": (lambda X, y: (X[:0], y[:0]), "n >= 1"),
    "bytes": (lambda X, y: ((X * 255).astype("uint8"), y), "scale it"),
    "words": (lambda X, y: ("images", y), "expected an array of numbers"),
    "nothing": (lambda X, y: (X, None), "y is None"),
    "nan": (lambda X, y: (onp.where(X.asnumpy() > 0.99, onp.nan, X.asnumpy()), y), "nan or inf"),
}


def test_large_numbers_are_numbers(images):
    """Their sum is no longer finite in float32; they are."""
    X = np.full((4, 784), 1e36)
    assert 0 <= accuracy(net_of(), X, images.y_train[:4]) <= 1
    X[2, 5] = onp.inf
    with pytest.raises(ValueError, match="X has 1 entries that are nan or inf"):
        accuracy(net_of(), X, images.y_train[:4])


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("function", [fit, accuracy])
def test_bad_data_in_one_sentence(images, case, function):
    spoil, says = BAD[case]
    net = net_of()
    before = parameters(net)
    with pytest.raises(ValueError, match=says) as caught:
        function(net, *spoil(images.X_train[:400], images.y_train[:400]))
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 250
    assert all((a == b).all() for a, b in zip(before, parameters(net)))


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"epochs": 0}, "epochs is 0"),
        ({"epochs": 2.5}, "epochs is 2.5"),
        ({"batch_size": 0}, "batch_size is 0"),
        ({"lr": -0.1}, "lr is -0.1"),
        ({"lr": float("nan")}, "lr is nan"),
        ({"lr": "fast"}, "lr is 'fast'"),
        ({"every": 0}, "every is 0"),
        ({"optimizer": "sdg"}, "optimizer is 'sdg'; MXNet knows .*adam"),
        ({"optimizer": "GroupAdaGrad"}, "'groupadagrad' serves embeddings"),
        ({"optimizer": mx.optimizer.create("test")}, "adds the gradient"),
        ({"test": 3}, r"test=\(X_test, y_test\)"),
        ({"validation": 3}, r"validation=\(X_validation, y_validation\)"),
        ({"patience": 3}, "patience needs validation"),
        ({"patience": 0, "validation": (1, 2)}, "patience is 0"),
        ({"decay": -1}, "decay is -1"),
        ({"decay": "some"}, "decay is 'some'"),
    ],
)
def test_bad_settings_in_one_sentence(images, settings, says):
    with pytest.raises(ValueError, match=says):
        fit(net_of(), images.X_train[:100], images.y_train[:100], **settings)


def test_a_net_without_values_is_named(images):
    with pytest.raises(ValueError, match="call net.initialize"):
        fit(nn.Dense(10), images.X_train[:100], images.y_train[:100])


def test_a_net_that_does_not_classify(images):
    with pytest.raises(ValueError, match="a loss of your own"):
        fit(net_of((784, 8, 1)), images.X_train[:100], images.y_train[:100])


def test_overflow_names_the_layer_where_it_began(images):
    net = net_of((784, 64, 64, 10))
    with pytest.raises(FloatingPointError, match=r"stopped at step \d.*'2 Dense 64 ReLU'") as e:
        fit(net, images.X_train, images.y_train, lr=1e20)
    assert "\n" not in str(e.value)
    assert all(onp.isfinite(p).all() for p in parameters(net))
    net = net_of()
    net[2].weight.data()[3, 4] = float("nan")
    with pytest.raises(FloatingPointError, match=r"step 1:.*'2 Dense 10': NaN in weights"):
        fit(net, images.X_train, images.y_train)


def test_overflow_in_the_loss_is_named(images):
    def loss(logits, y):
        return np.log(logits[:, 0] * 0)

    with pytest.raises(FloatingPointError, match="in the loss itself"):
        fit(net_of(), images.X_train[:300], images.y_train[:300], loss=loss)


def test_an_interrupt_keeps_what_was_learned(images):
    net = net_of()

    def record(net, step):
        if step == 30:
            raise KeyboardInterrupt

    X, y = images.X_train[:2560], images.y_train[:2560]
    history = fit(net, X, y, 100, every=10, record=record)
    assert history.interrupted and len(history.loss) == 3
    assert repr(history).endswith("interrupted")
    assert all(onp.isfinite(p).all() for p in parameters(net))
    same = net_of()
    fit(same, X, y, 3)
    for a, b in zip(parameters(net), parameters(same)):
        onp.testing.assert_array_equal(a, b)


def test_a_script_trains_in_silence():
    code = (
        "from d2lmlp import MLP, data, fit\n"
        "X, y = data.spiral()\n"
        "print(len(fit(MLP((2, 8, 3)), X, y, 2).loss))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True,
        timeout=120, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.stdout == "2\n"
    assert done.stderr == ""


def test_patience_gives_back_the_best_epoch(images):
    X, y = images.X_train[:200], images.y_train[:200]
    held_out, seen = (images.X_train[200:400], noisy(images.y_train[200:400])), []
    steps = {"lr": 0.5, "batch_size": 100, "seed": 1}
    full, short = net_of(), net_of()

    def record(net, step):
        if step % 2 == 0:
            seen.append(parameters(net))

    history = fit(short, X, noisy(y), 200, validation=held_out, patience=4, every=1, record=record,
                  **steps)  # fmt: skip
    losses = history.validation_loss
    assert len(losses) == len(history.loss) < 200
    assert history.best_epoch == onp.argmin(losses) + 1 == len(losses) - 4
    for kept, best in zip(parameters(short), seen[history.best_epoch]):
        onp.testing.assert_array_equal(kept, best)
    assert "best epoch" in repr(history)
    fit(full, X, noisy(y), history.best_epoch, **steps)
    for kept, best in zip(parameters(short), parameters(full)):
        onp.testing.assert_array_equal(kept, best)


def noisy(y):
    return noisy_labels(y, 0.4, seed=3)


def test_validation_alone_is_only_measured(images):
    X, y = images.X_train[:200], images.y_train[:200]
    plain, watched = net_of(), net_of()
    fit(plain, X, y, 3)
    history = fit(watched, X, y, 3, validation=(images.X_test[:100], images.y_test[:100]))
    assert len(history.validation_loss) == 3 and history.best_epoch is None
    for a, b in zip(parameters(plain), parameters(watched)):
        onp.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("optimizer", ["sgd", "adam", mx.optimizer.SGD(learning_rate=0.1)])
def test_decay_shrinks_the_matrices_and_leaves_the_biases_alone(images, optimizer):
    net = net_of()
    for p in net.collect_params().values():
        p.data()[:] = 1.0

    def still(output, y):
        return output.sum(axis=1) * 0

    fit(net, images.X_train[:100], images.y_train[:100], 2, lr=0.1, batch_size=50, loss=still,
        decay=0.5, optimizer=optimizer)  # fmt: skip
    for p in net.collect_params().values():
        expected = (1 - 0.1 * 0.5) ** 4 if len(p.shape) > 1 else 1.0
        onp.testing.assert_allclose(p.data().asnumpy(), expected, rtol=1e-5)


def test_decay_is_the_penalty_under_sgd(images):
    X, y = images.X_train[:100], images.y_train[:100]
    ours, theirs = net_of(), net_of()
    fit(ours, X, y, 3, lr=0.1, batch_size=50, decay=0.01)
    for name, p in theirs.collect_params().items():
        p.wd_mult = 0.0 if name.endswith("bias") else 1.0
    sgd = mx.optimizer.SGD(learning_rate=0.1, wd=0.01)
    fit(theirs, X, y, 3, batch_size=50, optimizer=sgd)
    for a, b in zip(parameters(ours), parameters(theirs)):
        onp.testing.assert_allclose(a, b, atol=1e-6)


def test_lars_does_not_take_the_process_with_it(images):
    X, y = images.X_train[:100], images.y_train[:100]
    history = fit(net_of(), X, y, 1, optimizer=mx.optimizer.create("lars", learning_rate=0.1))
    assert onp.isfinite(history.loss[0])
