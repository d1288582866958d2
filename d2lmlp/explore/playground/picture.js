
// ---- What is drawn: surfaces, points and boundary on canvas, edges and losses as SVG.

const GRID = 48; // points of a surface in each direction, at the middle of its pixels
const SVG = "http://www.w3.org/2000/svg";
const SHAPES = ["svg", "g", "path", "text", "line", "circle", "title", "rect"];

function make(tag, attributes = {}, ...children) {
  const element = SHAPES.includes(tag) ? document.createElementNS(SVG, tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined)
      element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

function gridOf(half) {
  const X = new Float64Array(2 * GRID * GRID);
  for (let row = 0; row < GRID; row++)
    for (let column = 0; column < GRID; column++) {
      const at = 2 * (row * GRID + column);
      X[at] = half * ((2 * column + 1) / GRID - 1);
      X[at + 1] = half * (1 - (2 * row + 1) / GRID); // x2 grows upwards
    }
  return X;
}

// The surfaces of all columns: inputs, units, and of the two logits what they
// say: the probability of class 1 minus that of class 0.
function surfacesOf(layers, w, grid) {
  const n = GRID * GRID;
  const columns = [{ a: grid, units: 2 }];
  forward(layers, w, grid, n).forEach(({ a }, k) => columns.push({ a, units: layers[k].out }));
  const found = columns.map(({ a, units }) => Array.from({ length: units }, (_, j) => {
    const values = new Float64Array(n);
    for (let e = 0; e < n; e++) values[e] = a[e * units + j];
    return values;
  }));
  const [zero, one] = found.at(-1);
  return { found, whole: one.map((v, e) => Math.tanh((v - zero[e]) / 2)) };
}

function largest(values) {
  let most = 0;
  for (const v of values) if (Math.abs(v) > most) most = Math.abs(v);
  return most || 1;
}

// Numbers from -1 (class 0) through the paper's colour to 1 (class 1), as an image.
function paint(canvas, values, scale, ink) {
  canvas.width = canvas.height = GRID;
  const context = canvas.getContext("2d"), image = context.createImageData(GRID, GRID);
  for (let e = 0; e < values.length; e++) {
    const v = Math.max(-1, Math.min(1, values[e] / scale)) || 0;
    const end = v < 0 ? ink.low : ink.high, share = Math.abs(v);
    for (let c = 0; c < 3; c++)
      image.data[4 * e + c] = ink.paper[c] + share * (end[c] - ink.paper[c]);
    image.data[4 * e + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

// The line where the values are 0: marching squares, a piece or two for each square.
function boundary(values) {
  const pieces = [];
  for (let r = 0; r + 1 < GRID; r++)
    for (let c = 0; c + 1 < GRID; c++) {
      const corners = [[c, r], [c + 1, r], [c + 1, r + 1], [c, r + 1]];
      const v = corners.map(([x, y]) => values[y * GRID + x]), cuts = [];
      for (let k = 0; k < 4; k++) {
        const next = (k + 1) % 4;
        if (v[k] > 0 === v[next] > 0) continue;
        const t = v[k] / (v[k] - v[next]);
        cuts.push(corners[k].map((p, d) => (p + t * (corners[next][d] - p) + 0.5) / GRID));
      }
      for (let k = 0; k + 1 < cuts.length; k += 2) pieces.push([cuts[k], cuts[k + 1]]);
    }
  return pieces;
}

// The large plane: a surface, its zero line, the points, and where the keyboard's cross stands.
function drawPlane(canvas, buffer, { values, scale, points, own, cross, half }, ink) {
  const size = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1)) || 300;
  if (canvas.width !== size) canvas.width = canvas.height = size;
  const context = canvas.getContext("2d"), unit = size / 320;
  paint(buffer, values, scale, ink);
  context.imageSmoothingEnabled = true;
  context.drawImage(buffer, 0, 0, size, size);
  context.strokeStyle = ink.line;
  context.lineWidth = 2 * unit;
  context.beginPath();
  for (const [from, to] of boundary(values)) {
    context.moveTo(from[0] * size, from[1] * size);
    context.lineTo(to[0] * size, to[1] * size);
  }
  context.stroke();
  const place = ([a, b]) => [((a / half + 1) / 2) * size, ((1 - b / half) / 2) * size];
  points.y.forEach((label, e) => {
    const [x, y] = place([points.X[2 * e], points.X[2 * e + 1]]);
    const radius = (e >= points.y.length - own ? 5.5 : 3.6) * unit;
    context.beginPath();
    if (label) context.rect(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius);
    else context.arc(x, y, radius, 0, 7);
    context.fillStyle = label ? ink.one : ink.zero;
    context.strokeStyle = ink.rim;
    context.lineWidth = unit;
    context.fill();
    context.stroke();
  });
  if (!cross) return;
  const [x, y] = place(cross);
  context.strokeStyle = ink.line;
  context.lineWidth = 1.5 * unit;
  context.strokeRect(x - 7 * unit, y - 7 * unit, 14 * unit, 14 * unit);
}

// Losses on a log axis, each line labelled at its end.
function lossCurve(train, test, shown) {
  const [width, height, left, right, top, low] = [240, 150, 44, 56, 10, 20];
  const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, class: "curve" });
  const all = [...train, ...test].filter((v) => v > 0 && Number.isFinite(v));
  const ends = [Math.min(0.1, ...all), Math.max(1, ...all)].map(Math.log10);
  const [bottom, ceiling] = [Math.floor(ends[0]), Math.ceil(ends[1] - 1e-9)];
  const last = Math.max(10, train.length);
  const x = (epoch) => left + (epoch / last) * (width - left - right);
  const y = (v) => {
    const share = (Math.log10(Math.max(v, 10 ** bottom)) - bottom) / (ceiling - bottom || 1);
    return height - low - Math.min(1, share) * (height - low - top);
  };
  const text = (at, up, kind, words) =>
    svg.append(make("text", { x: at, y: up, class: kind }, words));
  for (let k = bottom; k <= ceiling; k++) {
    const up = y(10 ** k);
    svg.append(make("path", { class: "grid", d: `M${left} ${up}H${width - right}` }));
    if ((ceiling - k) % Math.ceil((ceiling - bottom) / 4) === 0)
      text(left - 4, up + 4, "tick end", String(Number((10 ** k).toPrecision(1))));
  }
  text(left, height - 5, "tick", "0");
  text(width - right, height - 5, "tick end", `${last} epochs`);
  const heights = [];
  for (const [name, values] of [["train", train], ["test", test]]) {
    const step = Math.max(1, Math.floor(values.length / 200));
    const kept = values.map((v, k) => [k + 1, v])
      .filter(([k, v]) => Number.isFinite(v) && (k % step === 0 || k === values.length));
    if (!kept.length) continue;
    const d = kept.map(([k, v], j) => `${j ? "L" : "M"}${x(k).toFixed(1)} ${y(v).toFixed(1)}`);
    svg.append(make("path", { class: name, d: d.join("") }));
    heights.push([name, y(kept.at(-1)[1]), x(kept.at(-1)[0])]);
  }
  heights.sort((a, b) => a[1] - b[1]);
  const floor = height - low - 4, first = Math.min(heights[0]?.[1], floor - 13); // labels apart
  heights.forEach(([name, up, at], k) => {
    const away = k ? Math.min(Math.max(up, first + 13), floor) : first;
    text(at + 5, away + 4, `label ${name}`, name === "train" ? "training" : "test");
  });
  if (shown !== null) svg.append(make("path", { class: "now", d: `M${x(shown)} ${top}V${height - low}` }));
  return svg;
}
