// The activation functions, for explorers that compute for themselves; a test compares with MXNet.

// Abramowitz and Stegun (1964), formula 7.1.26: off by 2e-7 at most.
function erf(x) {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const sum = t * (0.254829592 + t * (-0.284496736 +
    t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - sum * Math.exp(-x * x));
}
const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const normal = (x) => 0.5 * (1 + erf(x * Math.SQRT1_2)); // the distribution function
const leaky = [(x, a) => (x > 0 ? x : a * x), (x, a) => (x > 0 ? 1 : a)];

// Each function with its slope, from x and alpha; at a corner, the slope that MXNet gives.
const FUNCTIONS = {
  relu: [(x) => Math.max(x, 0), (x) => (x > 0 ? 1 : 0)],
  leaky_relu: leaky,
  prelu: leaky,
  elu: [(x, a) => (x > 0 ? x : a * Math.expm1(x)), (x, a) => (x > 0 ? 1 : a * Math.exp(x))],
  gelu: [(x) => x * normal(x),
    (x) => normal(x) + (x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)],
  silu: [(x) => x * sigmoid(x), (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x)))],
  sigmoid: [sigmoid, (x) => sigmoid(x) * (1 - sigmoid(x))],
  tanh: [Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
};
