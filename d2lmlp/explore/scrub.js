
// ---- A training as a film: drag through its epochs. Losses on the left; on the right a picture of
// each unit's weights, orange where a weight is negative and purple where it is positive.

const INK = [[127, 59, 8], [224, 130, 20], [253, 184, 99], [247, 247, 247], [178, 171, 210],
  [128, 115, 172], [45, 0, 75]]; // ColorBrewer's PuOr, as in the notebook's figure

// The colour of a value from -1 to 1.
function ink(value) {
  const place = ((clamp(value, -1, 1) + 1) / 2) * (INK.length - 1);
  const low = Math.min(Math.floor(place), INK.length - 2), t = place - low;
  return INK[low].map((v, k) => Math.round(v + t * (INK[low + 1][k] - v)));
}

const integers = (text) => Int8Array.from(atob(text), (c) => c.charCodeAt(0));

class Film {
  constructor({ start, change, steps, units, side }) {
    Object.assign(this, { steps, units, pixels: side * side });
    this.start = integers(start);
    this.moved = integers(change);
  }
  // The weights of a unit after an epoch, or only their change since the start.
  weights(epoch, unit, only) {
    const first = unit * this.pixels, own = (epoch * this.units + unit) * this.pixels;
    return Array.from({ length: this.pixels }, (_, k) =>
      this.moved[own + k] * this.steps[1] + (only ? 0 : this.start[first + k] * this.steps[0]));
  }
  // How far a unit's weights have moved, as a share of their length at the start.
  way(epoch, unit) {
    return Math.hypot(...this.weights(epoch, unit, true)) / Math.hypot(...this.weights(0, unit, false));
  }
}

