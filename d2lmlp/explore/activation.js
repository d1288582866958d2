// An activation function over its slope over a histogram of real pre-activations, all on one x axis:
// one line through the three is dragged, and the tangent follows.

const POINTS = range(-6, 6, 0.05);
const FLAT = 0.01; // below this slope a unit learns next to nothing
const BIN = 0.2;

// Value and slope on the grid; where the slope jumps, its curve is broken in two.
function curvesOf(name, alpha) {
  const [f, slope] = FUNCTIONS[name];
  const jump = slope(1e-9, alpha) - slope(0, alpha);
  const grad = POINTS.flatMap((x) => {
    const point = [x, slope(x, alpha)];
    return x === 0 && Math.abs(jump) > 1e-6 ? [point, null, [1e-9, slope(1e-9, alpha)]] : [point];
  });
  return { value: POINTS.map((x) => [x, f(x, alpha)]), grad, jump };
}

// The stretches of the axis where the slope is next to 0.
function flatZones(name, alpha) {
  const found = [], [, slope] = FUNCTIONS[name];
  for (const x of POINTS.slice(0, -1)) {
    if (Math.abs(slope(x + 0.025, alpha)) >= FLAT) continue;
    const last = found.at(-1);
    if (last && Math.abs(last[1] - x) < 1e-9) last[1] = round(x + 0.05, 0.05);
    else found.push([x, round(x + 0.05, 0.05)]);
  }
  return found;
}

// The share of a histogram within the zones; what lies outside the axis counts with its end.
function shareIn(zones, { shares, left, right }) {
  let sum = 0;
  for (const [low, high] of zones) {
    shares.forEach((share, k) => {
      const begin = -6 + BIN * k;
      sum += (share * Math.max(0, Math.min(high, begin + BIN) - Math.max(low, begin))) / BIN;
    });
    if (low === -6) sum += left;
    if (high === 6) sum += right;
  }
  return sum;
}

function build(stage, wide) {
  const width = wide ? 720 : 360, left = 44, across = width - left - 12;
  const [tall, low, bars] = wide ? [190, 105, 64] : [180, 100, 60];
  const x = [-6, 6], axis = [-6, -4, -2, 0, 2, 4, 6];
  stage.size(width, tall + low + bars + 136);
  const top = stage.panel({ x, y: [-2, 6], box: [left, 24, across, tall],
    title: "function: drag the line", ticks: [axis, [-2, 0, 2, 4, 6]] });
  const mid = stage.panel({ x, y: [-0.6, 1.6], box: [left, tall + 66, across, low],
    title: "its slope", ticks: [axis, [-0.5, 0, 0.5, 1, 1.5]] });
  const end = stage.panel({ x, y: [0, 1], box: [left, tall + low + 110, across, bars], ticks: [axis] });
  const shade = [top, mid, end].map((panel) => panel.add("path", { class: "dead" }));
  const bar = end.add("path", { class: "full blue" });
  const value = top.add("path", { class: "curve blue" }), exits = top.over("path", { class: "full blue" });
  const tangent = top.add("path", { class: "curve thin dashed orange" });
  const slope = mid.add("path", { class: "curve green" });
  const dots = ["open", "full"].map((kind) => mid.over("circle", { class: `${kind} green`, r: 4 }));
  const label = top.over("text", { class: "label own blue end" });
  const steep = top.over("text", { class: "label own orange" });
  const flat = mid.over("text", { class: "label dead middle" });
  const heap = end.over("text", { class: "label", x: left, y: tall + low + 103 });
  const line = mid.over("path", { class: "curve thin dotted" });
  const moveX = ([to]) => stage.set({ x: clamp(round(to, 0.1), -6, 6) });
  const options = { name: "x, the point of the tangent", at: () => [stage.get("x"), 0], drag: moveX,
    step: (right, up) => moveX([stage.get("x") + 0.1 * (right + up)]) };
  const grip = mid.over("path", { class: "hit" });
  grip.removeAttribute("aria-hidden");
  stage.draggable(grip, mid, { ...options, name: "x, the line through all three" });
  const point = stage.handle(top, "orange", options), here = mid.over("circle", { class: "full orange", r: 5 });
  stage.parts = { top, mid, end, shade, bar, value, exits, tangent, slope, dots, label, steep, flat,
    heap, line, grip, point, here };
}

