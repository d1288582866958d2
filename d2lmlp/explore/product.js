// A layer as numbers: X W + b = Z and H = ReLU(Z). Point at a number of Z: the row and the column
// that make it light up, and the sum is written out.

const layer = (X, W, b) => X.map((x) => b.map((bias, j) => x.reduce((sum, v, k) => sum + v * W[k][j], bias)));
const SIGNS = { X: "·", W: "+", b: "=", Z: "ReLU →" };
const said = (v) => minus(plain(v));
const signed = (v) => (v < 0 ? `(${said(v)})` : said(v));

function build(stage) {
  const [X, W, b] = ["X", "W", "b"].map((name) => stage.get(name)), Z = layer(X, W, b);
  const rows = { X, W, b: [b], Z, H: Z.map((row) => row.map((z) => Math.max(0, z))) };
  stage.cells = {};
  stage.Z = Z;
  return make("div", { class: "matrices" }, ...Object.entries(rows).flatMap(([name, values]) =>
    [matrix(stage, name, values), ...(SIGNS[name] ? [make("span", { class: "sign" }, SIGNS[name])] : [])]));
}

function matrix(stage, name, values) {
  const count = values[0].length, pick = (i, j) => stage.set({ picked: [i, j] });
  stage.cells[name] = values.map((row, i) => row.map((v, j) => name === "Z"
    ? make("button", { type: "button", class: "cell", "aria-label": `Z, row ${i + 1}, column ${j + 1}: ${said(v)}`,
      onpointerenter: () => pick(i, j), onfocus: () => pick(i, j), onkeydown: (event) => step(stage, event, i, j) }, said(v))
    : make("span", { class: `cell${name === "H" && v === 0 ? " off" : ""}` }, said(v))));
  return make("div", {}, make("div", { class: "title" }, `${name}  ${values.length} × ${count}`),
    make("div", { class: "numbers", style: `grid-template-columns: repeat(${count}, minmax(max-content, 1fr))` },
      ...stage.cells[name].flat()));
}

function step(stage, event, i, j) {
  const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const [down, across] = moves[event.key] ?? [];
  if (down === undefined) return;
  event.preventDefault();
  stage.cells.Z[i + down]?.[j + across]?.focus();
}

function paint(stage) {
  const [X, W, b] = ["X", "W", "b"].map((name) => stage.get(name)), [i, j] = stage.get("picked"), z = stage.Z[i][j];
  for (const [name, rows] of Object.entries(stage.cells))
    rows.forEach((row, r) => row.forEach((cell, c) => cell.classList.toggle("lit",
      { X: r === i, W: c === j, b: c === j }[name] ?? (r === i && c === j))));
  const terms = X[i].map((x, k) => `${signed(x)} · ${signed(W[k][j])}`).join(" + ");
  return [`Example ${i + 1}, unit ${j + 1}: z = ${terms} + ${signed(b[j])} = ${said(z)}, and h = ReLU(z) = ${said(Math.max(0, z))}.`,
    `explore.product(X, W, b, picked=(${i}, ${j}))`];
}

export { layer };
export default {
  render({ model, el }) {
    const stage = new Stage(model, el, { name: "A layer as numbers", traits: ["X", "W", "b", "picked"], build, paint });
    return () => stage.close();
  },
};
