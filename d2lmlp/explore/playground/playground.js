// ---- The playground itself: long, for one object holds all that is shown; drawn once per frame.

class View extends NetView {
  constructor(model, el) {
    super();
    this.model = model;
    this.el = el;
    this.fixed = model.get("fixed");
    this.grid = gridOf(this.fixed.half);
    this.buffer = document.createElement("canvas");
    this.looked = null; // the unit under pointer or focus: [column, row]
    this.picked = null; // the unit whose weights can be typed
    this.back = null; // the place in `frames` that the scrubber stands at; null: now
    this.label = 0; // the class that a click sets
    this.settings = model.get("settings");
    this.begin(model.get("frame"));
    const inKernel = model.get("kernel");
    const Trainer = inKernel ? InKernel : InPage;
    this.trainer = new Trainer(model, (frame) => this.hear(frame), (what) => this.notice(what));
    this.losses = structuredClone(this.trainer.losses);
    this.build();
    if (inKernel) {
      this.heard = {
        settings: () => this.adopt(model.get("settings")),
        training: () => this.draw(),
        goal: () => this.draw(),
      };
      for (const [name, call] of Object.entries(this.heard)) model.on(`change:${name}`, call);
    }
    this.adopt(this.settings);
    this.watched = new MutationObserver(() => this.draw());
    for (const place of [document.body, document.documentElement])
      this.watched.observe(place, { attributes: true });
    this.sized = new ResizeObserver(() => this.draw());
    this.sized.observe(el);
  }

  // -- what is known

  begin(frame) {
    this.start = frame.start;
    this.frame = frame;
    this.frames = [{ epoch: frame.epoch, w: numbersOf(frame.weights) }];
    this.back = null;
  }
  hear(frame) {
    const fresh = frame.start !== this.start, last = this.frames.at(-1);
    if (fresh) {
      this.begin(frame);
      this.losses = structuredClone(this.trainer.losses);
      this.healthAt = 0;
    } else {
      this.frame = frame;
      const w = numbersOf(frame.weights);
      if (this.held) w[this.held.index] = this.held.value;
      if (frame.epoch === last.epoch) last.w = w;
      else this.frames.push({ epoch: frame.epoch, w });
      if (frame.epoch > this.losses.train.length) {
        this.losses.train.push(frame.loss[0]);
        this.losses.test.push(frame.loss[1]);
      }
    }
    this.draw();
  }
  notice(what) {
    if (what === "asleep")
      this.asleep = "Nothing answers: the kernel is busy with another cell, or it is gone. " +
        "If it was restarted, run this cell again.";
    else if (what === "awake") this.asleep = "";
    this.draw();
  }
  adopt(settings) {
    this.settings = settings;
    this.layers = layersOf(settings);
    this.sets = pointSets(settings, this.fixed);
    this.arrange();
    this.knobs.set(settings);
    this.data.set(settings.data);
    this.healthAt = 0;
    this.draw();
  }
  change(part) {
    const settings = { ...this.settings, ...part };
    if (part.layers || part.data || part.init || part.seed !== undefined) this.back = null;
    this.settings = settings;
    this.trainer.settings(settings);
    this.adopt(settings);
  }
  get now() {
    return this.frames[this.back ?? this.frames.length - 1];
  }
  get fits() { // settings may be ahead of the kernel's weights for a moment
    const last = this.layers.at(-1);
    return this.now.w.length === last.bias + last.out;
  }
  get training() {
    return this.trainer.training && !this.asleep;
  }

  // -- what is done

  train() {
    this.back = null;
    this.trainer.train(!this.training);
    this.draw();
  }
  step() {
    this.back = null;
    this.trainer.step();
    this.draw();
  }
  edit(index, value) {
    this.back = null;
    this.now.w[index] = value;
    this.healthAt = 0;
    this.trainer.edit(index, value);
    this.draw();
  }
  addPoint([a, b], label) {
    const point = [Math.round(100 * a) / 100, Math.round(100 * b) / 100, label];
    this.change({ points: [...this.settings.points, point] });
  }
  resize(k, by) {
    const layers = [...this.settings.layers];
    layers[k] = Math.max(1, Math.min(this.fixed.most.units, layers[k] + by));
    this.looked = this.picked = null;
    this.change({ layers });
  }
  deepen(by) {
    const { layers, activations } = this.settings;
    this.looked = this.picked = null;
    if (by < 0) this.change({ layers: layers.slice(0, -1), activations: activations.slice(0, -1) });
    else
      this.change({
        layers: [...layers, 4],
        activations: [...activations, layers.length ? activations.at(-1) : "tanh"],
      });
  }

