// A graph that one walks through: forward, where values appear, and backward, where gradients do.
// All of it was computed in Python; this file draws a state and moves from one to the next, in
// JupyterLab (`render`, called by anywidget) and on a page without a kernel (`draw`).

const SVG = "http://www.w3.org/2000/svg";

function make(tag, attributes = {}, ...children) {
  const svg = ["svg", "g", "rect", "text", "polyline", "title"].includes(tag);
  const element = svg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

// What is known after the first `step` steps.
function known(graph, step) {
  const values = new Set(), grads = {}, edges = {};
  for (const one of graph.steps.slice(0, step + 1)) {
    for (const k of one.values ?? []) values.add(k);
    Object.assign(grads, one.grads);
    Object.assign(edges, one.edges);
  }
  return { values, grads, edges };
}

function node(graph, k, state, here) {
  const { x, y, head, value, leaf, name, whole } = graph.nodes[k];
  const [w, h] = graph.box;
  const shown = state.values.has(k), grad = state.grads[k];
  const group = make("g", { class: `node${leaf ? " leaf" : ""}${here ? " here" : ""}` });
  group.append(
    make("title", {}, `${name}${shown ? ` = ${whole}` : ""}`),
    make("rect", { x: x - w / 2, y: y - h / 2, width: w, height: h, rx: 7 }),
    make("text", { x, y: y - 13, class: "head" }, head),
  );
  if (shown) group.append(make("text", { x, y: y + 4, class: "value" }, value));
  if (grad !== undefined)
    group.append(make("text", { x, y: y + 21, class: "grad" }, `∂ ${grad}`));
  return group;
}

// An edge is thin until something has passed it; a share on its way back is written beside it.
function edge({ id, points }, state, current) {
  const share = state.edges[id];
  const back = share !== undefined;
  const group = make("g", { class: `edge${back ? " back" : ""}${id in current ? " here" : ""}` });
  const line = back ? [...points].reverse() : points;
  const [[x0, y0], [x1, y1]] = line.slice(-2);
  const turn = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI;
  group.append(
    make("polyline", { class: "line", points: line.join(" ") }),
    make("polyline", {
      class: "tip",
      points: "-8,-4 0,0 -8,4",
      transform: `translate(${x1} ${y1}) rotate(${turn})`,
    }),
  );
  if (back) {
    const [a, b] = points.slice(-2);
    const x = (a[0] + b[0]) / 2, y = (a[1] + b[1]) / 2 + 4;
    group.append(make("text", { x, y, class: "share" }, share));
  }
  return group;
}

function picture(graph, step, words) {
  const state = known(graph, step);
  const { node: here, edges = {} } = graph.steps[step];
  const [width, height] = graph.size;
  const svg = make("svg", {
    viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": words,
  });
  svg.append(
    ...graph.edges.map((one) => edge(one, state, edges)),
    ...graph.nodes.map((_, k) => node(graph, k, state, k === here)),
  );
  return svg;
}

// The same numbers for those who do not see the picture.
function table(graph, step) {
  const state = known(graph, step);
  const rows = graph.nodes.map(({ name, head, whole }, k) =>
    make("tr", {},
      make("th", { scope: "row" }, head.startsWith(name) ? head : `${name} = ${head}`),
      make("td", {}, state.values.has(k) ? whole : "not yet"),
      make("td", {}, state.grads[k] ?? "not yet"),
    ),
  );
  const titles = ["node", "value", "gradient"].map((t) => make("th", { scope: "col" }, t));
  return make("table", {}, make("thead", {}, make("tr", {}, ...titles)),
    make("tbody", {}, ...rows));
}

function answered(text, want) {
  const given = Number(text.trim().replace("−", "-").replace(",", "."));
  if (!text.trim() || Number.isNaN(given)) return "Type a number first.";
  const near = Math.abs(given - want) <= 0.005 + 0.01 * Math.abs(want);
  return near ? "Right." : `Not quite: it is ${want}.`;
}

// Fill `root` with the graph. `begin` is the first step; `moved(step)` hears of each move.
export function draw(root, graph, begin = 0, moved = () => {}) {
  const last = graph.steps.length - 1;
  let step = begin, timer = null;
  const button = (label, text, click) =>
    make("button", { type: "button", "aria-label": label, title: label, onclick: click }, text);
  const start = button("first step (Home)", "|◀", () => stop() || go(0));
  const back = button("step back (left arrow)", "◀ back", () => stop() || go(step - 1));
  const next = button("next step (right arrow)", "next ▶", () => stop() || onward());
  const play = button("play", "play", () => (timer ? stop() : run()));
  const end = button("last step (End)", "▶|", () => stop() || go(last));
  const ask = make("input", { type: "checkbox", onchange: () => go(step) });
  const guess = make("input", {
    type: "text", inputmode: "decimal", "aria-label": "your number",
    // JupyterLab keeps Enter from a form: it is taken here, before.
    onkeydown: (event) => event.key === "Enter" && (event.preventDefault() || tell()),
  });
  const reply = make("span", { class: "reply", role: "status" });
  const asked = make("span", {});
  const form = make("form", { class: "question", onsubmit: (e) => e.preventDefault() || tell() },
    asked, " ", guess, " ", make("button", { type: "submit" }, "answer"));
  const count = make("span", { class: "count" });
  const words = make("p", { class: "words", "aria-live": "polite" });
  const canvas = make("div", { class: "canvas" });
  const numbers = make("details", {}, make("summary", {}, "The numbers so far, as a table"));
  const code = make("pre", {});

  function tell() {
    const { answer } = graph.steps[step + 1];
    const said = answered(guess.value, answer);
    if (said.startsWith("Type")) return void (reply.textContent = said);
    go(step + 1);
    reply.textContent = said;
    if (!form.hidden) guess.focus();
  }
  function onward() {
    if (ask.checked && !form.hidden && guess.value.trim()) tell();
    else go(step + 1);
  }
  function stop() {
    clearInterval(timer);
    timer = null;
    play.textContent = "play";
    play.title = "play";
    play.setAttribute("aria-label", "play");
  }
  function run() {
    if (step === last) go(0);
    timer = setInterval(() => (step < last && root.isConnected ? go(step + 1) : stop()), 1500);
    play.textContent = "pause";
    play.title = "pause";
    play.setAttribute("aria-label", "pause");
  }
  function go(to) {
    step = Math.max(0, Math.min(last, to));
    const { text } = graph.steps[step], coming = graph.steps[step + 1];
    words.textContent = text;
    count.textContent = `step ${step} of ${last}`;
    canvas.replaceChildren(picture(graph, step, `Graph of ${graph.nodes.length} nodes. ${text}`));
    numbers.replaceChildren(numbers.firstChild, table(graph, step));
    code.textContent = graph.code.replace("STEP", step);
    start.disabled = back.disabled = step === 0;
    end.disabled = next.disabled = step === last;
    form.hidden = !(ask.checked && coming && "answer" in coming);
    asked.textContent = form.hidden ? "" : coming.ask;
    guess.value = reply.textContent = "";
    moved(step);
  }
  const keys = {
    ArrowRight: () => go(step + 1), ArrowLeft: () => go(step - 1),
    Home: () => go(0), End: () => go(last),
  };
  const walk = make("div", {
    class: "walk", role: "group", tabindex: 0,
    "data-lm-suppress-shortcuts": "true",
    "aria-label": "Graph: step with the left and right arrow keys",
    onkeydown: (event) => {
      if (!(event.key in keys) || event.target === guess) return;
      event.preventDefault();
      stop();
      keys[event.key]();
    },
  },
    make("div", { class: "bar" }, start, back, play, next, end, count,
      make("label", {}, ask, " ask me first")),
    form, reply, words, canvas,
  );
  root.classList.add("d2lmlp-graph");
  root.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab moves cells by arrow keys
  root.replaceChildren(walk, numbers, code);
  go(step);
  return { go: (to) => to !== step && go(to), stop };
}

export default {
  render({ model, el }) {
    const walk = draw(el, model.get("graph"), model.get("step"), (step) => {
      model.set("step", step);
      model.save_changes();
    });
    model.on("change:step", () => walk.go(model.get("step")));
    return () => walk.stop();
  },
};
