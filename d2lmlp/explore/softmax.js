// Softmax: three logits to drag, three probabilities that answer, and their point in the triangle
// of all that is possible.

function softmax(x) {
  const top = Math.max(...x), parts = x.map((v) => Math.exp(v - top));
  const sum = parts.reduce((a, b) => a + b);
  return parts.map((v) => v / sum);
}

const MOST = 6, COLOURS = ["blue", "orange", "green"];
const CORNERS = [[0.08, 0.12], [0.92, 0.12], [0.5, 0.85]];
const probability = (p) => (p > 0.999 ? "> 0.999" : p < 0.001 ? "< 0.001" : p.toFixed(3));

function build(stage, wide) {
  const x = [0, 3], [across, tall] = wide ? [194, 194] : [312, 130], step = wide ? 0 : tall + 50;
  const box = (k) => [34 + (wide ? k * (across + 38) : 0), 24 + k * step, across, tall];
  stage.size(wide ? 720 : 360, 24 + 2 * step + (wide ? 224 : 190));
  const left = stage.panel({ x, y: [-MOST, MOST], box: box(0), title: "logits x: drag them", ticks: [[], range(-MOST, MOST, 3)] });
  const mid = stage.panel({ x, y: [0, 1], box: box(1), title: "probabilities p", ticks: [[], [0, 0.5, 1]] });
  const triangle = stage.panel({ x: [0, 1], y: [0, 1], box: wide ? box(2) : [100, box(2)[1], 170, 170], frame: false,
    title: "the same, as one point" });
  left.add("path", { class: "curve thin", d: left.d([[0, 0], [3, 0]]) });
  triangle.add("path", { class: "curve thin", d: triangle.area(CORNERS) });
  const all = COLOURS.map((colour, k) => ({
    logit: left.add("path", { class: `full ${colour}` }), p: mid.add("path", { class: `full ${colour}` }),
    way: triangle.add("path", { class: `curve ${colour}` }),
    names: [left, mid].map((panel) => panel.over("text", { class: "label middle", x: panel.X(k + 0.5), y: panel.box[1] + tall + 18 })),
    dot: stage.handle(left, colour, { name: `logit ${k + 1}`, at: () => [k + 0.5, stage.get("logits")[k]],
      drag: ([, y]) => move(stage, k, y), step: (across, up) => move(stage, k, stage.get("logits")[k] + (across + up) / 10) }),
  }));
  CORNERS.forEach(([x, y], k) => triangle.over("text", { class: "label middle", x: triangle.X(x),
    y: triangle.Y(y) + (k < 2 ? 20 : -10) }, `surely ${k + 1}`));
  stage.parts = { left, mid, triangle, all, point: triangle.over("circle", { class: "full", r: 8 }) };
}

const within = (v) => clamp(round(v, 0.1), -MOST, MOST);
const move = (stage, k, v) => stage.set({ logits: stage.get("logits").with(k, within(v)) });
const bar = (panel, k, v) => panel.area([[k + 0.25, 0], [k + 0.25, v], [k + 0.75, v], [k + 0.75, 0]]);

function paint(stage) {
  const { left, mid, triangle, all, point } = stage.parts, logits = stage.get("logits"), p = softmax(logits);
  const at = [0, 1].map((axis) => p.reduce((sum, v, k) => sum + v * CORNERS[k][axis], 0));
  all.forEach(({ logit, p: high, way, names, dot }, k) => {
    change(logit, { d: bar(left, k, logits[k]) });
    change(high, { d: bar(mid, k, p[k]) });
    change(way, { d: triangle.d([CORNERS[k], at]), style: `stroke-width: ${1 + 7 * p[k]}` });
    names[0].textContent = minus(`x${"₁₂₃"[k]} = ${plain(logits[k], 1)}`);
    names[1].textContent = probability(p[k]);
    dot.put(k + 0.5, logits[k], { now: logits[k], low: -MOST, high: MOST, text: `${plain(logits[k], 1)}, p = ${probability(p[k])}` });
  });
  change(point, { cx: triangle.X(at[0]), cy: triangle.Y(at[1]) });
  const slopes = p.map((v) => probability(v * (1 - v)));
  return [`p = (${p.map(probability).join(", ")}). The slope of each probability with respect to its own logit, ` +
    `p(1 − p): ${slopes.join(", ")}.`, `explore.softmax([${logits.join(", ")}])`];
}

export { softmax };
export default {
  render({ model, el }) {
    const stage = new Stage(model, el, {
      name: "Softmax: drag the logits", traits: ["logits"], build, paint,
    });
    for (const [c, label] of [[1, "add 1 to all"], [-1, "take 1 from all"]]) {
      const shifted = () => stage.get("logits").map((v) => round(v + c, 0.1));
      const button = stage.button(label, () => stage.set({ logits: shifted() }));
      stage.set_.push(() => (button.disabled = shifted().some((v) => Math.abs(v) > MOST)));
    }
    return () => stage.close();
  },
};
