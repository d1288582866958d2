
// ---- A layer as numbers: X W + b = Z and H = ReLU(Z). Point at a number of Z: the row and the
// column that make it light up, and the sum is written out.

class Product {
  constructor(model, el) {
    const [X, W, b] = ["X", "W", "b"].map((name) => model.get(name));
    Object.assign(this, { model, el, X, W, b });
    this.Z = layer(X, W, b);
    this.cells = {};
    const rows = { X, W, b: [b], Z: this.Z, H: this.Z.map((row) => row.map((z) => Math.max(0, z))) };
    const signs = { X: "·", W: "+", b: "=", Z: "ReLU →", H: "" };
    const parts = Object.entries(rows).flatMap(([name, values]) =>
      [this.matrix(name, values), ...(signs[name] ? [make("span", { class: "sign" }, signs[name])] : [])]);
    this.words = make("p", { class: "words", "aria-live": "polite" });
    this.code = make("pre", {});
    el.classList.add("d2lmlp-live", "d2lmlp-product");
    el.setAttribute("data-lm-suppress-shortcuts", "true");
    el.replaceChildren(make("div", { class: "matrices" }, ...parts), this.words, this.code);
    this.pick(...model.get("picked"));
  }
  matrix(name, values) {
    const live = name === "Z", count = values[0].length;
    this.cells[name] = values.map((row, i) => row.map((v, j) => live
      ? make("button", { type: "button", class: "cell", "aria-label": `Z, row ${i + 1}, column ${j + 1}: ${short(v)}`,
        onpointerenter: () => this.pick(i, j), onfocus: () => this.pick(i, j),
        onkeydown: (event) => this.key(event, i, j) }, short(v))
      : make("span", { class: `cell${name === "H" && v === 0 ? " off" : ""}` }, short(v))));
    return make("div", { class: "matrix" }, make("div", { class: "title" }, `${name}  ${values.length} × ${count}`),
      make("div", { class: "numbers", style: `grid-template-columns: repeat(${count}, minmax(0, 1fr))` },
        ...this.cells[name].flat()));
  }
  key(event, i, j) {
    const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const [down, across] = moves[event.key] ?? [];
    if (down === undefined) return;
    event.preventDefault();
    this.cells.Z[i + down]?.[j + across]?.focus();
  }
  pick(i, j) {
    const { X, W, b, Z, cells } = this;
    for (const [name, rows] of Object.entries(cells))
      rows.forEach((row, r) => row.forEach((cell, c) => cell.classList.toggle("lit",
        { X: r === i, W: c === j, b: c === j, Z: r === i && c === j, H: r === i && c === j }[name])));
    const terms = X[i].map((x, k) => `${signed(x)} · ${signed(W[k][j])}`).join(" + ");
    this.words.textContent = `Example ${i + 1}, unit ${j + 1}: z = ${terms} + ${signed(b[j])} = ${short(Z[i][j])}, `
      + `and h = ReLU(z) = ${short(Math.max(0, Z[i][j]))}.`;
    this.code.textContent = `explore.product(X, W, b, picked=(${i}, ${j}))`;
    this.model.set("picked", [i, j]);
    this.model.save_changes();
  }
}

const signed = (v) => (v < 0 ? `(${short(v)})` : short(v));
const layer = (X, W, b) => X.map((x) => b.map((bias, j) => x.reduce((sum, v, k) => sum + v * W[k][j], bias)));

export { layer };
export default {
  render({ model, el }) {
    new Product(model, el);
  },
};
