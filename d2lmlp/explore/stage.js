// The stage itself: what holds picture, knobs, words and code together and listens to the model.

class Stage {
  // `name` is said of the picture; `build(stage, wide)` makes it, in the stage's <svg> or as an
  // element that it returns; `paint(stage)` follows the state and returns [words, code].
  constructor(model, el, { name, traits, build, paint }) {
    Object.assign(this, { model, el, name, build, paint });
    this.kernel = model.get("kernel");
    this.knobs = make("div", { class: "knobs" });
    this.words = make("p", { class: "words", role: "status" });
    this.code = make("pre", { class: "line", tabindex: 0, role: "group", "aria-label": "the line of code" });
    this.picture = make("div", { class: "picture" });
    this.set_ = [];
    el.classList.add("d2lmlp-stage");
    el.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab moves cells by arrow keys
    el.replaceChildren(this.picture, this.knobs, this.words, this.code);
    this.heard = [...traits, "answers"].map((trait) => [`change:${trait}`, () => this.draw()]);
    for (const [event, call] of this.heard) model.on(event, call);
    this.sized = new ResizeObserver(() => this.fit());
    this.sized.observe(el);
  }
  get(name) {
    return this.model.get(name);
  }
  // Set traits; Python hears of it once in a frame.
  set(values) {
    for (const [name, value] of Object.entries(values)) this.model.set(name, value);
    this.unsaved = true;
    this.draw();
  }
  fit() {
    const wide = this.el.clientWidth >= 600;
    if (!this.el.clientWidth || wide === this.wide) return;
    this.wide = wide;
    this.el.classList.toggle("wide", wide);
    this.svg = make("svg", { role: "group", "aria-label": this.name });
    this.picture.replaceChildren(this.build(this, wide) ?? this.svg);
    this.now();
  }
  size(width, height) {
    change(this.svg, { viewBox: `0 0 ${width} ${height}` });
  }
  panel(options) {
    const panel = new Panel(options);
    this.svg.append(panel.root);
    return panel;
  }
  draw() {
    this.due ??= requestAnimationFrame(() => this.now());
  }
  now() {
    cancelAnimationFrame(this.due);
    this.due = undefined;
    if (!this.svg) return;
    for (const show of this.set_) show();
    const [words, code] = this.paint(this);
    if (this.words.textContent !== words) this.words.textContent = words; // spoken when new
    this.code.textContent = code;
    change(this.code, { hidden: !code });
    if (this.unsaved) this.model.save_changes();
    this.unsaved = false;
  }

  // -- knobs: native ones, with a name and a value for those who do not see them

  knob(label, input) {
    input.id = `d2lmlp-knob-${(made += 1)}`;
    const shown = make("output", { for: input.id });
    const box = make("div", { class: "knob" }, make("label", { for: input.id }, label), shown, input);
    this.knobs.append(box);
    return { box, shown, input };
  }
  // A slider over the values of a trait, or of `get` and `set`.
  slider(name, values, { show = (v) => String(v), get = () => this.get(name),
    set = (v) => this.set({ [name]: v }), label = name, when = () => true } = {}) {
    const input = make("input", { type: "range", min: 0, max: values.length - 1, step: 1,
      oninput: () => set(values[input.value]) });
    const { box, shown } = this.knob(label, input);
    change(box, { hidden: values.length < 2 });
    this.set_.push(() => {
      const now = get();
      input.value = nearest(values, now);
      input.disabled = !when();
      shown.textContent = input.disabled ? "" : minus(show(now));
      input.setAttribute("aria-valuetext", minus(show(now)));
    });
  }
  choice(name, options, { label = name } = {}) {
    const select = make("select", { onchange: () => this.set({ [name]: options[select.selectedIndex] }) },
      ...options.map((option) => make("option", {}, option)));
    const { box, shown } = this.knob(label, select);
    shown.remove();
    change(box, { hidden: options.length < 2 });
    this.set_.push(() => (select.selectedIndex = options.indexOf(this.get(name))));
  }
  check(name, label) {
    const input = make("input", { type: "checkbox", onchange: () => this.set({ [name]: input.checked }) });
    this.knob(label, input).shown.remove();
    this.set_.push(() => (input.checked = this.get(name)));
  }
  button(label, click) {
    const button = make("button", { type: "button", onclick: click }, label);
    this.knobs.append(make("div", { class: "knob" }, button));
    return button;
  }

