// What the small explorers draw with: a square with axes, handles for pointer and keys.
// elements.js stands before it, and the explorer's own file follows in the same text.

const short = (v, digits = 2) => String(Number(v.toFixed(digits)) || 0).replace("-", "−");

// A square of the plane from `low` to `high` both ways, drawn with ticks at whole numbers.
class Square {
  constructor(title, [x, y], [low, high]) {
    this.svg = make("svg", { viewBox: "0 0 340 350", role: "group", "aria-label": title });
    this.title = title;
    this.names = [x, y];
    this.window(low, high);
  }
  window(low, high) {
    [this.low, this.high] = [low, high];
  }
  X(v) {
    return 30 + (300 * (v - this.low)) / (this.high - this.low);
  }
  Y(v) {
    return 322 - (300 * (v - this.low)) / (this.high - this.low);
  }
  // Where a pointer is, as a point of the plane inside the frame.
  at(event) {
    const { left, top, width } = this.svg.getBoundingClientRect(), scale = 340 / width;
    const across = ((event.clientX - left) * scale - 30) / 300;
    const up = (322 - (event.clientY - top) * scale) / 300;
    return [across, up].map((v) => this.low + (this.high - this.low) * clamp(v, 0, 1));
  }
  path(points, closed = false) {
    const said = points.map(([x, y]) => `${this.X(x).toFixed(1)} ${this.Y(y).toFixed(1)}`);
    return said.length ? `M${said.join("L")}${closed ? "Z" : ""}` : "";
  }
  frame(across = true, every = 1) {
    const group = make("g", { class: "axes", "aria-hidden": true });
    for (let v = Math.ceil(this.low); v <= this.high; v += every)
      group.append(make("text", { x: 26, y: this.Y(v) + 4, class: "end" }, short(v)),
        ...(across ? [make("text", { x: this.X(v), y: 337 }, short(v))] : []));
    group.append(make("rect", { x: 30, y: 22, width: 300, height: 300, class: "frame" }),
      make("text", { x: 30, y: 14, class: "title" }, this.title),
      make("text", { x: 330, y: 348 }, this.names[0]), make("text", { x: 10, y: 30 }, this.names[1]));
    return group;
  }
}

// A dot that pointer and arrow keys move; `place` tells where it is, `moved` hears of a new place.
// One that moves along one axis only, "x" or "y", takes all four keys for it.
function handle(square, name, place, moved, done, step = 1, axis = "") {
  const by = (right, up) => {
    const [a, b] = place(), both = right + up;
    const [x, y] = { x: [both, 0], y: [0, both] }[axis] ?? [right, up];
    moved([a + (x * step) / 20, b + (y * step) / 20]);
    done();
  };
  const keys = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
  const dot = make("circle", {
    class: "handle", r: 9, tabindex: 0, role: "slider", "aria-label": name,
    onpointerdown: (event) => dot.setPointerCapture(event.pointerId),
    onpointermove: (event) => dot.hasPointerCapture(event.pointerId) && moved(square.at(event)),
    onpointerup: () => done(),
    onkeydown: (event) => {
      if (!(event.key in keys)) return;
      event.preventDefault();
      by(...keys[event.key]);
    },
  });
  dot.put = () => {
    const [x, y] = place();
    change(dot, { cx: square.X(x), cy: square.Y(y), "aria-valuenow": short(x).replace("−", "-"),
      "aria-valuetext": `${short(x)}, ${short(y)}` });
  };
  return dot;
}