  // -- the parts, made once

  build() {
    const { fixed, model } = this;
    this.go = button("train", "▶ Train", () => this.train(), "go");
    this.epochs = make("span", { class: "epoch" });
    this.less = button("one layer less", "− layer", () => this.deepen(-1));
    this.more = button("one layer more", "+ layer", () => this.deepen(1));
    const sets = Object.keys(fixed.sets), goals = Object.keys(fixed.goals);
    this.data = choice("data", sets, (data) => this.change({ data }), (k) => DATA_NAMES[k]);
    this.goal = choice("goal", goals, (goal) => this.aim(goal), (k) => fixed.goals[k].text);
    this.goal.set(model.get("goal"));
    const bar = make("div", { class: "bar" },
      this.go, button("train for one epoch", "Step", () => this.step()),
      button("begin again with the first weights", "Restart", () => this.trainer.restart()),
      this.epochs, this.data.box, this.less, this.more, this.goal.box);
    this.said = make("p", { class: "said", role: "status" });
    this.edges = make("svg", { "aria-hidden": "true" });
    this.net = make("div", { class: "net", role: "group",
      "aria-label": "the net: arrow keys go from unit to unit, Enter chooses one" });
    this.tag = make("div", { class: "tag", hidden: true });
    this.one = make("div", { class: "one-weight" });
    this.curve = make("div", { role: "img" });
    this.health = make("div", {});
    const back = make("input", { type: "range", min: 0, max: 0, step: 1,
      oninput: () => this.scrub(Number(back.value)) });
    this.scrubber = knob("look back", back);
    this.knobs = knobRow(fixed, (part) => this.change(part));
    this.line = make("pre", { class: "line", tabindex: 0, "aria-label": "the line of code" });
    this.root = make("div", { class: "d2lmlp-playground-inside", "data-lm-suppress-shortcuts": "true" },
      bar, this.said,
      make("div", { class: "main" }, this.net, this.one, this.sight(),
        make("div", { class: "side" }, this.curve, this.health)),
      make("div", { class: "scrub" }, this.scrubber.box), this.knobs.box, this.line);
    this.el.classList.add("d2lmlp-playground");
    this.el.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab moves cells by arrows
    this.el.replaceChildren(this.root);
  }
  sight() {
    this.canvas = make("canvas", { role: "img" });
    this.plane = make("div", { class: "plane", tabindex: 0, role: "group",
      "aria-label": "the plane: arrow keys move a frame, Enter sets a circle there, Shift and " +
        "Enter a square",
      onclick: (event) => this.clicked(event), onkeydown: (event) => this.crossed(event),
      onblur: () => { this.cross = null; this.draw(); },
    }, this.canvas,
      make("span", { class: "axis", style: "right:0;bottom:0", "aria-hidden": "true" }, "x₁ →"),
      make("span", { class: "axis", style: "left:0;top:0", "aria-hidden": "true" }, "x₂ ↑"));
    this.title = make("div", { class: "title" });
    const kind = (label, mark, name) => make("label", { class: label ? "one" : "zero" },
      make("input", { type: "radio", name: `d2lmlp-class-${knobs}`, checked: label === 0,
        "aria-label": `a click sets class ${label}, ${name}`,
        onchange: () => (this.label = label) }), mark);
    this.clear = button("take my points away", "clear", () => this.change({ points: [] }));
    return make("div", { class: "sight" }, this.title, this.plane,
      make("div", { class: "own" }, make("span", {}, "Click:"), kind(0, "○", "a circle"),
        kind(1, "■", "a square"), make("span", {}, "Shift: the other"), this.clear));
  }
  aim(goal) {
    this.trainer.goal(goal);
    const wanted = this.fixed.goals[goal].data;
    if (wanted && wanted !== this.settings.data) this.change({ data: wanted });
    this.draw();
  }
  clicked(event) {
    const box = this.plane.getBoundingClientRect(), { half } = this.fixed;
    const x = (2 * (event.clientX - box.left)) / box.width - 1;
    const y = 1 - (2 * (event.clientY - box.top)) / box.height;
    if (Math.max(Math.abs(x), Math.abs(y)) > 1) return;
    this.addPoint([half * x, half * y], event.shiftKey ? 1 - this.label : this.label);
  }
  crossed(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const move = moves[event.key], { half } = this.fixed;
    if (!move && event.key !== "Enter") return;
    event.preventDefault();
    this.cross ??= [0, 0];
    if (move) this.cross = this.cross.map((v, k) => Math.max(-half, Math.min(half, v + 0.25 * move[k])));
    else this.addPoint(this.cross, Number(event.shiftKey));
    const at = this.cross.map((v) => v.toFixed(2)).join(", ");
    this.tell(move ? `At ${at}.` : `Point set at ${at}.`);
    this.draw();
  }
  scrub(place) {
    if (this.training) this.trainer.train(false);
    this.back = place === this.frames.length - 1 ? null : place;
    this.healthAt = 0;
    this.draw();
  }

