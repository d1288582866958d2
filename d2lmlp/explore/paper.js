// Paper folding: a strip that each layer of a tent net folds in the middle, and the graph of what
// comes out. Between two whole depths the right half is on its way over the left.

const tent = (u) => 2 * Math.max(0, u) - 4 * Math.max(0, u - 0.5);
const folded = (x, depth) => {
  for (let k = 0; k < depth; k += 1) x = tent(x);
  return x;
};
// Where the place x of the strip lies after a depth that need not be whole.
const lies = (x, depth) => {
  const whole = Math.floor(depth), t = depth - whole, u = folded(x, whole);
  return (1 - t) * u + t * tent(u);
};
// Its height in the pile, in layers of paper from the bottom.
const height = (x, depth) => {
  const whole = Math.floor(depth), t = depth - whole;
  const [now, then] = [whole, whole + 1].map((d) => (Math.min(2 ** d - 1, Math.floor(x * 2 ** d)) + 0.5) / 2 ** d);
  return (1 - t) * now + t * then;
};

function build(stage, wide) {
  const side = 306, x = [0, 1], y = [0, 1];
  const strip = stage.panel({ x, y, box: [40, 24, side, wide ? side : 160], frame: false, title: "the strip from the side" });
  const graph = stage.panel({ x, y, box: wide ? [404, 24, side, side] : [40, 224, side, side],
    title: "the net's function f(x)", names: ["x"], ticks: [[0, 0.5, 1], [0, 0.5, 1]] });
  stage.size(wide ? 720 : 360, wide ? side + 62 : side + 262);
  const to = (x) => stage.set({ x: clamp(round(x, 0.001), 0, 1) });
  stage.parts = { strip, graph,
    sheet: strip.over("path", { class: "curve blue" }), mark: strip.over("circle", { class: "full orange", r: 7 }),
    curve: graph.add("path", { class: "curve blue" }), guide: graph.add("path", { class: "curve thin dashed orange" }),
    point: stage.handle(graph, "orange", { name: "the point x", at: () => [stage.get("x"), 0], drag: ([x]) => to(x),
      step: (across, up) => to(stage.get("x") + (across + up) / 100) }) };
}

function paint(stage) {
  const { strip, graph, sheet, mark, curve, guide, point } = stage.parts, [depth, x] = [stage.get("depth"), stage.get("x")];
  const whole = Math.floor(depth), parts = 2 ** (whole + 1), y = lies(x, depth);
  const bends = Array.from({ length: parts + 1 }, (_, j) => [j / parts, lies(j / parts, depth)]);
  const pile = bends.slice(1).flatMap(([, to], j) => {
    const up = height((j + 0.5) / parts, depth);
    return [[bends[j][1], up], [to, up]];
  });
  change(sheet, { d: strip.d(pile), style: `stroke-width: ${clamp(120 / parts, 0.6, 12)}` });
  change(mark, { cx: strip.X(y), cy: strip.Y(height(x, depth)) });
  change(curve, { d: graph.d(bends), style: `stroke-width: ${depth > 7 ? 0.7 : 2}` });
  change(guide, { d: graph.d([[x, 0], [x, y], [0, y]]) });
  point.put(x, y, { now: x, low: 0, high: 1, text: `x = ${plain(x, 3)}, f(x) = ${plain(y, 3)}` });
  const way = Array.from({ length: Math.min(whole, 4) + 1 }, (_, k) => plain(folded(x, k), 3));
  const size = depth === whole ? `Depth ${whole}, ${2 * whole} units: ${2 ** whole} straight ${whole ? "pieces" : "piece"}.`
    : `Layer ${whole + 1} is folding.`;
  return [`${size} x = ${way.join(" → ")}${whole > 4 ? ` → … → ${plain(folded(x, whole), 3)}` : ""}`,
    `explore.paper(depth=${depth}, x=${x})`];
}

export { folded };
export default {
  render({ model, el }) {
    const stage = new Stage(model, el, {
      name: "A strip of paper that each layer folds: drag the point", traits: ["depth", "x"], build, paint,
    });
    const go = stage.button("fold once more", () => {
      const from = Math.floor(stage.get("depth"));
      stage.animate(1.2, (t) => stage.set({ depth: Math.min(10, round(from + t, 0.01)) }));
    });
    stage.set_.push(() => (go.disabled = stage.get("depth") >= 10));
    stage.slider("depth", range(0, 10, 0.1), { show: (v) => plain(v, 1) });
    return () => stage.close();
  },
};
