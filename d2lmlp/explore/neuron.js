// One neuron over the plane. Its value is the same along each line across w, so that a gradient of
// colours along w paints the whole surface; the same colours under the curve a(z) are its legend.

const SCALES = { sigmoid: 1, tanh: 1 }; // the value of full colour; 4 for the others
const HALF = 3;

const reachOf = ({ w1, w2 }) => HALF * (Math.abs(w1) + Math.abs(w2));

// The surface: [z, a] from the lowest z on the square to the highest.
function surface({ w1, w2, b, activation, alpha }, reach = reachOf({ w1, w2 })) {
  const [f] = FUNCTIONS[activation];
  return Array.from({ length: 121 }, (_, k) => {
    const z = b + reach * (k / 60 - 1);
    return [z, f(z, alpha)];
  });
}

function ink(a, activation) {
  const share = clamp(a / (SCALES[activation] ?? 4), -1, 1);
  const end = share < 0 ? "--low" : "--high";
  return `stop-color: color-mix(in srgb, var(${end}) ${fixed(100 * Math.abs(share), 1)}%, var(--paper))`;
}

// Where w1 x1 + w2 x2 + b = 0 crosses the frame of the square: no point, or two.
function boundary({ w1, w2, b }) {
  const ends = [];
  for (const side of [-HALF, HALF]) {
    if (w2) ends.push([side, -(w1 * side + b) / w2]);
    if (w1) ends.push([-(w2 * side + b) / w1, side]);
  }
  const inside = ends.filter((p) => p.every((v) => Math.abs(v) <= HALF + 1e-9));
  inside.sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  return inside.length ? [inside[0], inside.at(-1)] : [];
}

const stateOf = (stage) => {
  const [w1, w2, b, activation] = ["w1", "w2", "b", "activation"].map((name) => stage.get(name));
  return { w1, w2, b, activation, alpha: stage.get("alphas")[activation] };
};

function build(stage, wide) {
  const side = wide ? 372 : 306, ticks = [-3, -2, -1, 0, 1, 2, 3], x = [-HALF, HALF];
  const box = wide ? [478, 100, 226, 150] : [40, side + 90, side, 96];
  stage.size(wide ? 720 : 360, wide ? side + 62 : side + 226);
  const plane = stage.panel({ x, y: x, box: [40, 24, side, side], title: "a over the plane: drag w and the line", names: ["x₁", "x₂"], ticks: [ticks, ticks] });
  const id = `d2lmlp-surface-${(made += 1)}`;
  const colours = ["plane", "curve"].map((kind) => make("linearGradient", { id: `${id}-${kind}`,
    gradientUnits: "userSpaceOnUse" }));
  stage.svg.prepend(make("defs", {}, ...colours));
  const [left, top] = plane.box;
  plane.add("rect", { x: left, y: top, width: side, height: side, fill: `url(#${id}-plane)` });
  const line = plane.add("path", { class: "curve dashed" });
  const grip = plane.over("path", { class: "hit" });
  grip.removeAttribute("aria-hidden");
  const shift = (b) => stage.set({ b: clamp(round(b, 0.1), -3, 3) });
  stage.draggable(grip, plane, {
    name: "b, the line z = 0", at: () => stage.held,
    drag: ([x1, x2]) => shift(-(stage.get("w1") * x1 + stage.get("w2") * x2)),
    step: (right, up) => shift(stage.get("b") + 0.1 * (right + up)),
  });
  plane.over("circle", { class: "full", cx: plane.X(0), cy: plane.Y(0), r: 3.5 });
  const shaft = plane.over("path", { class: "curve" }), tip = plane.over("path", { class: "full" });
  const turn = ([w1, w2]) => stage.set({ w1: clamp(round(w1, 0.1), -3, 3), w2: clamp(round(w2, 0.1), -3, 3) });
  const head = stage.handle(plane, "arrow", {
    name: "w, the tip of the arrow", at: () => [stage.get("w1"), stage.get("w2")], drag: turn,
    step: (right, up) => turn([stage.get("w1") + 0.1 * right, stage.get("w2") + 0.1 * up]),
  });
  const names = ["z = 0", "w"].map((text) => plane.over("text", { class: "label" }, text));
  stage.parts = { plane, box, colours, id, line, grip, shaft, tip, head, names, curve: null };
}