  // -- drawing

  draw() {
    if (this.due) return;
    const slow = matchMedia("(prefers-reduced-motion: reduce)").matches && this.training;
    const later = slow ? (call) => setTimeout(call, 500) : requestAnimationFrame;
    this.due = later(() => {
      this.due = null;
      if (this.el.isConnected) this.paint();
    });
  }
  ink() {
    const style = getComputedStyle(this.el), get = (name) => style.getPropertyValue(name).trim();
    const rgb = (name) => get(name).split(",").map(Number);
    return { low: rgb("--low"), high: rgb("--high"), paper: rgb("--ground"), line: get("--line"),
      zero: get("--zero"), one: get("--one"), rim: get("--point-rim") };
  }
  paint() {
    this.arrange();
    const { training } = this;
    this.go.textContent = training ? "❚❚ Pause" : "▶ Train";
    this.go.setAttribute("aria-label", training ? "pause" : "train");
    this.go.title = training ? "pause" : "train";
    this.epochs.textContent = `epoch ${this.now.epoch}`;
    const count = this.frames.length - 1, place = this.back ?? count;
    Object.assign(this.scrubber.input, { max: count, value: place, disabled: !count });
    this.scrubber.shown.textContent = `epoch ${this.now.epoch}`;
    this.scrubber.input.setAttribute("aria-valuetext", `epoch ${this.now.epoch}`);
    this.line.textContent = this.frame.code;
    this.clear.disabled = !this.settings.points.length;
    if (!this.fits) return;
    const ink = this.ink(), { w } = this.now;
    const { found, whole } = surfacesOf(this.layers, w, this.grid);
    this.paintNet(found, w, ink);
    this.paintPlane(found, whole, ink);
    if (this.typed && document.activeElement !== this.typed.number && this.picked)
      this.typed.number.value = written(w[this.typed.index()]);
    const since = performance.now() - (this.healthAt || 0);
    if (since > 200 || !training) {
      this.healthAt = performance.now();
      this.words();
    }
  }
  paintNet(found, w, ink) {
    found.forEach((column, c) => column.forEach((values, r) => {
      const tile = this.tiles[c][r];
      paint(tile.firstChild, values, largest(values), ink);
      tile.classList.toggle("picked", String(this.picked) === String([c, r]));
    }));
    for (const { line, index } of this.paths.flat(2)) {
      const size = Math.abs(w[index]);
      line.setAttribute("class", `edge ${w[index] < 0 ? "minus" : "plus"}`);
      line.setAttribute("stroke-width", Math.min(8, 0.4 + 2 * size).toFixed(2));
      line.setAttribute("opacity", Math.min(0.95, 0.3 + 0.5 * size).toFixed(2));
    }
  }
  paintPlane(found, whole, ink) {
    const [c, r] = this.looked ?? [];
    const values = this.looked ? found[c]?.[r] : null;
    drawPlane(this.canvas, this.buffer, {
      values: values ?? whole, scale: values ? largest(values) : 1,
      points: this.sets.train, own: this.settings.points.length, cross: this.cross,
      half: this.fixed.half,
    }, ink);
    this.title.textContent = values ? `What ${this.unitName(c, r)} says`
      : "What the net says, and its boundary";
  }

