// The playground's formulas: long, for they stand here once more, for pages without a kernel and
// for all that is drawn, as MXNet computes them in one. A test holds the two together. A net is its
// layers and one array of weights: layer by layer W, row by row, and then b.

const LARGEST = 2 ** 31 - 1;

// The same stream of numbers as in draws.py: the same order of the examples, noise and dropout.
class Draws {
  constructor(seed) {
    this.state = (16807 * seed + 2718281) % LARGEST || 1;
  }
  number() {
    this.state = (this.state * 48271) % LARGEST;
    return this.state / LARGEST;
  }
  order(n) {
    const order = Array.from({ length: n }, (_, k) => k);
    for (let k = n - 1; k > 0; k--) {
      const other = Math.floor(this.number() * (k + 1));
      [order[k], order[other]] = [order[other], order[k]];
    }
    return order;
  }
  normal() {
    const radius = Math.sqrt(-2 * Math.log(this.number()));
    return radius * Math.cos(2 * Math.PI * this.number());
  }
}

// Abramowitz and Stegun (1964), formula 7.1.26: off by 2e-7 at most.
function erf(x) {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const sum = t * (0.254829592 + t * (-0.284496736 +
    t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - sum * Math.exp(-x * x));
}
const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const below = (z) => 0.5 * (1 + erf(z * Math.SQRT1_2)); // the normal distribution function

// Each activation with its slope, from z and a = f(z).
const ACTIVATIONS = {
  none: [(z) => z, () => 1],
  relu: [(z) => (z > 0 ? z : 0), (z) => (z > 0 ? 1 : 0)],
  leaky_relu: [(z) => (z > 0 ? z : 0.01 * z), (z) => (z > 0 ? 1 : 0.01)],
  elu: [(z) => (z > 0 ? z : Math.expm1(z)), (z, a) => (z > 0 ? 1 : a + 1)],
  gelu: [
    (z) => z * below(z),
    (z) => below(z) + (z * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI),
  ],
  silu: [(z) => z * sigmoid(z), (z, a) => sigmoid(z) + a * (1 - sigmoid(z))],
  sigmoid: [sigmoid, (z, a) => a * (1 - a)],
  tanh: [Math.tanh, (z, a) => 1 - a * a],
};

// The layers of a net: fan-in, fan-out, activation, and where their weights begin.
function layersOf(settings) {
  const sizes = [2, ...settings.layers, 2];
  let at = 0;
  return sizes.slice(1).map((out, k) => {
    const layer = { inputs: sizes[k], out, at, act: settings.activations[k] ?? "none" };
    layer.bias = at + layer.inputs * out;
    at = layer.bias + out;
    return layer;
  });
}

// X holds n examples, one after the other. Returns z and a of each layer.
function forward(layers, w, X, n, masks) {
  let input = X;
  return layers.map((layer, k) => {
    const { inputs, out, at, bias } = layer;
    const [f] = ACTIVATIONS[layer.act];
    const z = new Float64Array(n * out), a = new Float64Array(n * out);
    for (let e = 0; e < n; e++)
      for (let j = 0; j < out; j++) {
        let sum = w[bias + j];
        for (let i = 0; i < inputs; i++) sum += w[at + j * inputs + i] * input[e * inputs + i];
        z[e * out + j] = sum;
        a[e * out + j] = f(sum);
      }
    if (masks?.[k]) for (let i = 0; i < a.length; i++) a[i] *= masks[k][i];
    input = a;
    return { z, a };
  });
}

// Softmax cross-entropy of two logits: each example's loss, and its gradient with respect to them.
function crossEntropy(logits, y) {
  const n = y.length, deltas = new Float64Array(2 * n);
  let total = 0;
  for (let e = 0; e < n; e++) {
    const margin = logits[2 * e + 1 - y[e]] - logits[2 * e + y[e]]; // wrong minus right
    const wrong = sigmoid(margin);
    total += margin > 30 ? margin : Math.log1p(Math.exp(margin));
    deltas[2 * e + 1 - y[e]] = wrong;
    deltas[2 * e + y[e]] = -wrong;
  }
  return { loss: total / n, deltas };
}

// The gradient of the mean loss with respect to all weights, and each layer's deltas.
function backward(layers, w, X, done, last, masks) {
  const grad = new Float64Array(w.length), deltas = [];
  const n = last.length / 2;
  let delta = last;
  for (let k = layers.length - 1; k >= 0; k--) {
    const { inputs, out, at, bias } = layers[k];
    const input = k ? done[k - 1].a : X, sent = new Float64Array(n * inputs);
    deltas[k] = delta;
    for (let e = 0; e < n; e++)
      for (let j = 0; j < out; j++) {
        const d = delta[e * out + j];
        grad[bias + j] += d / n;
        for (let i = 0; i < inputs; i++) {
          grad[at + j * inputs + i] += (d * input[e * inputs + i]) / n;
          sent[e * inputs + i] += d * w[at + j * inputs + i];
        }
      }
    if (!k) break;
    const { z, a } = done[k - 1], mask = masks?.[k - 1];
    const [, slope] = ACTIVATIONS[layers[k - 1].act];
    for (let i = 0; i < sent.length; i++) {
      const kept = mask ? mask[i] : 1; // a is that of before the mask, where anything is kept
      sent[i] *= kept && kept * slope(z[i], a[i] / kept);
    }
    delta = sent;
  }
  return { grad, deltas };
}

// What `health` measures of each layer with the same names, on a whole set of points.
function healthOf(layers, w, X, y) {
  const n = y.length, done = forward(layers, w, X, n);
  const { deltas } = backward(layers, w, X, done, crossEntropy(done.at(-1).a, y).deltas);
  const square = (values) => values.reduce((sum, v) => sum + v * v, 0);
  return layers.map(({ out, act }, k) => {
    const { z, a } = done[k], [, slope] = ACTIVATIONS[act];
    let dead = 0;
    for (let j = 0; j < out; j++) {
      let alive = false;
      for (let e = 0; e < n && !alive; e++) alive = slope(z[e * out + j], a[e * out + j]) !== 0;
      dead += !alive;
    }
    return {
      activation_rms: Math.sqrt(square(a) / a.length),
      delta_norm: Math.sqrt(square(deltas[k]) / n),
      dead, units: out, act: k < layers.length - 1 ? act : "output",
    };
  });
}

function accuracyOf(layers, w, X, y) {
  const logits = forward(layers, w, X, y.length).at(-1).a;
  return y.filter((k, e) => Number(logits[2 * e + 1] > logits[2 * e]) === k).length / y.length;
}

// New weights by the rules of mlp.INITIALIZERS; biases begin at 0.
function initial(layers, rule, draws) {
  const last = layers.at(-1), w = new Float64Array(last.bias + last.out);
  for (const { inputs, out, at } of layers) {
    const uniform = (most) => () => most * (2 * draws.number() - 1);
    const draw = {
      he: () => draws.normal() * Math.sqrt(2 / inputs),
      xavier: uniform(Math.sqrt(6 / (inputs + out))),
      default: uniform(0.07),
      normal: () => draws.normal(),
      orthogonal: () => draws.normal(),
      zeros: () => 0,
    }[rule];
    for (let i = 0; i < inputs * out; i++) w[at + i] = draw();
    if (rule === "orthogonal") orthonormal(w, at, out, inputs);
  }
  return w;
}

// Gram and Schmidt, along the shorter side of the matrix.
function orthonormal(w, at, rows, columns) {
  const [count, size] = rows <= columns ? [rows, columns] : [columns, rows];
  const place = (k, i) => at + (rows <= columns ? k * columns + i : i * columns + k);
  const dot = (j, k) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += w[place(j, i)] * w[place(k, i)];
    return sum;
  };
  for (let k = 0; k < count; k++) {
    for (let j = 0; j < k; j++) {
      const share = dot(j, k);
      for (let i = 0; i < size; i++) w[place(k, i)] -= share * w[place(j, i)];
    }
    const length = Math.sqrt(dot(k, k)) || 1;
    for (let i = 0; i < size; i++) w[place(k, i)] /= length;
  }
}

