// The fold: a plane with four points, what two hidden units make of it, and one line.
// A line a x + b y + c = 0 is [a, b, c]; positive is the side of class 1.

const valueAt = ([a, b, c], [x, y]) => a * x + b * y + c;
const hidden = (creases, relu, p) => (creases.length
  ? creases.map((crease) => (relu ? Math.max(0, valueAt(crease, p)) : valueAt(crease, p))) : p);

// On its way to the hidden layer: at 1 it is multiplied and shifted, at 2 ReLU is done as well.
function under(creases, relu, p, far) {
  const z = creases.map((crease) => valueAt(crease, p)), h = hidden(creases, relu, p);
  const [from, to, t] = far <= 1 ? [p, z, far] : [z, h, far - 1];
  return creases.length ? from.map((v, k) => v + t * (to[k] - v)) : p;
}

// The part of a polygon where a function that is affine on it is not negative.
function clipped(polygon, f) {
  return polygon.flatMap((p, k) => {
    const q = polygon[(k + 1) % polygon.length], a = f(p), b = f(q), t = a / (a - b);
    const between = a * b < 0 ? [[p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]] : [];
    return a >= 0 ? [p, ...between] : between;
  });
}

// Where the net says class 1, as polygons: one for each combination of units that are awake.
function preimage(creases, relu, line, frame) {
  let parts = [frame];
  for (const crease of creases)
    parts = parts.flatMap((part) =>
      [1, -1].map((side) => clipped(part, (p) => side * valueAt(crease, p))));
  return parts.map((part) => clipped(part, (p) => valueAt(line, hidden(creases, relu, p))))
    .filter((part) => part.length > 2);
}

const corners = ({ x: [low, high] }) => [[low, low], [high, low], [high, high], [low, high]];

// Where a line crosses the frame of a square: no point, or two.
function crossing(line, square) {
  const on = clipped(corners(square), (p) => valueAt(line, p)).filter((p) => Math.abs(valueAt(line, p)) < 1e-9);
  return on.length > 1 ? [on[0], on.at(-1)] : [];
}

// Two places to hold a line, near the frame; the side of class 1 is on the right of the way from
// the first to the second. A line that is out of sight is held where it is nearest.
function ends([a, b, c], square) {
  const [p, q] = crossing([a, b, c], square), size = Math.hypot(a, b), [low, high] = square.x;
  if (!p) {
    const middle = (low + high) / 2, off = valueAt([a, b, c], [middle, middle]) / size ** 2;
    const foot = [a, b].map((v) => middle - v * off);
    return [1, -1].map((s) => [foot[0] - (s * b) / size / 2, foot[1] + (s * a) / size / 2]
      .map((v) => clamp(v, low, high)));
  }
  const held = [0.12, 0.88].map((t) => p.map((v, k) => v + t * (q[k] - v)));
  const [dx, dy] = [0, 1].map((k) => held[1][k] - held[0][k]);
  return dy * a - dx * b > 0 ? held : held.reverse();
}

// The line through two places, as steep as `size`.
function through([p, q], size) {
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]], long = Math.hypot(dx, dy);
  const [a, b] = [(size * dy) / long, (-size * dx) / long];
  return [a, b, -a * p[0] - b * p[1]].map((v) => round(v, 0.001));
}

const stateOf = (stage) => Object.fromEntries(
  ["points", "creases", "line", "relu", "far"].map((name) => [name, stage.get(name)]));

function right({ creases, relu, line, points }) {
  return points.map(([x, y, label]) => valueAt(line, hidden(creases, relu, [x, y])) > 0 === (label === 1));
}

