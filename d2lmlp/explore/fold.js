
// ---- The fold: a plane with four points, what two hidden units make of it, and one line.
// A line a x + b y + c = 0 is [a, b, c]; positive is the side of class 1.

const at = ([a, b, c], [x, y]) => a * x + b * y + c;
const hidden = (creases, relu, p) =>
  creases.length ? creases.map((crease) => (relu ? Math.max(0, at(crease, p)) : at(crease, p))) : p;

// On its way to the hidden layer: at 1 it is multiplied and shifted, at 2 ReLU is done as well.
function under(creases, relu, p, far) {
  const z = creases.map((crease) => at(crease, p)), h = hidden(creases, relu, p);
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
      [1, -1].map((side) => clipped(part, (p) => side * at(crease, p))));
  return parts.map((part) => clipped(part, (p) => at(line, hidden(creases, relu, p))))
    .filter((part) => part.length > 2);
}

// Where a line crosses the frame of a square: no point, or two.
function crossing(line, square) {
  const on = clipped(corners(square), (p) => at(line, p)).filter((p) => Math.abs(at(line, p)) < 1e-9);
  return on.length > 1 ? [on[0], on.at(-1)] : [];
}

// Two places to hold a line, near the frame; the side of class 1 is on the right of the way from
// the first to the second. A line that is out of sight is held where it is nearest.
function ends([a, b, c], square) {
  const [p, q] = crossing([a, b, c], square), size = Math.hypot(a, b);
  if (!p) {
    const middle = (square.low + square.high) / 2, off = at([a, b, c], [middle, middle]) / size ** 2;
    const foot = [a, b].map((v) => middle - v * off);
    return [1, -1].map((s) => [foot[0] - (s * b) / size / 2, foot[1] + (s * a) / size / 2]
      .map((v) => clamp(v, square.low, square.high)));
  }
  const held = [0.12, 0.88].map((t) => p.map((v, k) => v + t * (q[k] - v)));
  const [dx, dy] = [0, 1].map((k) => held[1][k] - held[0][k]);
  return dy * a - dx * b > 0 ? held : held.reverse();
}

// The line through two places, as steep as `size`.
function through([p, q], size) {
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]], long = Math.hypot(dx, dy);
  const [a, b] = [(size * dy) / long, (-size * dx) / long];
  return [a, b, -a * p[0] - b * p[1]];
}

const corners = ({ low, high }) => [[low, low], [high, low], [high, high], [low, high]];

function right(state) {
  const { creases, relu, line, points } = state;
  return points.map(([x, y, label]) => at(line, hidden(creases, relu, [x, y])) > 0 === (label === 1));
}