class Scrub {
  constructor(model, el) {
    Object.assign(this, { model, el, epoch: model.get("epoch"), only: model.get("only") });
    const names = ["start", "change", "steps", "units", "side"];
    this.film = new Film(Object.fromEntries(names.map((name) => [name, model.get(name)])));
    this.losses = [model.get("training"), model.get("test")];
    this.last = this.losses[0].length - 1;
    this.build();
    this.draw();
  }
  build() {
    this.slider = make("input", { type: "range", min: 0, max: this.last, step: 1,
      "aria-label": "epoch", oninput: () => this.go(Number(this.slider.value)) });
    const only = make("input", { type: "checkbox", onchange: () => {
      this.only = only.checked;
      this.draw();
    } });
    only.checked = this.only;
    this.shown = make("output", {});
    this.words = make("p", { class: "words", "aria-live": "polite" });
    this.code = make("pre", {});
    const bar = make("div", { class: "bar" },
      make("button", { type: "button", onclick: () => this.play() }, "▶ play"),
      make("label", { class: "way" }, "epoch ", this.slider, this.shown),
      make("label", {}, only, " only the change since the start"));
    this.el.classList.add("d2lmlp-live", "d2lmlp-scrub");
    this.el.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab moves cells by arrows
    this.el.replaceChildren(bar,
      make("div", { class: "squares" }, this.chart(), this.pictures()), this.words, this.code);
  }
  chart() {
    const top = Math.max(...this.losses.flat()), every = top > 5 ? 2 : top > 1.2 ? 0.5 : 0.2;
    const ticks = [range(0, this.last, Math.max(1, Math.round(this.last / 6))), range(0, 1.05 * top - every / 2, every)];
    const panel = this.panel = new Panel({ x: [0, this.last], y: [0, 1.05 * top],
      box: [34, 24, 290, 200], title: "loss by epoch", ticks });
    const drag = (event) => {
      const { left, width } = svg.getBoundingClientRect();
      this.go(Math.round(clamp(panel.back([((event.clientX - left) * 340) / width, 0])[0], 0, this.last)));
    };
    const svg = make("svg", { viewBox: "0 0 340 246", role: "group", "aria-label": "losses, epoch by epoch",
      onpointerdown: (event) => (svg.setPointerCapture(event.pointerId), drag(event)),
      onpointermove: (event) => svg.hasPointerCapture(event.pointerId) && drag(event) }, panel.root);
    ["training", "test"].forEach((name, k) => {
      panel.add("path", { class: `curve ${name}`, d: panel.d(this.losses[k].map((v, x) => [x, v])) });
      panel.over("path", { class: `curve ${name}`, d: `M220 ${42 + 17 * k}h26` });
      panel.over("text", { class: "start", x: 252, y: 46 + 17 * k }, name);
    });
    this.now = panel.over("path", { class: "now" });
    this.dots = ["training", "test"].map((name) => panel.over("circle", { class: `dot ${name}`, r: 5 }));
    return svg;
  }
  pictures() {
    const side = Math.sqrt(this.film.pixels);
    this.tiles = Array.from({ length: this.film.units }, () => {
      const canvas = make("canvas", { width: side, height: side, role: "img" });
      return { canvas, said: make("span", { class: "moved" }) };
    });
    return make("div", { class: "units" },
      ...this.tiles.map(({ canvas, said }) => make("div", {}, canvas, said)));
  }
  go(epoch) {
    if (epoch === this.epoch) return;
    this.epoch = epoch;
    this.draw();
  }
  // From the start where it stands at the end; at once where the reader wants no motion.
  play() {
    clearInterval(this.timer);
    if (calm()) return this.go(this.epoch === this.last ? 0 : this.last);
    if (this.epoch === this.last) this.go(0);
    this.timer = setInterval(() => {
      if (this.epoch === this.last || !this.el.isConnected) return clearInterval(this.timer);
      this.go(this.epoch + 1);
    }, 450);
  }
  draw() {
    const { epoch, only, panel, film } = this, [training, test] = this.losses.map((all) => all[epoch]);
    this.slider.value = epoch;
    change(this.slider, { "aria-valuetext": `${epoch} of ${this.last}, training loss ${fixed(training, 2)}, test loss ${fixed(test, 2)}` });
    this.shown.textContent = `${epoch} of ${this.last}`;
    change(this.now, { d: panel.d([[epoch, panel.y[0]], [epoch, panel.y[1]]]) });
    [training, test].forEach((loss, k) => change(this.dots[k], { cx: panel.X(epoch), cy: panel.Y(loss) }));
    const ways = this.tiles.map((_, unit) => film.way(epoch, unit));
    this.tiles.forEach(({ canvas, said }, unit) => {
      this.paint(canvas, film.weights(epoch, unit, only));
      said.textContent = `moved ${fixed(ways[unit], 2)}`;
      canvas.setAttribute("aria-label", `unit ${unit + 1} as an image, `
        + `${only ? "what has changed" : "all weights"}: moved by ${fixed(ways[unit], 2)}`);
    });
    this.words.textContent = this.said(training, test, ways);
    this.code.textContent = `explore.scrub(weights, training, test, epoch=${epoch}${only ? "" : ", only=False"})`;
    for (const name of ["epoch", "only"]) this.model.set(name, this[name]);
    this.model.save_changes();
  }
  paint(canvas, values) {
    const limit = this.model.get("limits")[Number(this.only)], context = canvas.getContext("2d");
    const image = context.createImageData(canvas.width, canvas.height);
    values.forEach((v, k) => image.data.set([...ink(v / limit), 255], 4 * k));
    context.putImageData(image, 0, 0);
  }
  said(training, test, ways) {
    const losses = `training loss ${fixed(training, 2)}, test loss ${fixed(test, 2)}`;
    const low = fixed(Math.min(...ways), 2), high = fixed(Math.max(...ways), 2);
    return this.epoch === 0 ? `The start: ${losses}. The weights are as they were drawn at random.`
      : `Epoch ${this.epoch}: ${losses}. The change of a unit's weights is ${low} to ${high} times `
        + "as long as the weights that it began with.";
  }
}

export { Film, ink };
export default {
  render({ model, el }) {
    const scrub = new Scrub(model, el);
    return () => clearInterval(scrub.timer);
  },
};
