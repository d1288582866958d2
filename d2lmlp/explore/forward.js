// One example on its way through a net: numbers on the units, layer by layer.

const BEND = { relu: (z) => Math.max(0, z), tanh: Math.tanh, sigmoid: (z) => 1 / (1 + Math.exp(-z)) };
const CALLED = { relu: "ReLU", tanh: "tanh", sigmoid: "sigmoid" };
const said = (v) => minus(plain(v));
const signed = (v) => (v < 0 ? `(${said(v)})` : said(v));

// What each layer computes of x: [z, a], and no activation at the end.
function forward(layers, x, activation) {
  let a = x;
  return layers.map(([W, b], k) => {
    const z = b.map((bias, j) => a.reduce((sum, v, i) => sum + v * W[i][j], bias));
    a = k < layers.length - 1 ? z.map(BEND[activation]) : z;
    return [z, a];
  });
}

function build(stage, wide) {
  const layers = stage.get("layers"), last = layers.length, column = wide ? 190 : 300 / last;
  const sizes = [stage.get("x").length, ...layers.map(([, b]) => b.length)], tall = 60 * Math.max(...sizes) + 30;
  const X = (k) => 40 + column * k, Y = (k, j) => 26 + (tall - 26) / 2 + 60 * (j - (sizes[k] - 1) / 2);
  const largest = Math.max(...layers.flatMap(([W]) => W.flat().map(Math.abs)), 1e-9);
  stage.size(column * last + 80, tall);
  stage.sizes = sizes;
  const edges = layers.map(([W], k) => W.map((row, i) => row.map((w, j) => make("line", {
    x1: X(k), y1: Y(k, i), x2: X(k + 1), y2: Y(k + 1, j), class: w < 0 ? "edge below" : "edge",
    "stroke-width": 0.6 + (3 * Math.abs(w)) / largest }))));
  const nodes = sizes.map((size, k) => Array.from({ length: size }, (_, j) => {
    const pick = () => stage.set({ picked: [k, j] }), text = make("text", { class: "middle", x: X(k), y: Y(k, j) + 5 });
    const group = make("g", { tabindex: 0, role: "button", onpointerenter: pick, onfocus: pick, onclick: pick,
      onkeydown: (event) => step(stage, event, k, j) }, make("circle", { cx: X(k), cy: Y(k, j), r: 23 }), text);
    return { group, text };
  }));
  const names = sizes.map((_, k) => make("text", { class: "middle name", x: X(k), y: 14 },
    wide ? title(stage, k) : k === 0 ? "x" : k === last ? "o" : `h${"₁₂₃₄₅₆"[k - 1] ?? ""}`));
  stage.svg.append(...names, ...edges.flat(2), ...nodes.flat().map(({ group }) => group));
  stage.parts = { edges, nodes };
}

const title = (stage, k) => (k === 0 ? "inputs x" : k === stage.sizes.length - 1 ? "outputs o" : `hidden layer ${k}`);

function step(stage, event, k, j) {
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const [right, down] = moves[event.key] ?? [];
  if (right === undefined) return;
  event.preventDefault();
  const column = stage.parts.nodes[k + right];
  column?.[Math.min(j + down, column.length - 1)]?.group.focus();
}

function paint(stage) {
  const [layers, x, shown, [layer, unit]] = ["layers", "x", "shown", "picked"].map((name) => stage.get(name));
  const found = [[x, x], ...forward(layers, x, stage.get("activation"))], { nodes, edges } = stage.parts;
  nodes.forEach((column, k) => column.forEach(({ group, text }, j) => {
    const known = k <= shown, a = found[k][1][j], silent = known && k > 0 && k < layers.length && a === 0;
    text.textContent = known ? said(a) : "?";
    change(group, { "aria-label": `${title(stage, k)}, unit ${j + 1}: ${known ? said(a) : "not computed yet"}`,
      class: ["node", !k && "given", !known && "unknown", silent && "off", k === layer && j === unit && "lit"].filter(Boolean).join(" ") });
  }));
  edges.forEach((rows, k) => rows.forEach((row) => row.forEach((line, j) =>
    line.classList.toggle("lit", k + 1 === layer && j === unit))));
  return [sum(stage, found, layer, unit),
    `explore.forward(net, [${x.map((v) => fixed(v)).join(", ")}], shown=${shown}, picked=(${layer}, ${unit}))`];
}

function sum(stage, found, k, j) {
  const layers = stage.get("layers"), activation = stage.get("activation"), name = title(stage, k);
  if (k === 0) return `Input ${j + 1} is ${said(found[0][1][j])}. Move it below.`;
  const who = `${name[0].toUpperCase()}${name.slice(1)}, unit ${j + 1}`;
  if (k > stage.get("shown")) return `${who} is not computed yet: it waits for the layer before it. Press “next layer”.`;
  const [W, b] = layers[k - 1], [z, a] = found[k];
  const terms = found[k - 1][1].map((v, i) => `${signed(v)} · ${signed(W[i][j])}`).join(" + ");
  const all = `${who}: z = ${terms} + ${signed(b[j])} = ${said(z[j])}`;
  return k === layers.length ? `${all}. No activation here: the output is z itself.`
    : `${all}, and h = ${CALLED[activation]}(z) = ${said(a[j])}.`;
}

export { forward };
export default {
  render({ model, el }) {
    const stage = new Stage(model, el, { name: "The net, inputs on the left",
      traits: ["x", "shown", "picked"], build, paint });
    const last = stage.get("layers").length, unless = (button, end) =>
      stage.set_.push(() => (button.disabled = stage.get("shown") === end));
    const go = (shown) => {
      stage.set(shown ? { shown, picked: stage.get("picked")[0] === shown ? stage.get("picked") : [shown, 0] } : { shown });
      stage.now();
      if (next.disabled) fresh.focus(); // never lose the keyboard's place
    };
    const next = stage.button("next layer", () => go(stage.get("shown") + 1));
    const fresh = stage.button("from the start", () => go(0));
    unless(next, last);
    unless(fresh, 0);
    stage.get("x").forEach((_, i) => stage.slider(`x${i + 1}`, range(-3, 3, 0.1), { show: (v) => plain(v, 1),
      get: () => stage.get("x")[i], set: (v) => stage.set({ x: stage.get("x").with(i, v) }) }));
    return () => stage.close();
  },
};
