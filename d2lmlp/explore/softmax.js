
// ---- Softmax: three logits to drag, three probabilities that answer, and their point in the
// triangle of all that is possible.

function softmax(x) {
  const top = Math.max(...x), parts = x.map((v) => Math.exp(v - top));
  const sum = parts.reduce((a, b) => a + b);
  return parts.map((v) => v / sum);
}

const SPOTS = [1 / 6, 1 / 2, 5 / 6], MOST = 6;
const CORNERS = [[0.08, 0.12], [0.92, 0.12], [0.5, 0.85]];
const bar = (square, k, from, to, kind) => {
  const [low, high] = [square.Y(Math.min(from, to)), square.Y(Math.max(from, to))];
  return make("rect", { class: kind, x: 55 + 100 * k, y: high, width: 50, height: low - high });
};
const probability = (p) => (p > 0.999 ? "> 0.999" : p < 0.001 ? "< 0.001" : p.toFixed(3));

class Softmax {
  constructor(model, el) {
    Object.assign(this, { model, el, logits: [...model.get("logits")] });
    this.left = new Square("logits x: drag them", ["", ""], [-MOST, MOST]);
    this.right = new Square("probabilities p", ["", ""], [0, 1]);
    this.triangle = new Square("the same, as one point", ["", ""], [0, 1]);
    this.layers = [this.left, this.right, this.triangle].map((square) => {
      const layer = make("g", { "aria-hidden": true });
      square.svg.append(layer);
      return layer;
    });
    const across = (k) => -MOST + 2 * MOST * SPOTS[k];
    this.handles = [0, 1, 2].map((k) => handle(this.left, `logit ${k + 1}`,
      () => [across(k), this.logits[k]], ([, y]) => this.set(k, y), () => this.done(), 2, "y"));
    this.left.svg.append(...this.handles);
    this.words = make("p", { class: "words", "aria-live": "polite" });
    this.code = make("pre", {});
    this.steps = [1, -1].map((c) => make("button", { type: "button",
      onclick: () => this.shift(c) }, c > 0 ? "add 1 to all" : "take 1 from all"));
    el.classList.add("d2lmlp-live", "d2lmlp-softmax");
    el.setAttribute("data-lm-suppress-shortcuts", "true");
    el.replaceChildren(make("div", { class: "squares" },
      ...[this.left, this.right, this.triangle].map((square) => square.svg)),
    make("div", { class: "bar" }, ...this.steps), this.words, this.code);
    this.draw();
  }
  set(k, value) {
    this.logits[k] = Number(clamp(value, -MOST, MOST).toFixed(1)) || 0;
    this.draw();
  }
  shift(c) {
    this.logits = this.logits.map((v) => Number((v + c).toFixed(1)) || 0);
    this.draw();
    this.done();
  }
  done() {
    this.model.set("logits", [...this.logits]);
    this.model.save_changes();
  }
  draw() {
    const { left, right, triangle, logits } = this, p = softmax(logits);
    const [inputs, outputs, point] = this.layers;
    inputs.replaceChildren(left.frame(false, 3),
      make("path", { class: "ground", d: left.path([[-MOST, 0], [MOST, 0]]) }),
      ...logits.map((v, k) => bar(left, k, 0, v, `bar-${k + 1}`)),
      ...logits.map((v, k) => make("text", { x: 80 + 100 * k, y: 340, class: "name" },
        `x${"₁₂₃"[k]} = ${short(v, 1)}`)));
    outputs.replaceChildren(right.frame(false), ...p.map((v, k) => bar(right, k, 0, v, `bar-${k + 1}`)),
      ...p.map((v, k) => make("text", { x: 80 + 100 * k, y: 340, class: "name" }, probability(v))));
    const at = [0, 1].map((i) => p.reduce((sum, v, k) => sum + v * CORNERS[k][i], 0));
    point.replaceChildren(
      make("text", { x: 30, y: 14, class: "title" }, triangle.title),
      make("path", { class: "triangle", d: triangle.path(CORNERS, true) }),
      ...CORNERS.map((c, k) => make("path", { class: `way way-${k + 1}`, d: triangle.path([c, at]),
        "stroke-width": 1 + 7 * p[k] })),
      ...CORNERS.map((c, k) => make("text", { class: "name", x: triangle.X(c[0]),
        y: triangle.Y(c[1]) + (k < 2 ? 22 : -10) }, `surely ${k + 1}`)),
      make("circle", { class: "point", cx: triangle.X(at[0]), cy: triangle.Y(at[1]), r: 9 }));
    this.steps.forEach((button, k) => change(button, {
      disabled: logits.some((v) => Math.abs(v + (k ? -1 : 1)) > MOST) }));
    const slopes = p.map((v) => probability(v * (1 - v)));
    this.words.textContent = `p = (${p.map(probability).join(", ")}). The slope of each probability `
      + `with respect to its own logit, p(1 − p): ${slopes.join(", ")}.`;
    this.code.textContent = `explore.softmax([${logits.join(", ")}])`;
    for (const dot of this.handles) dot.put();
  }
}

export { softmax };
export default {
  render({ model, el }) {
    new Softmax(model, el);
  },
};