function paint(stage) {
  const p = stage.parts, name = stage.get("function"), x = stage.get("x");
  const alpha = stage.get("alpha"), [f, slopeOf] = FUNCTIONS[name];
  const { value, grad, jump } = curvesOf(name, alpha);
  const y = f(x, alpha), slope = slopeOf(x, alpha), zones = flatZones(name, alpha);
  [p.top, p.mid, p.end].forEach((panel, k) => {
    const [, up, , tall] = panel.box;
    const d = zones.map(([a, b]) => `M${panel.X(a)} ${up}H${panel.X(b)}v${tall}H${panel.X(a)}Z`);
    change(p.shade[k], { d: d.join("") });
  });
  change(p.value, { d: p.top.d(value) });
  change(p.exits, { d: p.top.exits(value) });
  change(p.slope, { d: p.mid.d(grad) });
  const step = 2 / Math.hypot(1, slope); // the tangent keeps its length
  change(p.tangent, { d: p.top.d([[x - step, y - step * slope], [x + step, y + step * slope]]) });
  for (const [k, at] of [slopeOf(0, alpha) + jump, slopeOf(0, alpha)].entries())
    change(p.dots[k], { cx: p.mid.X(0), cy: p.mid.Y(at), visibility: Math.abs(jump) > 1e-6 ? "visible" : "hidden" });
  const column = `M${p.mid.X(x)} ${p.top.box[1]}V${p.end.box[1] + p.end.box[3]}`;
  change(p.line, { d: column });
  change(p.grip, { d: column });
  change(p.here, { cx: p.mid.X(x), cy: p.mid.Y(clamp(slope, -0.6, 1.6)) });
  const both = `value ${told(y, 3)} and slope ${told(slope, 3)}`;
  const said = { now: x, low: -6, high: 6, text: `x = ${plain(x)}: ${both}` };
  p.point.put(x, clamp(y, -2, 6), said);
  tell(p.grip, said);
  label(p.label, p.top.X(4.3), p.top.Y(clamp(f(4.3, alpha), -2, 5)) - 14, name);
  const before = x < 3.4;
  label(p.steep, p.top.X(x) + (before ? 14 : -14), clamp(p.top.Y(y) + 24, 40, p.top.box[1] + p.top.box[3] - 6),
    `slope ${minus(told(slope))}`);
  change(p.steep, { class: `label own orange${before ? "" : " end"}` });
  const [low, high] = zones.toSorted((a, b) => b[1] - b[0] - a[1] + a[0])[0] ?? [0, 0];
  const exact = slopeOf((low + high) / 2, alpha) === 0;
  label(p.flat, p.mid.X((low + high) / 2), p.mid.Y(0.75), high - low <= 1 ? "" : exact ? "no slope" : "hardly learns");
  settle(p.top, [p.label, p.steep]);
  settle(p.mid, [p.flat]);
  const setting = alpha === null ? "" : `, alpha=${plain(alpha)}`;
  const counted = histogram(stage, name, zones);
  return [minus(`${name}${setting}: ${both} at x = ${plain(x)}. `) + counted,
    `explore.activation("${name}", x=${fixed(x)}${setting})`];
}

function label(element, x, y, text) {
  change(element, { x, y });
  element.textContent = text;
}

function histogram(stage, name, zones) {
  const { end, bar, heap } = stage.parts, found = stage.answer(name);
  change(bar, { d: "" });
  if (!found) return (heap.textContent = stage.waiting());
  const most = Math.max(...found.shares);
  change(bar, { d: found.shares.map((share, k) => {
    const [x0, x1] = [end.X(-6 + BIN * k), end.X(-6 + BIN * (k + 1))];
    return share ? `M${x0 + 0.5} ${end.Y(0)}V${end.Y((0.94 * share) / most)}H${x1 - 0.5}V${end.Y(0)}Z` : "";
  }).join("") });
  const share = shareIn(zones, found), some = !zones.length ? "nothing" : share ? `≈ ${plain(100 * share, 0)} %` : "0 %";
  heap.textContent = stage.wide ? `its inputs in a trained net (Fashion-MNIST, 64 units): ${some} in the shade`
    : `in a trained net: ${some} in the shade`;
  const usual = stage.get("alphas")[name], at = usual === null ? "" : ` at alpha=${plain(usual)}`;
  return `A net was trained with it${at}: ${zones.length ? `${some} of its inputs lie` : "none of its inputs lies"} ` +
    `in the shade, where the slope is smaller than ${FLAT}.`;
}

export { curvesOf, flatZones, shareIn };
export default {
  render({ model, el }) {
    const stage = new Stage(model, el, {
      name: "An activation function, its slope, and the inputs it gets: drag the line",
      traits: ["function", "x", "alpha"], build, paint,
    });
    stage.choice("function", Object.keys(FUNCTIONS));
    stage.slider("x", range(-6, 6, 0.1), { show: (v) => plain(v) });
    stage.slider("alpha", range(-0.5, 1.5, 0.05), {
      show: (v) => (v === null ? "none" : plain(v)), when: () => stage.get("alpha") !== null,
    });
    // A function brings its usual alpha.
    const fresh = () => stage.set({ alpha: model.get("alphas")[model.get("function")] });
    model.on("change:function", fresh);
    stage.heard.push(["change:function", fresh]);
    return () => stage.close();
  },
};
