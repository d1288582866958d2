// Numbers in words, and axes. elements.js stands before it in the same text; stage.js follows, and
// then the explorer's own file; see stage.py for the contract.

const round = (v, step) => Number((Math.round(v / step) * step).toFixed(6)) || 0;
const fixed = (v, digits = 1) => (Number(v.toFixed(digits)) || 0).toFixed(digits);
const isWhole = (v) => Math.abs(v - Math.round(v)) < 1e-9; // but for what adding up leaves
// 0 and 6, not 0.00 and 6.00; what is not 0 does not look as if it were.
const plain = (v, digits = 2) => String(
  Number(v.toFixed(digits)) || (isWhole(v) ? 0 : Number(v.toPrecision(1))));
// In a sentence: 0.9996 is not 1, but almost.
const told = (v, digits = 2) => {
  const near = Number(v.toFixed(digits)) || 0;
  return isWhole(near) && !isWhole(v) ? `almost ${near}` : String(near);
};
const minus = (text) => String(text).replaceAll("-", "−"); // in words; code keeps its own
const range = (low, high, step) =>
  Array.from({ length: Math.round((high - low) / step) + 1 }, (_, k) => round(low + k * step, step));

let made = 0; // so that ids are of one page only once

// Axes in a part of the picture: `box` is [left, top, width, height] in the picture's units.
class Panel {
  constructor({ x, y, box, title = "", names = [], ticks = [], log = false, frame = true }) {
    Object.assign(this, { x, y, box, log });
    const [left, top, width, height] = box, id = `d2lmlp-clip-${(made += 1)}`;
    this.axes = make("g", { class: "axes", "aria-hidden": true });
    this.inside = make("g", { "clip-path": `url(#${id})`, "aria-hidden": true });
    this.above = make("g", {}); // what may reach over the frame: labels, handles
    this.root = make("g", {},
      make("clipPath", { id }, make("rect", { x: left, y: top, width, height })),
      this.axes, this.inside, this.above);
    const [across, up] = ticks;
    for (const v of across ?? []) {
      this.axes.append(make("path", { class: "grid", d: `M${this.X(v)} ${top}v${height}` }),
        make("text", { x: this.X(v), y: top + height + 15, class: "middle" }, minus(v)));
    }
    for (const v of up ?? []) {
      this.axes.append(make("path", { class: "grid", d: `M${left} ${this.Y(v)}h${width}` }),
        make("text", { x: left - 6, y: this.Y(v) + 4, class: "end" }, written(v, log)));
    }
    if (frame) this.axes.append(make("rect", { x: left, y: top, width, height, class: "frame" }));
    const [below, beside] = names;
    this.axes.append(make("text", { x: left, y: top - 7, class: "title" }, title),
      make("text", { x: left + width / 2, y: top + height + 32, class: "middle" }, below ?? ""),
      make("text", { x: left - 34, y: top + height / 2 + 4 }, beside ?? ""));
  }
  X(v) {
    return this.box[0] + ((v - this.x[0]) / (this.x[1] - this.x[0])) * this.box[2];
  }
  Y(v) {
    const [low, high, at] = [...this.y, v].map((one) => (this.log ? Math.log10(one) : one));
    return this.box[1] + (1 - (at - low) / (high - low)) * this.box[3];
  }
  at([x, y]) {
    return [this.X(x), this.Y(y)];
  }
  // From a place in the picture back to numbers.
  back([px, py]) {
    const share = 1 - (py - this.box[1]) / this.box[3];
    return [this.x[0] + ((px - this.box[0]) / this.box[2]) * (this.x[1] - this.x[0]),
      this.y[0] + share * (this.y[1] - this.y[0])];
  }
  add(tag, attributes = {}, ...children) { // clipped at the frame
    const element = make(tag, attributes, ...children);
    this.inside.append(element);
    return element;
  }
  over(tag, attributes = {}, ...children) {
    const element = make(tag, { "aria-hidden": true, ...attributes }, ...children);
    this.above.append(element);
    return element;
  }
  // The path of points (x, y); a null breaks it.
  d(points) {
    let pen = "M";
    return points.map((point) => {
      if (!point) return (pen = "M") && "";
      const text = `${pen}${this.X(point[0]).toFixed(1)} ${this.Y(point[1]).toFixed(1)}`;
      pen = "L";
      return text;
    }).join("");
  }
  area(points) {
    return points.length ? `${this.d(points)}Z` : "";
  }
  // A little arrow wherever a curve leaves the frame upwards or downwards.
  exits(points) {
    const [low, high] = this.y, found = [];
    points.forEach((point, k) => {
      const next = points[k + 1];
      if (!point || !next) return;
      for (const [edge, way] of [[high, -1], [low, 1]]) {
        const out = (p) => (way < 0 ? p[1] > edge : p[1] < edge);
        if (out(point) === out(next)) continue;
        const t = (edge - point[1]) / (next[1] - point[1]);
        const x = this.X(point[0] + t * (next[0] - point[0])), y = this.Y(edge);
        found.push(`M${x - 5} ${y - way}h10L${x} ${y + 8 * way}Z`);
      }
    });
    return found.join("");
  }
}

const raised = (power) => `10${[...String(power)].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c])).join("")}`;
const written = (v, log) => (log && v !== 1 ? raised(Math.round(Math.log10(v))) : minus(v));

// Put labels where they were put first, if they lie within the panel there and on no other, and
// else as near to it as they can be. The earlier ones stay.
function settle(panel, labels) {
  const [left, top, width, height] = panel.box, taken = [];
  for (const label of labels) {
    const box = label.getBBox(), free = (y) => taken.every((other) => y + box.height <= other.y ||
      other.y + other.height <= y || box.x + box.width <= other.x || other.x + other.width <= box.x);
    if (!box.width || label.getAttribute("visibility") === "hidden") continue;
    const own = { x: box.x, y: box.y };
    box.x = clamp(box.x, left + 2, left + width - box.width - 2);
    const low = top + 2, high = top + height - box.height - 2, y = clamp(box.y, low, high);
    box.y = range(0, height, 2).flatMap((d) => [y - d, y + d])
      .find((to) => to >= low && to <= high && free(to)) ?? y;
    taken.push(box);
    for (const axis of ["x", "y"]) {
      const at = Number(label.getAttribute(axis)) + box[axis] - own[axis];
      label.setAttribute(axis, at.toFixed(1));
    }
  }
}
