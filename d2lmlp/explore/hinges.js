// A net of one input as a sum: a straight line, and four hinges v relu(x - t), each a line of its
// own that can be dragged at its knee and by its slope.

const TARGETS = {
  wave: (x) => Math.sin(2 * x) + x / 2,
  parabola: (x) => (x * x) / 3 - 1.5,
  bump: (x) => 3 * Math.exp(-2 * x * x) - 1,
};
const POINTS = Array.from({ length: 241 }, (_, k) => -3 + k / 40);
const COLOURS = ["orange", "green", "purple", "blue"];
const STEEPEST = 20, STEP = 0.1;
const relu = (x) => Math.max(x, 0);

// Least squares by the normal equations; a column that adds nothing gets 0.
function leastSquares(columns, y) {
  const dot = (a, b) => a.reduce((sum, v, k) => sum + v * b[k], 0), n = columns.length;
  const rows = columns.map((a) => [...columns.map((b) => dot(a, b)), dot(a, y)]);
  const most = Math.max(...rows.map((row, k) => row[k])), used = [];
  for (let k = 0; k < n; k++) {
    if (rows[k][k] < 1e-9 * most) continue; // what is left of it after the columns before
    used.push(k);
    for (let j = 0; j < n; j++) {
      if (j === k) continue;
      const share = rows[j][k] / rows[k][k];
      for (let i = k; i <= n; i++) rows[j][i] -= share * rows[k][i];
    }
  }
  return columns.map((_, k) => (used.includes(k) ? rows[k][n] / rows[k][k] : 0));
}

// All numbers of a net: b, s, v, each hinge on the grid, and the target.
function netOf({ target, t, v }) {
  const y = POINTS.map(TARGETS[target]), ones = POINTS.map(() => 1);
  const ramps = t.map((place) => POINTS.map((x) => relu(x - place)));
  let b, s, slopes = v;
  if (v) {
    const rest = y.map((value, k) => value - ramps.reduce((sum, ramp, i) => sum + v[i] * ramp[k], 0));
    [b, s] = leastSquares([ones, POINTS], rest);
  } else [b, s, ...slopes] = leastSquares([ones, POINTS, ...ramps], y);
  return { y, b, s, v: slopes, ramps };
}

// The sum of the line and the first hinges; `count` may end within a hinge.
function sumOf({ b, s, v, ramps }, count) {
  const share = v.map((_, i) => clamp(count - i, 0, 1));
  return POINTS.map((x, k) => b + s * x + v.reduce((sum, one, i) => sum + share[i] * one * ramps[i][k], 0));
}
const largestOf = (sum, y) => Math.max(...sum.map((value, k) => Math.abs(value - y[k])));
const curve = (values) => values.map((value, k) => [POINTS[k], value]);

function build(stage, wide) {
  const width = wide ? 720 : 360, left = 40, across = width - left - 14, ticks = [-3, -2, -1, 0, 1, 2, 3];
  const tall = wide ? 250 : 220, low = wide ? 90 : 84, x = [-3, 3];
  stage.size(width, tall + low + 110);
  const top = stage.panel({ x, y: [-3, 3], box: [left, 24, across, tall], title: "the net, its parts, and the target", ticks: [ticks, ticks] });
  const bottom = stage.panel({ x, y: [-1.6, 1.6], box: [left, tall + 72, across, low], title: "error: net − target", ticks: [ticks, [-1, 0, 1]] });
  const target = top.add("path", { class: "curve thin dashed" }), straight = top.add("path", { class: "curve thin dotted" });
  const hinges = COLOURS.map((colour, i) => one(stage, top, colour, i));
  const net = top.add("path", { class: "curve net" });
  const error = bottom.add("path", { class: "curve" }), band = bottom.add("path", { class: "curve thin dotted" });
  const exits = [top.over("path", { class: "full" }), bottom.over("path", { class: "full" })];
  const names = ["target", "net"].map((name) => top.over("text", { class: "label" }, name));
  const largest = bottom.over("text", { class: "label" });
  // The handles lie above the lines and their names.
  for (const { knee, slope } of hinges) top.above.append(slope.element, knee.element);
  stage.parts = { top, bottom, target, straight, hinges, net, error, band, exits, names, largest };
}

// What belongs to one hinge: its line, its name, a foot, a knee to drag sideways, a slope up and down.
function one(stage, top, colour, i) {
  const moveTo = (x) => stage.set({ t: stage.get("t").with(i, clamp(round(x, STEP), -3, 3)) });
  const tilt = (v) => stage.set({ v: slopesNow(stage).with(i, clamp(round(v, STEP), -STEEPEST, STEEPEST)) });
  const knee = stage.handle(top, colour, { name: `t${i + 1}, the knee of hinge ${i + 1}`,
    at: () => [stage.get("t")[i], 0], drag: ([x]) => moveTo(x),
    step: (right, up) => moveTo(stage.get("t")[i] + STEP * (right + up)) });
  let reach = 1; // from the knee to the handle: it stays while that is dragged
  const slope = stage.handle(top, `${colour} slope`, { name: `v${i + 1}, the slope of hinge ${i + 1}`,
    at: () => [0, stage.net.v[i] * (reach = stage.reach[i])], drag: ([, y]) => tilt(y / reach),
    step: (right, up) => tilt(stage.net.v[i] + STEP * (right + up)) });
  return { colour, line: top.add("path", { class: `curve thin ${colour}` }), knee, slope,
    foot: top.add("path", { class: `curve thin dotted ${colour}` }),
    name: top.over("text", { class: `label own ${colour}` }) };
}
const slopesNow = (stage) => stage.get("v") ?? stage.net.v.map((v) => clamp(round(v, STEP), -STEEPEST, STEEPEST));

