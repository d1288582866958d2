// A training as a film: drag through its epochs. Losses on the left; on the right a picture of
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

function build(stage, wide) {
  const names = ["start", "change", "steps", "units", "side"];
  const film = stage.film ??= new Film(Object.fromEntries(names.map((name) => [name, stage.get(name)])));
  const side = stage.get("side");
  const tiles = Array.from({ length: film.units }, () => {
    const canvas = make("canvas", { width: side, height: side, role: "img" });
    return { canvas, said: make("span", { class: "moved" }) };
  });
  stage.parts = { tiles, ...chart(stage) };
  return make("div", { class: "film" }, stage.svg, make("div", { class: "units" },
    ...tiles.map(({ canvas, said }) => make("div", {}, canvas, said))));
}

function chart(stage) {
  const losses = [stage.get("training"), stage.get("test")], last = losses[0].length - 1;
  const top = Math.max(...losses.flat()), every = top > 5 ? 2 : top > 1.2 ? 0.5 : 0.2;
  const ticks = [range(0, last, Math.max(1, Math.round(last / 6))), range(0, 1.05 * top - every / 2, every)];
  stage.size(340, 250);
  const panel = stage.panel({ x: [0, last], y: [0, 1.05 * top], box: [34, 24, 290, 200], title: "loss by epoch", ticks });
  const drag = (event) => {
    const { left, width } = stage.svg.getBoundingClientRect();
    const [epoch] = panel.back([((event.clientX - left) * 340) / width, 0]);
    go(stage, Math.round(clamp(epoch, 0, last)));
  };
  change(stage.svg, { onpointerdown: (event) => (stage.svg.setPointerCapture(event.pointerId), drag(event)),
    onpointermove: (event) => stage.svg.hasPointerCapture(event.pointerId) && drag(event) });
  const kinds = [["training", "blue"], ["test", "orange dashed"]].map(([name, kind], k) => {
    panel.add("path", { class: `curve ${kind}`, d: panel.d(losses[k].map((v, x) => [x, v])) });
    panel.over("path", { class: `curve ${kind}`, d: `M220 ${42 + 17 * k}h26` });
    panel.over("text", { x: 252, y: 46 + 17 * k }, name);
    return panel.over("circle", { class: `full ${kind.split(" ")[0]}`, r: 5 });
  });
  return { panel, dots: kinds, now: panel.over("path", { class: "curve thin" }) };
}

function go(stage, epoch) {
  if (epoch !== stage.get("epoch")) stage.set({ epoch });
}

// From the start where it stands at the end; at once where the reader wants no motion.
function play(stage) {
  const last = stage.get("training").length - 1;
  clearInterval(stage.timer);
  if (calm()) return go(stage, stage.get("epoch") === last ? 0 : last);
  if (stage.get("epoch") === last) go(stage, 0);
  stage.timer = setInterval(() => {
    if (stage.get("epoch") === last || !stage.el.isConnected) return clearInterval(stage.timer);
    go(stage, stage.get("epoch") + 1);
  }, 450);
}

function paint(stage) {
  const { film } = stage, { tiles, panel, dots, now } = stage.parts;
  const [epoch, only] = ["epoch", "only"].map((name) => stage.get(name));
  const losses = ["training", "test"].map((name) => stage.get(name)[epoch]);
  const ways = tiles.map((_, unit) => film.way(epoch, unit));
  change(now, { d: panel.d([[epoch, panel.y[0]], [epoch, panel.y[1]]]) });
  losses.forEach((loss, k) => change(dots[k], { cx: panel.X(epoch), cy: panel.Y(loss) }));
  tiles.forEach(({ canvas, said }, unit) => {
    put(canvas, film.weights(epoch, unit, only), stage.get("limits")[Number(only)]);
    said.textContent = `moved ${fixed(ways[unit], 2)}`;
    canvas.setAttribute("aria-label", `unit ${unit + 1} as an image, `
      + `${only ? "what has changed" : "all weights"}: moved by ${fixed(ways[unit], 2)}`);
  });
  return [words(epoch, losses, ways),
    `explore.scrub(weights, training, test, epoch=${epoch}${only ? "" : ", only=False"})`];
}

function put(canvas, values, limit) {
  const context = canvas.getContext("2d"), image = context.createImageData(canvas.width, canvas.height);
  values.forEach((v, k) => image.data.set([...ink(v / limit), 255], 4 * k));
  context.putImageData(image, 0, 0);
}

const losses_of = ([training, test]) => `training loss ${fixed(training, 2)}, test loss ${fixed(test, 2)}`;

function words(epoch, losses, ways) {
  const low = fixed(Math.min(...ways), 2), high = fixed(Math.max(...ways), 2);
  return epoch === 0 ? `The start: ${losses_of(losses)}. The weights are as they were drawn at random.`
    : `Epoch ${epoch}: ${losses_of(losses)}. The change of a unit's weights is ${low} to ${high} times `
      + "as long as the weights that it began with.";
}

export { Film, ink };
export default {
  render({ model, el }) {
    const stage = new Stage(model, el, { name: "Losses, epoch by epoch: drag through them",
      traits: ["epoch", "only"], build, paint });
    const last = stage.get("training").length - 1;
    stage.button("▶ play", () => play(stage));
    stage.slider("epoch", range(0, last, 1), { show: (epoch) => `${epoch} of ${last}` });
    stage.check("only", "only the change since the start");
    return () => {
      clearInterval(stage.timer);
      stage.close();
    };
  },
};
