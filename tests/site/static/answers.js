// Tasks that a page can judge: letters to tick and numbers to predict. What it says was written
// down by the course's own checker and sealed under a hash of the answer (tests/tools/sealed.py).
(() => {
  // SHA-256 (FIPS 180-4): a browser's own is missing on pages without https.
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32) | 0;
  const K = primes.map((p) => fraction(Math.cbrt(p)));
  const START = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  function sha256(bytes) {
    const length = ((bytes.length + 72) >> 6) << 6, padded = new Uint8Array(length);
    padded.set(bytes);
    padded[bytes.length] = 128;
    const view = new DataView(padded.buffer);
    view.setUint32(length - 4, bytes.length * 8);
    const state = [...START], w = new Int32Array(64);
    for (let block = 0; block < length; block += 64) {
      for (let i = 0; i < 64; i++) {
        if (i < 16) { w[i] = view.getInt32(block + 4 * i); continue; }
        const a = w[i - 15], b = w[i - 2];
        const small = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
        w[i] = w[i - 16] + small + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i++) {
        const big = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
        const t1 = (h + big + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((x, i) => (state[i] = (state[i] + x) | 0));
    }
    const out = new DataView(new ArrayBuffer(32));
    state.forEach((x, i) => out.setInt32(4 * i, x));
    return new Uint8Array(out.buffer);
  }

  const digest = (...parts) => sha256(new TextEncoder().encode(parts.join("|")));
  const lock = (...parts) => btoa(String.fromCharCode(...digest(...parts).slice(0, 8)));

  function opened(sealed, ...key) {
    const data = Uint8Array.from(atob(sealed), (c) => c.charCodeAt(0));
    for (let k = 0; k * 32 < data.length; k++) {
      const stream = digest(...key, String(k));
      for (let i = k * 32; i < Math.min(data.length, k * 32 + 32); i++) data[i] ^= stream[i % 32];
    }
    return new TextDecoder().decode(data);
  }

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const html = (tag, text, attributes) => {
    const element = make(tag, attributes);
    element.innerHTML = text;
    return element;
  };

  // A number as Python's checker reads it, "error", or null.
  function reading(text) {
    const given = text.trim().toLowerCase().replace("−", "-").replace(",", ".");
    if (/\b\w*error|raise|exception|fail|crash/.test(given)) return "error";
    return given && !Number.isNaN(Number(given)) ? String(Number(given)) : null;
  }

  function judged(task, answer) {
    const found = task.verdicts[lock(task.salt, answer)];
    return found && JSON.parse(opened(found, task.salt, answer));
  }

  // Boxes in the list of statements that stands above: each statement becomes a label.
  function tickable(place, task) {
    const items = [...place.closest("section").querySelectorAll("li")].filter((item) =>
      /^[a-p]\.?$/.test(item.querySelector("strong")?.textContent.trim() ?? ""));
    const mine = items.slice(-task.letters.length);
    const boxes = [...task.letters].map((letter, k) => {
      const box = make("input", { type: "checkbox", value: letter });
      const label = make("label");
      label.append(box, " ", ...mine[k].childNodes);
      mine[k].append(label);
      mine[k].parentElement.classList.add("statements");
      return box;
    });
    const given = () => boxes.filter((box) => box.checked).map((box) => box.value).join("");
    return [[], () => given() || "Tick what is true first.", (answer) => judged(task, answer)];
  }

  function typed(task) {
    const inputs = task.labels.map(() => make("input", { type: "text", size: 8 }));
    const rows = task.labels.map((label, k) => make("label", { class: "asked" }, label, inputs[k]));
    const given = () => {
      const read = inputs.map((input) => reading(input.value));
      return read.includes(null) ? 'Give each a number or the word "error".' : read;
    };
    const judge = (read) => judged(task, `=${read.join("~")}`) ?? judged(task, read.map(
      (value, k) => (lock(task.salt, String(k), value) === task.right[k] ? value : "?")).join("~"));
    return [rows, given, judge];
  }

  // Two lists to choose from: a disease and the evidence for it.
  function chosen(task) {
    const lists = Object.values(task.lists).map((names) => make("select", {},
      make("option", { value: "" }, "choose"), ...names.map((name) => make("option", {}, name))));
    const rows = Object.keys(task.lists).map((name, k) => make("label", { class: "asked" }, name, lists[k]));
    const given = () => {
      const names = lists.map((list) => list.value);
      return names.includes("") ? "Choose a name from both lists." : names;
    };
    const judge = ([disease, shown]) => judged(task, disease) ?? judged(task, `${disease}~${shown}`);
    return [rows, given, judge];
  }

  function help(task) {
    let inside = make("details", { class: "solution" }, make("summary", {}, "Solution"));
    inside.append(html("div", opened(task.end, task.salt, "end")));
    for (let k = task.hints.length - 1; k >= 0; k--) {
      const summary = make("summary", {}, `Hint ${k + 1} of ${task.hints.length}`);
      const hint = make("details", { class: "hint" }, summary);
      const text = opened(task.hints[k], task.salt, "hint", String(k));
      hint.append(html("div", text), inside);
      inside = hint;
    }
    return inside;
  }

  function ask(place) {
    const task = JSON.parse(place.querySelector("script").textContent);
    const [rows, given, judge] = task.letters ? tickable(place, task)
      : task.lists ? chosen(task) : typed(task);
    const said = make("div", { class: "verdict", role: "status" });
    let wrong = 0;
    const form = make("form", {}, ...rows, make("button", { type: "submit" }, task.lists ? "Diagnose" : "Check"), said);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const answer = given();
      if (typeof answer === "string" && answer.includes(" ")) return void (said.textContent = answer);
      const [status, clue, message, clueKey, messageKey] = judge(answer);
      const first = status === "wrong" && task.again && !wrong++;
      const [sign, word] = task.statuses[status];
      const text = first ? opened(task.texts[clue], clueKey) : opened(task.texts[message], messageKey);
      said.className = `verdict ${status}`;
      said.replaceChildren(make("strong", {}, `${sign} ${word}`), " ", html("span", text));
      if (first) said.append(" ", task.again);
      if (status === "correct") said.append(html("p", opened(task.end, task.salt, "end")));
      window.d2lmlpFormulas?.(said);
    });
    place.append(form);
    if (!task.hints) return; // they stand elsewhere on the page
    const folded = help(task);
    folded.addEventListener("toggle", () => window.d2lmlpFormulas?.(folded), { once: true });
    place.append(folded);
  }

  // A prediction: what was said stands above what came out, which opens.
  function compare(place) {
    const asked = JSON.parse(place.dataset.asked);
    const inputs = asked.map(({ choices }) => choices.length
      ? make("select", {}, make("option", { value: "" }, "choose"),
          ...choices.map((choice) => make("option", {}, choice)))
      : make("input", { type: "text", inputmode: "decimal", size: 8 }));
    const rows = asked.map(({ name }, k) => make("label", { class: "asked" }, name, inputs[k]));
    const said = make("div", { class: "verdict", role: "status" });
    const form = make("form", {}, ...rows, make("button", { type: "submit" }, "Compare"), said);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const values = inputs.map((input) => input.value.trim());
      if (values.some((value) => !value)) return void (said.textContent = "Say something first.");
      said.textContent = `You say ${values.join(" and ")}. Below is what came out.`;
      const all = [...document.querySelectorAll("details.predicted")];
      const next = all.find((one) => place.compareDocumentPosition(one) & 4);
      if (next) next.open = true;
    });
    place.append(form);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".d2lmlp-task").forEach(ask);
    document.querySelectorAll(".d2lmlp-predict").forEach(compare);
  });
  window.d2lmlpSha256 = digest;
})();
