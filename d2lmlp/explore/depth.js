// Signal and gradient of a deep net, layer by layer on one log axis: a pulse runs forward along the
// one and comes back along the other, as large as what it carries. All numbers are MXNet's.

const FLOOR = 1e-12, CEILING = 1e4;
const KEYS = ["depth", "width", "activation", "init", "seed"];
const WHOLE = { depth: range(1, 20, 1), width: range(8, 256, 8), seed: range(0, 99, 1) };
const within = (v) => (v === null ? CEILING : clamp(v, FLOOR, CEILING));

// A measured number, with the digits that another processor gives as well.
function about(v) {
  if (v === null) return "not a finite number";
  if (v === 0) return "0";
  const power = Math.floor(Math.log10(v));
  return power < -2 || power > 3 ? `≈\u00a0${fixed(v / 10 ** power)}·${raised(power)}` : `≈\u00a0${Number(v.toPrecision(2))}`;
}

// The radius of the pulse: 14 for 1 and more, smaller by one and a half for each power of ten below.
const radius = (v) => clamp(14 + 1.5 * Math.log10(Math.max(v, FLOOR)), 2, 14);

// Where the pulse is after the share `t` of its way: [layer, value], straight lines on the log axis.
function pulse({ rms, delta }, t) {
  const back = t > 0.5, values = back ? delta : rms;
  const layer = 1 + (values.length - 1) * (back ? 2 - 2 * t : 2 * t);
  const k = Math.min(Math.floor(layer), values.length), next = Math.min(k + 1, values.length);
  const [a, b] = [k, next].map((one) => Math.log10(within(values[one - 1])));
  return [layer, 10 ** (a + (b - a) * (layer - k))];
}

// The factor from layer to layer on the way back; null where there is none.
function factor(delta) {
  const [first, last] = [delta[0], delta.at(-1)];
  return delta.length > 1 && first && last ? (first / last) ** (1 / (delta.length - 1)) : null;
}

function build(stage, wide) {
  const width = wide ? 720 : 360, tall = wide ? 250 : 230, left = 46;
  const layers = wide ? range(1, 20, 1) : [1, 5, 10, 15, 20];
  stage.size(width, tall + 66);
  const panel = stage.panel({ x: [0.4, 20.6], y: [FLOOR, CEILING], log: true, box: [left, 26, width - left - 14, tall],
    title: "size in each hidden layer", names: ["hidden layer"], ticks: [layers, [1e-12, 1e-9, 1e-6, 1e-3, 1, 1e3]] });
  const end = panel.over("path", { class: "curve thin dotted" });
  const lines = [["blue", ""], ["purple", "dashed"]].map(([colour, dash]) => ({
    line: panel.add("path", { class: `curve ${dash} ${colour}` }), dots: panel.over("path", { class: `full ${colour}` }),
    name: panel.over("text", { class: `label own ${colour}` }),
  }));
  const moveTo = (to) => stage.set({ depth: nearestOf(stage.offered(0, WHOLE.depth), to) });
  const grip = stage.handle(panel, "end", { name: "depth, the last layer", at: () => [stage.get("depth"), 1],
    drag: ([x]) => moveTo(x), step: (right, up) => {
      const offered = stage.offered(0, WHOLE.depth), k = offered.indexOf(stage.get("depth"));
      moveTo(offered[clamp(k + right + up, 0, offered.length - 1)]);
    } });
  const ball = panel.over("circle", { class: "full ball", visibility: "hidden" });
  stage.parts = { panel, lines, end, grip, ball };
}
const nearestOf = (values, to) => values[nearest(values, to)];

// A dot for a number, and an arrow at the frame for one that lies beyond it.
function marks(panel, values, square) {
  return values.map((value, k) => {
    const x = panel.X(k + 1), y = panel.Y(within(value)), beyond = value === null || value > CEILING;
    if (beyond || value < FLOOR) return `M${x - 5} ${y}h10l-5 ${beyond ? -9 : 9}Z`;
    return square ? `M${x - 4} ${y - 4}h8v8h-8Z` : `M${x - 4} ${y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0`;
  }).join("");
}

function paint(stage) {
  const { panel, lines, end, grip } = stage.parts, [depth, width, activation, init, seed] = KEYS.map((key) => stage.get(key));
  const found = stage.answer(depth, width, activation, init, seed), x = panel.X(depth);
  change(end, { d: `M${x} ${panel.box[1]}v${panel.box[3]}` });
  grip.put(depth, FLOOR, { now: depth, low: 1, high: 20, text: `${depth} layers` });
  const code = `explore.depth(depth=${depth}, width=${width}, activation="${activation}", init="${init}", seed=${seed})`;
  stage.found = found;
  change(stage.svg, { opacity: found ? false : 0.6 });
  if (!found) return [stage.waiting(), code];
  const { rms, delta } = found, step = factor(delta);
  [rms, delta].forEach((values, k) => {
    change(lines[k].line, { d: panel.d(values.map((value, j) => [j + 1, within(value)])) });
    change(lines[k].dots, { d: marks(panel, values, k) });
  });
  name(panel, lines[0].name, rms, "signal →", delta);
  name(panel, lines[1].name, delta, `← gradient${step ? `: × ${Number(step.toPrecision(2))} a layer` : ""}`, rms);
  settle(panel, lines.map((line) => line.name));
  return [minus(`${depth} layers of ${width} ${activation}, ${init}: activation rms ${about(rms[0])} in layer 1, ` +
    `${about(rms.at(-1))} in layer ${depth}; delta ${about(delta.at(-1))} in layer ${depth}, ${about(delta[0])} in layer 1.`), code];
}

// The name of a line, in its middle, on the side that is away from the other line.
function name(panel, text, values, words, others) {
  const k = Math.floor((values.length - 1) / 2), [own, other] = [values[k], others[k]].map(within);
  const low = own < other, rises = within(values.at(-1)) > within(values[0]), begins = low === rises;
  text.textContent = words; // to that side of its dot from which the line runs away
  change(text, { class: text.getAttribute("class").replace(" end", "") + (begins ? "" : " end"),
    x: panel.X(k + 1) + (begins ? 4 : -4), y: panel.Y(own) + (low ? 24 : -12) });
}

function send(stage) {
  const { panel, ball } = stage.parts;
  if (!stage.found) return;
  if (calm()) return; // the lines show it all
  stage.animate(5, (t) => {
    if (!stage.found) return;
    const [layer, value] = pulse(stage.found, t);
    change(ball, { cx: panel.X(layer), cy: panel.Y(value), r: radius(value), visibility: t < 1 ? "visible" : "hidden",
      class: `full ball ${t > 0.5 ? "purple" : "blue"}` });
  });
}

export { factor, pulse, radius };
export default {
  render({ model, el }) {
    const stage = new Stage(model, el, { name: "Signal and gradient in a deep net: drag its depth",
      traits: KEYS, build, paint });
    const { activation, init } = model.get("choices");
    stage.slider("depth", stage.offered(0, WHOLE.depth));
    stage.slider("width", stage.offered(1, WHOLE.width));
    stage.choice("activation", stage.offered(2, activation));
    stage.choice("init", stage.offered(3, init));
    stage.slider("seed", stage.offered(4, WHOLE.seed));
    if (!calm()) stage.button("send a pulse", () => send(stage));
    return () => stage.close();
  },
};