class Fold {
  constructor(model, el) {
    Object.assign(this, { model, el, state: {} });
    for (const key of ["points", "creases", "line", "relu", "far"]) this.state[key] = model.get(key);
    this.deep = this.state.creases.length > 0;
    this.inputs = new Square("inputs", ["x₁", "x₂"], [-0.5, 1.5]);
    this.units = this.deep ? new Square("hidden units", ["h₁", "h₂"], [-1, 2.5]) : this.inputs;
    this.fit();
    this.build();
    this.draw();
  }
  // Room for all four points, in whole steps.
  fit() {
    const { creases, relu, points } = this.state;
    const all = points.flatMap((p) => hidden(creases, relu, p));
    if (this.deep) this.units.window(-1, Math.max(2, Math.ceil(Math.max(...all))) + 0.5);
  }
  set(part) {
    Object.assign(this.state, part);
    this.draw();
  }
  done() {
    this.fit();
    this.draw();
    for (const key of ["creases", "line", "relu", "far"]) this.model.set(key, this.state[key]);
    this.model.save_changes();
  }
  // Two handles for a line that `get` reads and `set` writes.
  grips(square, name, get, set) {
    const size = Math.hypot(...get().slice(0, 2)), held = ends(get(), square);
    return [0, 1].map((k) => handle(square, `${name}, end ${k + 1}`, () => held[k], (place) => {
      const other = held[1 - k];
      if (Math.hypot(place[0] - other[0], place[1] - other[1]) < 0.1) return;
      held[k] = place.map((v) => clamp(v, square.low, square.high));
      set(through(held, size));
    }, () => this.done()));
  }
  build() {
    const { state, inputs, units, deep } = this;
    this.lines = this.grips(units, "the line", () => state.line, (line) => this.set({ line }));
    this.folds = state.creases.flatMap((_, k) => this.grips(inputs, `crease of unit ${k + 1}`,
      () => state.creases[k], (crease) => this.set({ creases: state.creases.with(k, crease) })));
    this.layers = new Map([inputs, units].map((square) => [square, make("g", { "aria-hidden": true })]));
    for (const [square, layer] of this.layers) square.svg.append(layer);
    inputs.svg.append(...this.folds);
    units.svg.append(...this.lines);
    this.words = make("p", { class: "words", "aria-live": "polite" });
    this.code = make("pre", {});
    const squares = make("div", { class: "squares" }, ...[...this.layers.keys()].map((s) => s.svg));
    this.el.classList.add("d2lmlp-live", "d2lmlp-fold");
    this.el.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab moves cells by arrows
    this.el.replaceChildren(...(deep ? [this.knobs()] : []), squares, this.words, this.code);
  }
  knobs() {
    const { state } = this;
    this.way = make("input", {
      type: "range", min: 0, max: 2, step: 0.02, "aria-label": "how far the plane has moved",
      oninput: () => this.set({ far: Number(this.way.value) }), onchange: () => this.done(),
    });
    const relu = make("input", { type: "checkbox", onchange: () => {
      this.set({ relu: relu.checked });
      this.done();
    } });
    relu.checked = state.relu;
    return make("div", { class: "bar" },
      make("button", { type: "button", onclick: () => this.play() }, "▶ fold"),
      make("label", { class: "way" }, "inputs ", this.way, " hidden units"),
      make("label", {}, relu, " ReLU"));
  }
  play() {
    cancelAnimationFrame(this.frame);
    const begin = performance.now();
    const step = (now) => {
      this.set({ far: calm() ? 2 : clamp((now - begin) / 1500, 0, 2) });
      if (this.state.far < 2 && this.el.isConnected) this.frame = requestAnimationFrame(step);
      else this.done();
    };
    step(begin);
  }
  draw() {
    const { state, inputs, units, deep } = this, { creases, relu, line, far } = state;
    const back = this.layers.get(inputs), marks = right(state), count = marks.filter(Boolean).length;
    const whole = corners(inputs), arrived = far === 2;
    const areas = preimage(creases, relu, line, whole).map((part) => inputs.path(part, true));
    back.replaceChildren(
      make("path", { class: "zero", d: inputs.path(whole, true) }),
      make("path", { class: "one", d: areas.join("") }),
      ...(deep ? this.net(inputs, (p) => p) : []),
      ...creases.map((crease, k) => this.straight(inputs, crease, `crease unit-${k + 1}`)),
      ...(deep ? [] : [this.straight(inputs, line, "cut")]),
      inputs.frame(), ...this.signs(), ...this.spots(inputs, (p) => p, marks));
    if (deep) {
      const there = (p) => under(creases, relu, p, far), all = corners(units);
      const half = clipped(all, (p) => at(line, p));
      this.layers.get(units).replaceChildren(
        make("g", { class: arrived ? "" : "early" },
          make("path", { class: "zero", d: units.path(all, true) }),
          make("path", { class: "one", d: units.path(half, true) }),
          this.straight(units, line, "cut")),
        ...this.net(units, there), units.frame(), ...this.spots(units, there, marks));
      this.way.value = far;
      this.way.setAttribute("aria-valuetext", `${short(far * 50, 0)} %`);
    }
    for (const dot of [...this.lines, ...this.folds]) dot.put();
    this.words.textContent = this.said(count, far);
    this.code.textContent = this.line();
  }
  straight(square, line, kind) {
    return make("path", { class: kind, d: square.path(crossing(line, square)) });
  }
  // Each crease is named beside its second handle.
  signs() {
    return this.state.creases.flatMap((crease, k) => {
      const [p, q] = crossing(crease, this.inputs);
      if (!p) return [];
      const [x, y] = p[0] > q[0] ? p : q;
      return [make("text", { class: "name", x: clamp(this.inputs.X(x) - 40, 50, 290),
        y: clamp(this.inputs.Y(y) - 8, 36, 314) }, `z${"₁₂"[k]} = 0`)];
    });
  }
  // The ruled grid; a line of it is bent where a unit falls asleep.
  net(square, map) {
    const { low, high } = this.inputs, n = 40;
    const ruled = Array.from({ length: 9 }, (_, k) => low + (k * (high - low)) / 8);
    const along = Array.from({ length: n + 1 }, (_, k) => low + (k * (high - low)) / n);
    const inside = make("svg", { x: 30, y: 22, width: 300, height: 300, viewBox: "30 22 300 300" });
    for (const v of ruled)
      inside.append(make("path", { class: "net", d: square.path(along.map((u) => map([u, v]))) }),
        make("path", { class: "net up", d: square.path(along.map((u) => map([v, u]))) }));
    return [inside];
  }
  // Points that meet share a label.
  spots(square, map, marks) {
    const found = new Map(), drawn = [];
    this.state.points.forEach(([x, y, label], k) => {
      const place = map([x, y]), key = place.map((v) => v.toFixed(2)).join();
      const [px, py] = [square.X(place[0]), square.Y(place[1])], name = `(${x}, ${y})`;
      drawn.push(label
        ? make("rect", { class: "spot is-one", x: px - 7, y: py - 7, width: 14, height: 14 })
        : make("circle", { class: "spot is-zero", cx: px, cy: py, r: 8 }));
      if (!marks[k]) drawn.push(make("path", { class: "wrong", d: `M${px - 10} ${py - 10}l20 20m0-20l-20 20` }));
      found.set(key, { px, py, names: [...(found.get(key)?.names ?? []), name] });
    });
    for (const { px, py, names } of found.values())
      drawn.push(make("text", { class: "name", x: clamp(px, 62, 300), y: py - 13 }, names.join(" and ")));
    return drawn;
  }
  said(count, far) {
    const score = `${count} of 4 points on the right side of the line.`;
    if (!this.deep) return score;
    const way = far === 0 ? "The plane as it is." : far < 1 ? "Each point on its way to z = xW₁ + b₁."
      : far === 1 ? "z = xW₁ + b₁: still a plane, stretched or flattened."
      : far < 2 ? "ReLU moves what is negative to 0."
      : this.state.relu ? "The hidden units: h = ReLU(z)." : "The hidden units: h = z, nothing bends.";
    return `${way} ${score}`;
  }
  line() {
    const { creases, line, relu } = this.state;
    const list = (all) => `[${all.map((v) => short(v, 3).replace("−", "-")).join(", ")}]`;
    const [a, b, c] = line, score = `${list([a, b])}, ${list([c]).slice(1, -1)}`;
    if (!this.deep) return `explore.line(${score})`;
    const W1 = [0, 1].map((k) => list(creases.map((crease) => crease[k]))).join(", ");
    const end = relu ? "" : ", relu=False";
    return `explore.fold([${W1}], ${list(creases.map((crease) => crease[2]))}, ${score}${end})`;
  }
}

export { hidden, preimage, right };
export default {
  render({ model, el }) {
    const fold = new Fold(model, el);
    return () => cancelAnimationFrame(fold.frame);
  },
};