// Two handles for a line. They stay where they were put, and follow a line that comes from
// elsewhere; what is returned puts them.
function grips(stage, square, kind, name, get, set) {
  let own, held, size;
  const move = (k, place) => {
    const here = place.map((v) => clamp(v, ...square.x)), other = held[1 - k];
    if (Math.hypot(here[0] - other[0], here[1] - other[1]) < 0.1) return;
    held = held.with(k, here);
    set((own = through(held, size)));
  };
  const dots = [0, 1].map((k) => stage.handle(square, kind, { name: `${name}, end ${k + 1}`,
    at: () => held[k], drag: (place) => move(k, place),
    step: (...by) => move(k, held[k].map((v, axis) => v + by[axis] / 20)) }));
  return () => {
    if (get() !== own) [own, held, size] = [get(), ends(get(), square), Math.hypot(...get().slice(0, 2))];
    const [low, high] = square.x;
    dots.forEach((dot, k) => dot.put(...held[k], { now: round(held[k][0], 0.01), low, high,
      text: held[k].map((v) => plain(v)).join(", ") }));
  };
}

function build(stage, wide) {
  const { creases, relu, points } = stateOf(stage), deep = creases.length > 0, side = 306;
  // Room for what the points can become as the creases turn: two corners are 1.5 √2 apart.
  const most = Math.max(2, ...creases.map(([a, b]) => 1.5 * Math.SQRT2 * Math.hypot(a, b)),
    ...points.flatMap((p) => hidden(creases, relu, p)));
  const square = (title, names, [low, high], left, top) => {
    const ticks = range(Math.ceil(low), Math.floor(high), 1);
    const panel = stage.panel({ title, names, x: [low, high], y: [low, high], box: [left, top, side, side], ticks: [ticks, ticks] });
    const marks = panel.over("g");
    return Object.assign(panel, { marks });
  };
  const inputs = square("inputs", ["x₁", "x₂"], [-0.5, 1.5], 40, 24);
  const units = deep ? square("hidden units", ["h₁", "h₂"], [-1, Math.ceil(most - 1e-9) + 0.5],
    wide ? 404 : 40, wide ? 24 : side + 92) : inputs;
  stage.size(wide ? 720 : 360, wide || !deep ? side + 62 : 2 * side + 130);
  const lines = grips(stage, units, "", "the line", () => stage.get("line"), (line) => stage.set({ line }));
  const folds = creases.map((_, k) => grips(stage, inputs, KINDS[k], `crease of unit ${k + 1}`,
    () => stage.get("creases")[k], (crease) => stage.set({ creases: stage.get("creases").with(k, crease) })));
  stage.parts = { inputs, units, deep, puts: [lines, ...folds] };
}
const KINDS = ["purple", "green"];

function paint(stage) {
  const { inputs, units, deep, puts } = stage.parts, now = stateOf(stage), { creases, relu, line, far } = now;
  const marks = right(now), count = marks.filter(Boolean).length, whole = corners(inputs);
  const areas = preimage(creases, relu, line, whole).map((part) => inputs.area(part));
  inputs.inside.replaceChildren(
    make("path", { class: "zero", d: inputs.area(whole) }),
    make("path", { class: "one", d: areas.join("") }),
    ...(deep ? ruled(inputs, inputs, (p) => p) : []),
    ...creases.map((crease, k) => straight(inputs, crease, `curve thin dashed ${KINDS[k]}`)),
    ...(deep ? [] : [straight(inputs, line, "curve")]), ...spots(inputs, now, (p) => p, marks));
  label(inputs, now, (p) => p, creases);
  if (deep) {
    const there = (p) => under(creases, relu, p, far), all = corners(units);
    units.inside.replaceChildren(
      make("g", { opacity: far === 2 ? 1 : 0.3 },
        make("path", { class: "zero", d: units.area(all) }),
        make("path", { class: "one", d: units.area(clipped(all, (p) => valueAt(line, p))) }),
        straight(units, line, "curve")),
      ...ruled(units, inputs, there), ...spots(units, now, there, marks));
    label(units, now, there);
  }
  for (const put of puts) put();
  return [said(now, deep, count), codeOf(now, deep)];
}

const straight = (square, line, kind) => make("path", { class: kind, d: square.d(crossing(line, square)) });