function paint(stage) {
  const p = stage.parts, now = stateOf(stage), { w1, w2, b, activation } = now;
  const found = surface(now), size = Math.hypot(w1, w2), [low, high] = [found[0][0], found.at(-1)[0]];
  const stops = () => found.map(([, a], k) => make("stop", { offset: k / (found.length - 1), style: ink(a, activation) }));
  for (const colours of p.colours) colours.replaceChildren(...stops());
  // Where z has its lowest and its highest value along w; without weights, anywhere.
  const [from, to] = [low, high].map((z) => (size ? [w1, w2].map((w) => ((z - b) * w) / size ** 2) : [0, 0]));
  change(p.colours[0], { x1: p.plane.X(from[0]), y1: p.plane.Y(from[1]), x2: p.plane.X(to[0]), y2: p.plane.Y(to[1]) });
  const ends = boundary(now), d = p.plane.d(ends);
  stage.held = [0, 1].map((k) => (ends.length ? (ends[0][k] + ends[1][k]) / 2 : 0));
  change(p.line, { d });
  change(p.grip, { d, visibility: ends.length ? "visible" : "hidden" });
  arrow(p, w1, w2, size);
  tell(p.grip, { now: b, low: -3, high: 3, text: `b = ${plain(b)}` });
  p.head.put(w1, w2, { now: Number(fixed(size)), low: 0, high: 4.3, text: `w1 = ${plain(w1)}, w2 = ${plain(w2)}` });
  const way = size ? [w1 / size, w2 / size] : [0, 1], [zero, w] = p.names;
  const [a, c] = ends.length && ends[0][1] > ends[1][1] ? ends : [...ends].reverse();
  if (ends.length) put(zero, p.plane, [0, 1].map((k) => a[k] + 0.2 * (c[k] - a[k])), way.map((v) => -12 * v), "z = 0");
  change(zero, { visibility: ends.length ? "visible" : "hidden" });
  put(w, p.plane, [w1, w2], way.map((v) => 14 * v), "w");
  settle(p.plane, [w, zero]);
  profile(stage, found, now);
  const values = found.map(([, a]) => a), [least, most] = [Math.min(...values), Math.max(...values)];
  const all = least === most ? `${told(least)} on the whole square` : `from ${told(least)} to ${told(most)} on the square`;
  const where = !size ? " Without weights there is no line z = 0." : ends.length ? "" : " The line z = 0 lies outside.";
  return [minus(`a = ${activation}(z), z = ${sumInWords(now)}: ${all}.${where}`),
    `explore.neuron(w1=${fixed(w1)}, w2=${fixed(w2)}, b=${fixed(b)}, activation="${activation}")`];
}

// "x₁ − 0.5 x₂ + 2": a factor of 1 is not written, nor a part that is 0.
function sumInWords({ w1, w2, b }) {
  const parts = [[w1, "x₁"], [w2, "x₂"], [b, ""]].filter(([v]) => v).map(([v, x]) => {
    const size = Math.abs(v) === 1 && x ? "" : plain(Math.abs(v), 1);
    return [v < 0 ? "-" : "+", [size, x].filter(Boolean).join(" ")];
  });
  if (!parts.length) return "0";
  const [[sign, first], ...rest] = parts;
  return [sign === "-" ? `-${first}` : first, ...rest.flat()].join(" ");
}

function arrow({ plane, shaft, tip }, w1, w2, size) {
  change(shaft, { d: size ? plane.d([[0, 0], [w1, w2]]) : "" });
  const turn = (-180 * Math.atan2(w2, w1)) / Math.PI;
  const at = `translate(${plane.X(w1)} ${plane.Y(w2)}) rotate(${turn})`;
  change(tip, { d: size ? "M0 0L-15 7V-7Z" : "", transform: at });
}

// A label so many pixels beside a point.
function put(text, plane, [x, y], [right, up], words) {
  text.textContent = words;
  const end = right < -4 ? " end" : right > 4 ? "" : " middle";
  change(text, { class: `label${end}`, x: plane.X(x) + right, y: plane.Y(y) - up + 5 });
}

// The curve a(z) over the z of the square, over the colours of the surface.
function profile(stage, found, now) {
  const { box, colours, id } = stage.parts, { activation } = now, top = SCALES[activation] ?? 4;
  const shown = reachOf(now) ? found : surface(now, 1), z = [shown[0][0], shown.at(-1)[0]]; // one z: what is around it
  const ticks = range(Math.ceil(z[0]), Math.floor(z[1]), 1).filter((v, _, all) => v % Math.ceil(all.length / 7) === 0);
  const panel = new Panel({ x: z, y: [-1.1, top === 1 ? 1.1 : top], box, title: `a = ${activation}(z): the colours`,
    names: ["z"], ticks: [ticks, top === 1 ? [-1, 0, 1] : [-1, 0, 2, 4]] });
  change(colours[1], { x1: panel.X(found[0][0]), y1: 0, x2: panel.X(found.at(-1)[0]), y2: 0 });
  panel.add("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: `url(#${id}-curve)` });
  panel.add("path", { class: reachOf(now) ? "curve" : "curve thin", d: panel.d(shown) });
  panel.over("path", { class: "full", d: panel.exits(shown) });
  if (shown !== found) panel.add("circle", { class: "full", cx: panel.X(found[0][0]), cy: panel.Y(found[0][1]), r: 5 });
  if (z[0] < 0 && z[1] > 0) panel.add("path", { class: "curve thin dashed", d: panel.d([[0, -2], [0, 5]]) });
  stage.parts.curve?.remove();
  stage.parts.curve = panel.root;
  stage.svg.append(panel.root);
}

export { boundary, surface };
export default {
  render({ model, el }) {
    const stage = new Stage(model, el, {
      name: "One neuron over the plane: drag the arrow and the line",
      traits: ["w1", "w2", "b", "activation"], build, paint,
    });
    for (const name of ["w1", "w2", "b"]) stage.slider(name, range(-3, 3, 0.1), { show: (v) => plain(v) });
    stage.choice("activation", Object.keys(FUNCTIONS));
    return () => stage.close();
  },
};
