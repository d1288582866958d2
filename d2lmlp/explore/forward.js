
// ---- One example on its way through a net: numbers on the units, layer by layer.

const BEND = { relu: (z) => Math.max(0, z), tanh: Math.tanh, sigmoid: (z) => 1 / (1 + Math.exp(-z)) };
const CALLED = { relu: "ReLU", tanh: "tanh", sigmoid: "sigmoid" };
const RADIUS = 23, ROW = 62, COLUMN = 170;

// What each layer computes of x: [z, a], and no activation at the end.
function forward(layers, x, activation) {
  let a = x;
  return layers.map(([W, b], k) => {
    const z = b.map((bias, j) => a.reduce((sum, v, i) => sum + v * W[i][j], bias));
    a = k < layers.length - 1 ? z.map(BEND[activation]) : z;
    return [z, a];
  });
}

class Forward {
  constructor(model, el) {
    const [layers, activation] = ["layers", "activation"].map((name) => model.get(name));
    Object.assign(this, { model, layers, activation, x: [...model.get("x")], shown: model.get("shown"),
      picked: [...model.get("picked")] });
    this.sizes = [this.x.length, ...layers.map(([, b]) => b.length)];
    this.largest = Math.max(...layers.flatMap(([W]) => W.flat().map(Math.abs)), 1e-9);
    this.tall = ROW * Math.max(...this.sizes) + 26;
    this.svg = make("svg", { viewBox: `0 0 ${COLUMN * layers.length + 90} ${this.tall}`, role: "group",
      "aria-label": "the net, inputs on the left" });
    this.edges = layers.map(([W], k) => W.map((row, i) => row.map((w, j) => this.edge(k, i, j, w))));
    this.nodes = this.sizes.map((size, k) => Array.from({ length: size }, (_, j) => this.node(k, j)));
    this.svg.append(...this.sizes.map((_, k) => this.name(k)), ...this.edges.flat(2), ...this.nodes.flat().map(({ group }) => group));
    this.next = make("button", { type: "button", onclick: () => this.go(this.shown + 1) }, "next layer");
    this.fresh = make("button", { type: "button", onclick: () => this.go(0) }, "from the start");
    this.words = make("p", { class: "words", "aria-live": "polite" });
    this.code = make("pre", {});
    this.sliders = this.x.map((_, i) => this.slider(i));
    el.classList.add("d2lmlp-live", "d2lmlp-forward");
    el.setAttribute("data-lm-suppress-shortcuts", "true");
    el.replaceChildren(this.svg, make("div", { class: "bar" }, this.next, this.fresh,
      ...this.sliders.map(({ label }) => label)), this.words, this.code);
    this.draw();
  }
  X(k) {
    return 45 + COLUMN * k;
  }
  Y(k, j) {
    return 26 + this.tall / 2 - 13 + ROW * (j - (this.sizes[k] - 1) / 2);
  }
  title(k) {
    return k === 0 ? "inputs x" : k === this.layers.length ? "outputs o" : `hidden layer ${k}`;
  }
  name(k) { // over its column, and inside the picture
    const [kind, x] = k === 0 ? ["start", 2] : k === this.layers.length ? ["end", this.X(k) + 43] : ["", this.X(k)];
    return make("text", { x, y: 14, class: `name ${kind}` }, this.title(k));
  }
  edge(k, i, j, w) {
    return make("line", { x1: this.X(k), y1: this.Y(k, i), x2: this.X(k + 1), y2: this.Y(k + 1, j),
      class: w < 0 ? "edge below" : "edge", "stroke-width": 0.6 + (3 * Math.abs(w)) / this.largest });
  }
  node(k, j) {
    const text = make("text", { x: this.X(k), y: this.Y(k, j) + 5 });
    const group = make("g", { class: "node", tabindex: 0, role: "button",
      onpointerenter: () => this.pick(k, j), onfocus: () => this.pick(k, j),
      onclick: () => this.pick(k, j), onkeydown: (event) => this.key(event, k, j) },
    make("circle", { cx: this.X(k), cy: this.Y(k, j), r: RADIUS }), text);
    return { group, text };
  }
  slider(i) {
    const input = make("input", { type: "range", min: -3, max: 3, step: 0.1, "aria-label": `x${i + 1}`,
      oninput: () => this.set(i, Number(input.value)), onchange: () => this.keep() });
    input.value = this.x[i];
    const value = make("output", {});
    return { label: make("label", {}, `x${i + 1}`, input, value), input, value };
  }
  key(event, k, j) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const [right, down] = moves[event.key] ?? [];
    if (right === undefined) return;
    event.preventDefault();
    const column = this.nodes[k + right];
    column?.[Math.min(j + down, column.length - 1)]?.group.focus();
  }
  set(i, value) {
    this.x[i] = value;
    this.draw();
  }
  go(shown) {
    this.shown = shown;
    if (shown && this.picked[0] !== shown) this.picked = [shown, 0];
    this.draw();
    if (this.next.disabled && this.next.getRootNode().activeElement === this.next) this.fresh.focus();
    this.keep();
  }
  pick(k, j) {
    this.picked = [k, j];
    this.draw();
    this.keep();
  }
  keep() {
    for (const name of ["x", "shown", "picked"])
      this.model.set(name, Array.isArray(this[name]) ? [...this[name]] : this[name]);
    this.model.save_changes();
  }
  draw() {
    const { layers, shown, picked: [layer, unit], x } = this;
    const found = [[x, x], ...forward(layers, x, this.activation)];
    this.nodes.forEach((column, k) => column.forEach(({ group, text }, j) => {
      const known = k <= shown, a = found[k][1][j], hidden = k && k < layers.length;
      text.textContent = known ? short(a) : "?";
      group.setAttribute("class", ["node", k ? "" : "given", !known && "unknown", known && hidden && a === 0 && "off",
        k === layer && j === unit && "lit"].filter(Boolean).join(" "));
      group.setAttribute("aria-label", `${this.title(k)}, unit ${j + 1}: ${known ? short(a) : "not computed yet"}`);
    }));
    this.edges.forEach((rows, k) => rows.forEach((row, i) => row.forEach((line, j) =>
      line.classList.toggle("lit", k + 1 === layer && j === unit))));
    this.sliders.forEach(({ input, value }, i) => {
      value.textContent = short(x[i], 1);
      input.setAttribute("aria-valuetext", value.textContent);
    });
    this.next.disabled = shown === layers.length;
    this.fresh.disabled = shown === 0;
    this.words.textContent = this.said(found, layer, unit);
    this.code.textContent = `explore.forward(net, [${x.map((v) => v.toFixed(1)).join(", ")}], shown=${shown}, `
      + `picked=(${layer}, ${unit}))`;
  }
  said(found, k, j) {
    if (k === 0) return `Input ${j + 1} is ${short(found[0][1][j])}. Move it below.`;
    const who = `${this.title(k)[0].toUpperCase()}${this.title(k).slice(1)}, unit ${j + 1}`;
    if (k > this.shown) return `${who} is not computed yet: it waits for the layer before it. Press “next layer”.`;
    const [W, b] = this.layers[k - 1], before = found[k - 1][1], [z, a] = found[k];
    const terms = before.map((v, i) => `${signed(v)} · ${signed(W[i][j])}`).join(" + ");
    const sum = `${who}: z = ${terms} + ${signed(b[j])} = ${short(z[j])}`;
    return k === this.layers.length ? `${sum}. No activation here: the output is z itself.`
      : `${sum}, and h = ${CALLED[this.activation]}(z) = ${short(a[j])}.`;
  }
}

const signed = (v) => (v < 0 ? `(${short(v)})` : short(v));

export { forward };
export default {
  render({ model, el }) {
    new Forward(model, el);
  },
};
