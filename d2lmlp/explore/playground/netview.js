
// ---- The net: its units in columns, each with its surface, and edges that can be dragged. What is
// shown of it (settings, weights) belongs to `View`, in playground.js.

const HEIGHT = 348, TOP = 60; // of the net's place, in pixels; of it, what the columns' knobs take

class NetView {
  arrange() {
    const key = JSON.stringify([this.settings.layers, this.el.clientWidth]);
    if (key === this.arranged) return this.heads?.forEach((head, k) =>
      head.set(this.settings.activations[k]));
    this.arranged = key;
    const { layers } = this.settings, sizes = [2, ...layers, 2];
    const width = this.net.clientWidth || 480;
    const across = (width - 76) / (sizes.length - 1);
    const most = Math.max(...sizes), down = Math.min(52, (HEIGHT - TOP - 4) / most);
    this.size = Math.min(42, down - 5, across - 10);
    this.spots = sizes.map((n, c) => Array.from({ length: n }, (_, r) =>
      [46 + across * c - (c ? 0 : 4), (HEIGHT + TOP) / 2 + down * (r - (n - 1) / 2)]));
    this.tiles = sizes.map((n, c) => Array.from({ length: n }, (_, r) => this.unit(c, r)));
    this.paths = this.layers.map((layer, k) => Array.from({ length: layer.out }, (_, j) =>
      Array.from({ length: layer.inputs }, (_, i) => this.edge(k, j, i))));
    this.edges.replaceChildren(...this.paths.flat(2).map((p) => p.line),
      ...this.paths.flat(2).map((p) => p.grip));
    const names = ["x₁", "x₂"].map((text, r) => this.word(text, this.spots[0][r], -this.size / 2 - 12));
    const ends = ["○", "■"].map((text, r) => {
      const mark = this.word(text, this.spots.at(-1)[r], this.size / 2 + 12);
      mark.classList.add(r ? "one" : "zero");
      return mark;
    });
    this.heads = layers.map((_, k) => this.head(k, Math.min(94, across - 4)));
    this.net.replaceChildren(this.edges, ...names, ...ends, ...this.heads.map((h) => h.box),
      ...this.tiles.flat(), this.tag);
    this.heads.forEach((head, k) => head.set(this.settings.activations[k]));
    this.less.disabled = !layers.length;
    this.more.disabled = layers.length >= this.fixed.most.layers;
    this.pick(null);
  }
  word(text, [x, y], by) {
    return make("span", { class: "name", style: `left:${x + by}px;top:${y}px` }, text);
  }
  head(k, width) {
    const act = choice(`activation of layer ${k + 1}`, this.fixed.activations, (activation) => {
      const activations = [...this.settings.activations];
      activations[k] = activation;
      this.change({ activations });
    }, (v) => v ?? "none");
    const n = this.settings.layers[k];
    const buttons = make("div", {},
      button(`one unit less in layer ${k + 1}`, "−", () => this.resize(k, -1)), ` ${n} `,
      button(`one unit more in layer ${k + 1}`, "+", () => this.resize(k, 1)));
    const box = make("div", { class: "column", style: `left:${this.spots[k + 1][0][0]}px;width:${width}px` },
      act.box, buttons);
    return { box, set: act.set };
  }
  unitName(c, r) {
    if (!c) return `input x${r + 1}`;
    if (c === this.tiles.length - 1) return `logit of class ${r}`;
    return `unit ${r + 1} of layer ${c}`;
  }
  unit(c, r) {
    const [x, y] = this.spots[c][r];
    const look = (on) => () => { this.looked = on ? [c, r] : null; this.draw(); };
    return make("button", {
      type: "button", class: "unit", tabindex: c || r ? -1 : 0,
      style: `left:${x}px;top:${y}px;width:${this.size}px;height:${this.size}px`,
      onpointerenter: look(true), onpointerleave: look(false), onfocus: look(true), onblur: look(false),
      onclick: () => this.pick([c, r]), onkeydown: (event) => this.walk(event, c, r),
    }, make("canvas"));
  }
  walk(event, c, r) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (!moves[event.key]) return;
    event.preventDefault();
    const column = this.tiles[c + moves[event.key][0]];
    const next = column?.[Math.max(0, Math.min(column.length - 1, r + moves[event.key][1]))];
    if (!next) return;
    this.tiles.flat().forEach((tile) => (tile.tabIndex = tile === next ? 0 : -1));
    next.focus();
  }
  edge(k, j, i) {
    const [x0, y0] = this.spots[k][i], [x1, y1] = this.spots[k + 1][j], bend = (x1 - x0) / 2;
    const d = `M${x0} ${y0}C${x0 + bend} ${y0} ${x1 - bend} ${y1} ${x1} ${y1}`;
    const line = make("path", { class: "edge", d });
    const index = this.layers[k].at + j * this.layers[k].inputs + i;
    const name = `${this.shortName(k, i)} → ${this.shortName(k + 1, j)}`;
    const grip = make("path", { class: "grip", d, "data-index": index,
      onpointerdown: (event) => this.grab(event, k, j, i, index, name),
      onpointerenter: (event) => this.held || this.show(event, name, index),
      onpointerleave: () => { this.tag.hidden = !this.held; },
    });
    return { line, grip, index };
  }
  shortName(c, r) {
    if (!c) return `x${"₁₂"[r]}`;
    return c === this.spots.length - 1 ? "○■"[r] : `unit ${c}.${r + 1}`;
  }
  show(event, name, index) {
    const box = this.net.getBoundingClientRect();
    const x = Math.min(event.clientX - box.left + 12, box.width - 130);
    Object.assign(this.tag.style, { left: `${x}px`, top: `${event.clientY - box.top - 30}px` });
    this.tag.textContent = `${name}: ${written(this.now.w[index])}  ↕ drag`;
    this.tag.hidden = false;
  }
  grab(event, k, j, i, index, name) {
    event.preventDefault();
    this.back = null;
    const { target } = event, first = this.now.w[index], from = event.clientY;
    this.pick([k + 1, j], i);
    target.setPointerCapture(event.pointerId);
    target.onpointermove = (moved) => {
      const value = Number((first + (from - moved.clientY) * 0.02).toFixed(2));
      this.held = { index, value };
      this.edit(index, value);
      this.show(moved, name, index);
    };
    target.onpointerup = target.onpointercancel = () => {
      target.onpointermove = target.onpointerup = target.onpointercancel = null;
      this.held = null;
      this.tag.hidden = true;
    };
  }

  // The weights of one unit, to be read and typed: what dragging does, for the keyboard.
  pick(unit, from = 0) {
    this.picked = unit && unit[0] ? unit : null;
    const hint = "Drag a line to change a weight; choose a unit to type it.";
    if (!this.picked) return this.one.replaceChildren(make("span", { class: "hint" }, hint));
    const [c, r] = this.picked, layer = this.layers[c - 1];
    const places = Array.from({ length: layer.inputs + 1 }, (_, i) => i);
    const index = (i) => (i < layer.inputs ? layer.at + r * layer.inputs + i : layer.bias + r);
    const source = choice(`${this.unitName(c, r)}: weight from`, places, () => this.draw(),
      (i) => (i < layer.inputs ? this.unitName(c - 1, i) : "its bias"));
    source.set(from);
    const number = make("input", { type: "number", step: 0.1, onchange: () => {
      if (number.value !== "") this.edit(index(source.input.selectedIndex), Number(number.value));
    } });
    const value = knob("value", number);
    value.shown.remove();
    this.typed = { number, index: () => index(source.input.selectedIndex) };
    this.one.replaceChildren(source.box, value.box);
    this.draw();
  }
}
