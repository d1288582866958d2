
// ---- Paper folding: a strip that each layer of a tent net folds in the middle, and the graph of
// what comes out. Between two whole depths the right half is on its way over the left.

const tent = (u) => 2 * Math.max(0, u) - 4 * Math.max(0, u - 0.5);
const folded = (x, depth) => {
  for (let k = 0; k < depth; k += 1) x = tent(x);
  return x;
};

class Paper {
  constructor(model, el) {
    Object.assign(this, { model, el, depth: model.get("depth"), x: model.get("x") });
    this.strip = new Square("the strip from the side", ["where it lies", ""], [0, 1]);
    this.graph = new Square("the net's function f(x)", ["x", ""], [0, 1]);
    this.layers = [this.strip, this.graph].map((square) => {
      const layer = make("g", { "aria-hidden": true });
      square.svg.append(layer);
      return layer;
    });
    this.point = handle(this.graph, "the point x", () => [this.x, this.y()],
      ([x]) => this.set({ x: clamp(Number(x.toFixed(3)), 0, 1) }), () => this.done(), 0.2, "x");
    this.graph.svg.append(this.point);
    this.knob = make("input", { type: "range", min: 0, max: 10, step: 0.1, "aria-label": "depth",
      oninput: () => this.set({ depth: Number(this.knob.value) }), onchange: () => this.done() });
    this.go = make("button", { type: "button", onclick: () => this.fold() }, "fold once more");
    this.words = make("p", { class: "words", "aria-live": "polite" });
    this.code = make("pre", {});
    el.classList.add("d2lmlp-live", "d2lmlp-paper");
    el.setAttribute("data-lm-suppress-shortcuts", "true");
    el.replaceChildren(
      make("div", { class: "bar" }, this.go, make("label", {}, "depth ", this.knob)),
      make("div", { class: "squares" }, this.strip.svg, this.graph.svg), this.words, this.code);
    this.draw();
  }
  set(part) {
    Object.assign(this, part);
    this.draw();
  }
  done() {
    for (const name of ["depth", "x"]) this.model.set(name, this[name]);
    this.model.save_changes();
  }
  fold() {
    cancelAnimationFrame(this.frame);
    const from = Math.floor(this.depth), begin = performance.now();
    const step = (now) => {
      const t = calm() ? 1 : clamp((now - begin) / 1200, 0, 1);
      this.set({ depth: Math.min(10, from + Number(t.toFixed(3))) });
      if (t < 1 && this.el.isConnected) this.frame = requestAnimationFrame(step);
      else this.done();
    };
    step(begin);
  }
  // Where the place x of the strip lies after a depth that need not be whole.
  lies(x) {
    const whole = Math.floor(this.depth), t = this.depth - whole, u = folded(x, whole);
    return (1 - t) * u + t * tent(u);
  }
  // Its height in the pile, in layers of paper from the bottom.
  height(x) {
    const whole = Math.floor(this.depth), t = this.depth - whole;
    const [now, then] = [whole, whole + 1].map((d) => (Math.min(2 ** d - 1, Math.floor(x * 2 ** d)) + 0.5) / 2 ** d);
    return (1 - t) * now + t * then;
  }
  y() {
    return this.lies(this.x);
  }
  draw() {
    const { strip, graph, depth, x } = this, whole = Math.floor(depth), parts = 2 ** (whole + 1);
    const pile = [], curve = [];
    for (let j = 0; j <= parts; j += 1) curve.push([j / parts, this.lies(j / parts)]);
    for (let j = 0; j < parts; j += 1) {
      const up = this.height((j + 0.5) / parts);
      pile.push([curve[j][1], up], [curve[j + 1][1], up]);
    }
    const width = clamp(120 / parts, 0.6, 12);
    const [a, b] = [this.y(), this.height(x)];
    this.layers[0].replaceChildren(
      make("path", { class: "sheet", d: strip.path(pile), "stroke-width": width }),
      make("text", { x: 30, y: 14, class: "title" }, strip.title),
      make("circle", { class: "mark", cx: strip.X(a), cy: strip.Y(b), r: 7 }));
    this.layers[1].replaceChildren(graph.frame(),
      make("path", { class: "curve", d: graph.path(curve), "stroke-width": depth > 7 ? 0.7 : 2 }),
      make("path", { class: "guide", d: graph.path([[x, 0], [x, a], [0, a]]) }));
    this.point.put();
    this.knob.value = depth;
    this.knob.setAttribute("aria-valuetext", short(depth, 1));
    this.go.disabled = depth >= 10;
    const way = Array.from({ length: Math.min(whole, 4) + 1 }, (_, k) => short(folded(x, k), 3));
    this.words.textContent = (depth === whole
      ? `Depth ${whole}, ${2 * whole} units: ${2 ** whole} straight ${whole ? "pieces" : "piece"}. `
      : `Layer ${whole + 1} is folding. `)
      + `x = ${way.join(" → ")}${whole > 4 ? ` → … → ${short(folded(x, whole), 3)}` : ""}`;
    this.code.textContent = `explore.paper(depth=${depth}, x=${x})`;
  }
}

export { folded };
export default {
  render({ model, el }) {
    const paper = new Paper(model, el);
    return () => cancelAnimationFrame(paper.frame);
  },
};