// The training and test points with their noise: X one after the other, y.
function pointSets(settings, fixed) {
  const within = (v) => Math.max(-fixed.half, Math.min(fixed.half, v));
  const [train, test] = [0, fixed.test_seed].map((seed, k) => {
    const draws = new Draws(settings.seed + seed), X = [], y = [];
    for (const [a, b, label] of fixed.sets[settings.data][k]) {
      for (const v of [a, b]) X.push(within(v + settings.noise * draws.normal()));
      y.push(label);
    }
    return { X, y };
  });
  for (const [a, b, label] of settings.points) {
    train.X.push(a, b);
    train.y.push(label);
  }
  return { train, test: test.y.length ? test : train };
}

// One net in training, epoch by epoch, with Adam (Kingma and Ba, 2015) as MXNet writes it.
class Net {
  constructor(settings, fixed, weights) {
    this.draws = new Draws(settings.seed);
    this.layers = layersOf(settings);
    this.w = weights ? Float64Array.from(weights)
      : initial(this.layers, settings.init, new Draws(settings.seed + 1));
    this.m = new Float64Array(this.w.length);
    this.v = new Float64Array(this.w.length);
    this.t = this.epoch = 0;
    this.fixed = fixed;
    this.settle(settings);
  }
  settle(settings) {
    this.settings = settings;
    this.layers = layersOf(settings);
    this.sets = pointSets(settings, this.fixed);
  }
  trainEpoch() {
    const { train, test } = this.sets, n = train.y.length, size = this.settings.batch;
    const order = this.draws.order(n);
    let total = 0;
    for (let start = 0; start < n; start += size) {
      const rows = order.slice(start, start + size);
      const X = rows.flatMap((e) => [train.X[2 * e], train.X[2 * e + 1]]);
      total += this.step(X, rows.map((e) => train.y[e])) * rows.length;
    }
    this.epoch += 1;
    const out = forward(this.layers, this.w, test.X, test.y.length).at(-1).a;
    return [total / n, crossEntropy(out, test.y).loss];
  }
  step(X, y) {
    const { layers, w, m, v } = this, { lr, l2 } = this.settings;
    const masks = this.masks(y.length), done = forward(layers, w, X, y.length, masks);
    const { loss, deltas } = crossEntropy(done.at(-1).a, y);
    const { grad } = backward(layers, w, X, done, deltas, masks);
    for (const { at, bias } of layers) for (let i = at; i < bias; i++) grad[i] += l2 * w[i];
    this.t += 1;
    const rate = (lr * Math.sqrt(1 - 0.999 ** this.t)) / (1 - 0.9 ** this.t);
    for (let i = 0; i < w.length; i++) {
      m[i] = 0.9 * m[i] + 0.1 * grad[i];
      v[i] = 0.999 * v[i] + 0.001 * grad[i] ** 2;
      w[i] -= (rate * m[i]) / (Math.sqrt(v[i]) + 1e-8);
    }
    return loss;
  }
  masks(n) {
    const rate = this.settings.dropout;
    if (!rate) return null;
    return this.layers.slice(0, -1).map(({ out }) =>
      Array.from({ length: n * out }, () => (this.draws.number() >= rate ? 1 / (1 - rate) : 0)));
  }
}