// The ruled grid of the inputs; a line of it is bent where a unit falls asleep.
function ruled(square, { x: [low, high] }, map) {
  const steps = (n) => Array.from({ length: n + 1 }, (_, k) => low + (k * (high - low)) / n);
  const along = steps(40);
  return steps(8).flatMap((v) => [make("path", { class: "net", d: square.d(along.map((u) => map([u, v]))) }),
    make("path", { class: "net", d: square.d(along.map((u) => map([v, u]))) })]);
}

// A disc or a square for each point, crossed out where the net is wrong.
function spots(square, { points }, map, marks) {
  return points.flatMap(([x, y, label], k) => {
    const [px, py] = square.at(map([x, y]));
    return [label ? make("rect", { class: "spot orange", x: px - 7, y: py - 7, width: 14, height: 14 })
      : make("circle", { class: "spot blue", cx: px, cy: py, r: 8 }),
    ...(marks[k] ? [] : [make("path", { class: "curve", d: `M${px - 10} ${py - 10}l20 20m0-20l-20 20` })])];
  });
}

// Points that meet share a label; each crease is named beside its right end.
function label(square, { points }, map, creases = []) {
  const found = new Map(), [low, high] = square.x;
  for (const [x, y] of points) {
    const place = map([x, y]), key = place.map((v) => v.toFixed(2)).join();
    if (place.every((v) => low <= v && v <= high))
      found.set(key, { place, names: [...(found.get(key)?.names ?? []), `(${x}, ${y})`] });
  }
  const texts = [...found.values()].map(({ place, names }) => {
    const [x, y] = square.at(place);
    return make("text", { class: "label middle", x, y: y - 13 }, names.join(" and "));
  });
  creases.forEach((crease, k) => {
    const [p, q] = crossing(crease, square);
    if (!p) return;
    const [x, y] = square.at(p[0] > q[0] ? p : q);
    texts.push(make("text", { class: `label own middle ${KINDS[k]}`, x: x - 64, y: y - 8 }, `z${"₁₂"[k]} = 0`));
  });
  square.marks.replaceChildren(...texts);
  settle(square, texts);
}

function said({ relu, far }, deep, count) {
  const score = `${count} of 4 points on the right side of the line.`;
  if (!deep) return score;
  const way = far === 0 ? "The plane as it is." : far < 1 ? "Each point on its way to z = xW₁ + b₁."
    : far === 1 ? "z = xW₁ + b₁: still a plane, stretched or flattened."
    : far < 2 ? "ReLU moves what is negative to 0."
    : relu ? "The hidden units: h = ReLU(z)." : "The hidden units: h = z, nothing bends.";
  return `${way} ${score}`;
}

function codeOf({ creases, line, relu, far }, deep) {
  const list = (all) => `[${all.map((v) => plain(v, 3)).join(", ")}]`;
  const score = `${list(line.slice(0, 2))}, ${plain(line[2], 3)}`;
  if (!deep) return `explore.line(${score})`;
  const W1 = [0, 1].map((k) => list(creases.map((crease) => crease[k]))).join(", ");
  const how = `${relu ? "" : ", relu=False"}${far === 2 ? "" : `, far=${far}`}`;
  return `explore.fold([${W1}], ${list(creases.map((crease) => crease[2]))}, ${score}${how})`;
}

export { hidden, preimage, right };
export default {
  render({ model, el }) {
    const deep = model.get("creases").length > 0;
    const stage = new Stage(model, el, {
      name: deep ? "XOR's plane, and what two hidden units make of it: drag creases and line"
        : "XOR's four points: drag the line",
      traits: ["creases", "line", "relu", "far"], build, paint,
    });
    if (deep) {
      stage.button("▶ fold", () => stage.animate(3, (t) => stage.set({ far: round(2 * t, 0.01) })));
      stage.slider("far", range(0, 2, 0.02), { label: "how far the plane has moved", show: (v) => `${plain(50 * v, 0)} %` });
      stage.check("relu", "ReLU");
    }
    return () => stage.close();
  },
};
