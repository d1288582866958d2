
// ---- Knobs: native ones, each with a name and a value for those who do not see them.

let knobs = 0;

function knob(label, input, value = "") {
  input.id = `d2lmlp-knob-${(knobs += 1)}`;
  const shown = make("output", { for: input.id }, value);
  return { box: make("div", { class: "knob" }, make("label", { for: input.id }, label), input, shown),
    input, shown };
}

// A slider for a number; `scale` maps its place to the number and back.
function slider(label, [low, high, step], scale, changed) {
  const input = make("input", { type: "range", min: low, max: high, step });
  const found = knob(label, input);
  const read = () => Number(scale.to(Number(input.value)).toPrecision(2));
  input.addEventListener("input", () => changed(read()));
  return {
    box: found.box,
    set(value) {
      input.value = scale.from(value);
      found.shown.textContent = String(value);
      input.setAttribute("aria-valuetext", String(value));
    },
  };
}
const LINEAR = { to: (v) => v, from: (v) => v };
const LOG = { to: (v) => 10 ** v, from: (v) => Math.log10(v) };
const FROM_ZERO = { to: (v) => (v <= -5 ? 0 : 10 ** v), from: (v) => (v ? Math.log10(v) : -5) };

function choice(label, options, changed, named = (v) => v) {
  const select = make("select", { onchange: () => changed(options[select.selectedIndex]) },
    ...options.map((v) => make("option", {}, String(named(v)))));
  const found = knob(label, select);
  found.shown.remove();
  return { box: found.box, input: select, set: (v) => (select.selectedIndex = options.indexOf(v)) };
}

function button(label, text, click, kind = "") {
  return make("button", {
    type: "button", class: kind, "aria-label": label, title: label, onclick: click,
  }, text);
}

const DATA_NAMES = {
  xor: "four quarters (XOR)", ring: "ring", spiral: "two spirals", u: "three bands (U)",
  empty: "empty: set your own",
};

// All knobs below the picture. `change` gets a part of the settings.
function knobRow(fixed, change) {
  const all = {
    lr: slider("learning rate", [-4, 1, 0.25], LOG, (lr) => change({ lr })),
    batch: choice("batch", fixed.batches, (batch) => change({ batch })),
    noise: slider("noise", [0, 1.5, 0.05], LINEAR, (noise) => change({ noise })),
    dropout: slider("dropout", [0, 0.8, 0.1], LINEAR, (dropout) => change({ dropout })),
    l2: slider("L2 penalty", [-5, 0, 0.25], FROM_ZERO, (l2) => change({ l2 })),
    init: choice("first weights", fixed.inits, (init) => change({ init })),
    seed: choice("seed", Array.from({ length: 20 }, (_, k) => k), (seed) => change({ seed })),
  };
  const box = make("div", { class: "knobs", role: "group", "aria-label": "settings" },
    ...Object.values(all).map((one) => one.box));
  return { box, set: (s) => Object.entries(all).forEach(([name, one]) => one.set(s[name])) };
}