function paint(stage) {
  const p = stage.parts, t = stage.get("t"), name = stage.get("target"), byHand = stage.get("v");
  const net = (stage.net = netOf({ target: name, t, v: byHand })), shown = stage.get("shown");
  const count = stage.growing ?? shown, sum = sumOf(net, count), { y, b, s, v } = net;
  const difference = sum.map((value, k) => value - y[k]), largest = largestOf(sum, y);
  change(p.target, { d: p.top.d(curve(y)) });
  change(p.straight, { d: p.top.d([[-3, b - 3 * s], [3, b + 3 * s]]) });
  change(p.net, { d: p.top.d(curve(sum)) });
  change(p.error, { d: p.bottom.d(curve(difference)) });
  change(p.exits[0], { d: p.top.exits(curve(sum)) });
  change(p.exits[1], { d: p.bottom.exits(curve(difference)) });
  change(p.band, { d: p.bottom.d([[-3, largest], [3, largest], null, [-3, -largest], [3, -largest]]) });
  stage.reach = t.map((place, i) => Math.min(Math.max(0.3, Math.min(1, 2.5 / Math.abs(v[i] || 1))), 3 - place));
  p.hinges.forEach((hinge, i) => paintHinge(stage, hinge, i, { t: t[i], v: v[i], count, net: at(sum, t[i]) }));
  const ends = [y, sum].map((values) => values[4]), upper = ends[1] > ends[0] ? 1 : 0;
  p.names.forEach((text, k) => change(text, { x: p.top.X(-2.9), y: p.top.Y(ends[k]) + (k === upper ? -8 : 18) }));
  settle(p.top, [...p.hinges.map((hinge) => hinge.name), ...p.names]);
  change(p.largest, { x: p.bottom.X(-2.95), y: p.bottom.Y(largest) - 5 });
  p.largest.textContent = `largest: ${plain(largest)}`;
  settle(p.bottom, [p.largest]);
  const places = t.map((place) => fixed(place)).join(", ");
  const some = shown < 4 ? ` ${shown} of 4 are added up.` : "";
  const slopes = byHand ? `, v=(${byHand.map((one) => fixed(one)).join(", ")})` : "";
  return [minus(`${name} with hinges at ${t.map((place) => plain(place)).join(", ")}: the error is ${plain(largest)} at most.${some}`),
    `explore.hinges("${name}", t=(${places})${slopes}${shown < 4 ? `, shown=${shown}` : ""})`];
}

const at = (values, x) => values[clamp(Math.round((x + 3) * 40), 0, 240)];

function paintHinge(stage, { line, knee, slope, foot, name }, i, { t, v, count, net }) {
  const { top } = stage.parts, there = i < count ? "" : "0.35", reach = stage.reach[i];
  change(line, { d: top.d([[-3, 0], [t, 0], [3, v * (3 - t)]]), opacity: there });
  change(foot, { d: top.d([[t, 0], [t, net]]), opacity: there });
  knee.put(t, 0, { now: t, low: -3, high: 3, text: `t${i + 1} = ${plain(t)}` });
  slope.put(t + reach, clamp(v * reach, -3, 3), { now: Number(fixed(v)), low: -STEEPEST, high: STEEPEST,
    text: `v${i + 1} = ${plain(v, 1)}` });
  change(slope.element, { visibility: reach < 0.15 ? "hidden" : "visible" });
  const up = v >= 0 ? -11 : 20, left = t + reach > 2.3;
  change(name, { x: top.X(t + reach) + (left ? -10 : 10), y: top.Y(v * reach) + up,
    class: `label own ${COLOURS[i]}${left ? " end" : ""}` });
  name.textContent = reach < 0.15 ? "" : `v${"₁₂₃₄"[i]} = ${minus(plain(v, 1))}`;
}

export { largestOf, netOf, sumOf };
export default {
  render({ model, el }) {
    const stage = new Stage(model, el, {
      name: "A net as a sum of hinges: drag the knees and the slopes",
      traits: ["target", "t", "v", "shown"], build, paint,
    });
    stage.choice("target", Object.keys(TARGETS));
    stage.slider("shown", range(0, 4, 1), { label: "hinges added up" });
    stage.button("add one by one", () => stage.animate(4, (share) => {
      stage.growing = share < 1 ? 4 * share : undefined;
      if (share === 1) stage.set({ shown: 4 });
      stage.draw();
    }));
    const fit = stage.button("fit the slopes", () => stage.set({ v: null }));
    stage.set_.push(() => (fit.disabled = stage.get("v") === null));
    for (const [trait, values] of [["t", range(-3, 3, STEP)], ["v", range(-STEEPEST, STEEPEST, STEP)]])
      for (const i of [0, 1, 2, 3]) {
        const now = () => (trait === "t" ? stage.get("t")[i] : slopesOf(stage)[i]);
        const set = (value) => stage.set({ [trait]: (trait === "t" ? stage.get("t") : slopesNow(stage)).with(i, value) });
        stage.slider(`${trait}${i + 1}`, values, { show: (value) => plain(value, 1), get: now, set });
      }
    return () => stage.close();
  },
};
const slopesOf = (stage) => netOf({ target: stage.get("target"), t: stage.get("t"), v: stage.get("v") }).v;
