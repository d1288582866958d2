"""What the notebook on backpropagation says of second derivatives, and no run of it shows."""

import course
import mxnet as mx
import numpy as onp
from course import claims
from mxnet import np


@claims("backpropagation", "The Hessian of a small net")
def test_differences_across_a_relu_need_a_step_that_no_unit_feels():
    """In float64, so that rounding has no part in it."""
    hvp = course.functions("backpropagation", {"np": np})["times_hessian"]

    def off(seed, step):
        rng = onp.random.default_rng(seed)
        X, Y = rng.normal(size=(32, 4)), rng.normal(size=(32, 3))
        w, v = 0.5 * rng.normal(size=42), rng.normal(size=42)

        def active(w):
            return X @ w[:24].reshape(4, 6) > 0

        def gradient(w):
            W2, Z = w[24:].reshape(6, 3), X @ w[:24].reshape(4, 6)
            H = onp.maximum(Z, 0)
            dO = 2 * (H @ W2 - Y) / Y.size
            return onp.r_[(X.T @ ((dO @ W2.T) * active(w))).ravel(), (H.T @ dO).ravel()]

        truth = hvp(gradient, w, v, 1e-7)
        found = abs(hvp(gradient, w, v, step) - truth).max() / abs(truth).max()
        return found, (active(w + step * v) == active(w - step * v)).all()

    large = [off(seed, 1e-2) for seed in range(101, 131)]
    assert sum(o > 0.05 for o, _ in large) > 20 and 0.3 < onp.median([o for o, _ in large]) < 0.8
    assert max(o for o, same in large if same) < 0.01
    small = [off(seed, 1e-4) for seed in range(101, 131)]
    assert sum(same for _, same in small) > 24
    assert max(o for o, same in small if same) < 1e-5


@claims("backpropagation", "Second derivatives")
def test_the_older_mode_returns_zeros_for_a_layer_without_an_error():
    x, W = mx.nd.array([[0.5, 1.0]]), mx.nd.array([[1.0, 2.0], [3.0, 4.0]])
    x.attach_grad()
    with mx.autograd.record():
        y = mx.nd.square(mx.nd.FullyConnected(x, W, no_bias=True, num_hidden=2))
        slope = mx.autograd.grad(y, x, create_graph=True, retain_graph=True)[0]
    slope.backward()
    truth = 2 * (W.asnumpy().T @ W.asnumpy()).sum(axis=0)
    assert (x.grad.asnumpy() == 0).all() and (truth > 20).all()