  // -- things to drag

  // Make an element draggable. `at()` is where it stands, in numbers of the panel; `drag(place)`
  // moves it there, `step(right, up)` by so many steps of the arrow keys.
  draggable(element, panel, { name, at, drag, step }) {
    change(element, { role: "slider", tabindex: 0, "aria-label": name });
    let off = null;
    const place = (event) => {
      const corner = this.svg.getScreenCTM().inverse();
      return panel.back([corner.a * event.clientX + corner.e, corner.d * event.clientY + corner.f]);
    };
    change(element, {
      onpointerdown: (event) => {
        event.preventDefault();
        element.focus();
        element.setPointerCapture(event.pointerId);
        const [x, y] = place(event), [x0, y0] = at();
        off = [x0 - x, y0 - y];
        element.classList.add("held");
      },
      onpointermove: (event) => {
        if (!off) return;
        const [x, y] = place(event);
        drag([x + off[0], y + off[1]]);
      },
      onlostpointercapture: () => {
        off = null;
        element.classList.remove("held");
      },
      onkeydown: (event) => {
        const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
        if (!(event.key in move)) return;
        event.preventDefault();
        event.stopPropagation();
        step(...move[event.key].map((v) => v * (event.shiftKey ? 10 : 1)));
      },
    });
    return element;
  }
  // A round handle over a panel; `put` moves it and says its value.
  handle(panel, kind, options) {
    const group = this.draggable(make("g", { class: `handle ${kind}` },
      make("circle", { r: 18, class: "hit" }), make("circle", { r: 7, class: "knobby" })), panel, options);
    panel.above.append(group);
    return {
      element: group,
      put(x, y, value) {
        group.setAttribute("transform", `translate(${panel.X(x).toFixed(1)} ${panel.Y(y).toFixed(1)})`);
        tell(group, value);
      },
    };
  }

  // -- what MXNet computes

  // The answer to a list of arguments, or null as long as it is not there.
  answer(...asked) {
    const key = JSON.stringify(asked), found = this.get("answers")[key];
    if (found || !this.kernel) {
      this.asleep = false;
      return found ?? null;
    }
    if (this.asked !== key) {
      this.asked = key;
      this.asleep = false;
      this.model.set("wanted", key);
      this.model.save_changes();
      clearTimeout(this.waits);
      this.waits = setTimeout(() => {
        this.asleep = !this.get("answers")[this.asked];
        this.draw();
      }, 5000);
    }
    return null;
  }
  // The values that the k-th argument may have: all of them, or those a page has answers for.
  offered(k, values) {
    if (this.kernel) return values;
    const there = new Set(Object.keys(this.get("answers")).map((key) => JSON.parse(key)[k]));
    return values.filter((v) => there.has(v));
  }
  waiting() {
    return this.asleep ? "Nothing answers: the kernel is busy with another cell, or it is gone. " +
      "If it was restarted, run this cell again." : "MXNet computes …";
  }

  // Call step(t) with t from 0 to 1; at once with 1 where motion is not wanted.
  animate(seconds, step) {
    cancelAnimationFrame(this.moving);
    if (calm()) return step(1);
    const begin = performance.now();
    const go = (now) => {
      const t = clamp((now - begin) / (1000 * seconds), 0, 1);
      if (!this.el.isConnected) return;
      step(t);
      if (t < 1) this.moving = requestAnimationFrame(go);
    };
    this.moving = requestAnimationFrame(go);
  }
  close() {
    this.sized.disconnect();
    clearTimeout(this.waits);
    cancelAnimationFrame(this.moving);
    cancelAnimationFrame(this.due);
    for (const [event, call] of this.heard) this.model.off?.(event, call);
  }
}

// Say a handle's value: a number between two others, and words for it.
function tell(element, { now, low, high, text }) {
  change(element, { "aria-valuenow": now, "aria-valuemin": low, "aria-valuemax": high,
    "aria-valuetext": minus(text) });
}

function nearest(values, now) {
  const exact = values.indexOf(now);
  if (exact >= 0 || typeof now !== "number") return Math.max(exact, 0);
  return values.reduce((best, v, k) => (Math.abs(v - now) < Math.abs(values[best] - now) ? k : best), 0);
}