  // All that is said in words and numbers, a few times a second.
  words() {
    const { layers, sets, settings } = this, { w } = this.now;
    const epoch = this.back === null ? null : this.now.epoch;
    this.curve.replaceChildren(lossCurve(this.losses.train, this.losses.test, epoch));
    const [train, test] = [this.losses.train, this.losses.test].map((all) => all[this.now.epoch - 1]);
    const accuracy = sets.test.y.length ? accuracyOf(layers, w, sets.test.X, sets.test.y) : 0;
    const losses = Number.isFinite(train) ? `training loss ${written(train)}, test loss ${written(test)}, ` : "";
    this.curve.setAttribute("aria-label", `Losses after ${this.now.epoch} epochs: ${losses || "none yet"}`);
    const summary = `${losses}test accuracy ${accuracy.toFixed(2)}`;
    const net = [2, ...settings.layers, 2].join("-");
    this.canvas.setAttribute("aria-label",
      `${DATA_NAMES[settings.data]}: a ${net} net after ${this.now.epoch} epochs, ${summary}`);
    if (sets.train.y.length) this.health.replaceChildren(healthTable(
      healthOf(layers, w, sets.train.X, sets.train.y), accuracy));
    this.tiles.forEach((column, c) => column.forEach((tile, r) =>
      tile.setAttribute("aria-label", this.unitName(c, r))));
    this.tell(this.state(accuracy));
  }
  state(accuracy) {
    const { layers, data } = this.settings, goal = this.fixed.goals[this.model.get("goal")];
    if (this.asleep) return this.asleep;
    if (this.frame.broken) return "The loss is no longer a number. Lower the learning rate, and restart.";
    if (this.back !== null) return "Looking back. Train and Step go on from the last epoch.";
    if (!this.sets.train.y.length) return "No points yet: click into the plane.";
    if (!goal.data) return "How does the boundary bend? Press Train; change anything while it trains.";
    const units = layers.reduce((sum, n) => sum + n, 0);
    if (data !== goal.data) return `${goal.text} It needs other data.`;
    const own = this.settings.noise || this.settings.points.length;
    if (own) return `${goal.text} It counts without noise and without points of your own.`;
    if (units > goal.units) return `${goal.text} ${units} units are too many.`;
    if (accuracy >= this.fixed.enough) return `${goal.text} ✓ Reached, with ${units} units.`;
    return `${goal.text} Not yet: ${Math.round(100 * accuracy)} of 100 new points are right; ` +
      `${Math.round(100 * this.fixed.enough)} are wanted.`;
  }
  tell(text) { // a screen reader speaks only of what is new
    if (this.said.textContent !== text) this.said.textContent = text;
  }
  close() {
    this.trainer.close();
    this.watched.disconnect();
    this.sized.disconnect();
    for (const [name, call] of Object.entries(this.heard ?? {})) this.model.off?.(`change:${name}`, call);
  }
}

const numbersOf = (weights) => Float64Array.from(weights, (v) => v ?? NaN);

function written(v) {
  if (!Number.isFinite(v)) return "not a number";
  return Math.abs(v) >= 0.01 || v === 0 ? v.toFixed(2) : v.toExponential(1);
}

function healthTable(rows, accuracy) {
  const most = Math.max(...rows.map((row) => Math.log10(1e4 * row.delta_norm + 1))) || 1;
  const cell = (text, share, bad) => make("td", { class: bad ? "bad" : "" },
    share === undefined ? "" : make("i", { style: `width:${Math.round(26 * share)}px` }), text);
  const heads = ["layer", "signal", "gradient", "dead"];
  return make("table", {},
    make("caption", {}, `${Math.round(100 * accuracy)} of 100 new points right`),
    make("thead", {}, make("tr", {}, ...heads.map((h) => make("th", { scope: "col" }, h)))),
    make("tbody", {}, ...rows.map((row, k) => make("tr", {},
      make("th", { scope: "row" }, `${k + 1} ${row.act}`), cell(written(row.activation_rms)),
      cell(written(row.delta_norm), Math.log10(1e4 * row.delta_norm + 1) / most),
      cell(row.act === "output" ? "" : `${row.dead}/${row.units}`, undefined, row.dead > 0)))));
}

export { Net, accuracyOf, forward, healthOf, layersOf };
export default {
  render({ model, el }) {
    const view = new View(model, el);
    return () => view.close();
  },
};
