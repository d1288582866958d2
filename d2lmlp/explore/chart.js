
// ---- A flow chart to walk: one question at a time, yes or no; what a no rules out is crossed out.

class Chart {
  constructor(model, el) {
    const [steps, headings, healthy] = ["steps", "headings", "healthy"].map((name) => model.get(name));
    Object.assign(this, { model, steps, healthy, answers: model.get("answers") });
    this.title = make("p", { class: "question" });
    this.detail = make("p", { class: "detail" });
    this.card = make("div", { class: "card", role: "status" }, this.title, this.detail);
    this.yes = this.button("yes", () => this.put(`${this.answers}y`));
    this.no = this.button("no", () => this.put(`${this.answers}n`));
    this.back = this.button("one back", () => this.put(this.answers.slice(0, -1)));
    this.fresh = this.button("from the start", () => this.put(""));
    this.rows = steps.map((step, k) => this.row(step, k));
    const parts = headings.map((heading, part) => make("div", {},
      make("p", { class: "heading" }, heading),
      make("ol", { start: steps.findIndex((step) => step.part === part) + 1 },
        ...this.rows.filter((_, k) => steps[k].part === part))));
    this.words = make("p", { class: "words" });
    this.code = make("pre", {});
    el.classList.add("d2lmlp-live", "d2lmlp-chart");
    el.setAttribute("data-lm-suppress-shortcuts", "true");
    el.replaceChildren(this.card, make("div", { class: "bar" }, this.yes, this.no, this.back, this.fresh),
      this.words, ...parts, this.code);
    this.draw();
  }
  button(text, onclick) {
    return make("button", { type: "button", onclick }, text);
  }
  row({ question, disease }, k) {
    const go = make("button", { type: "button", onclick: () => this.put("n".repeat(k)) },
      make("span", { class: "asked" }, question), make("span", { class: "disease" }, disease));
    return make("li", {}, go);
  }
  put(answers) {
    this.answers = answers;
    const active = this.card.getRootNode().activeElement;
    this.draw();
    if ([this.yes, this.no, this.back].includes(active) && active.disabled)
      [this.back, this.no].find((button) => !button.disabled)?.focus(); // never lose the keyboard's place
    this.model.set("answers", answers);
    this.model.save_changes();
  }
  draw() {
    const { steps, answers, healthy } = this, found = answers.endsWith("y");
    const at = answers.length - (found ? 1 : 0), step = steps[at], left = steps.length - at;
    this.title.textContent = found ? `Yes: ${step.disease}`
      : step ? `${at + 1}. ${step.question}` : healthy.slice(0, healthy.indexOf(".") + 1);
    this.detail.textContent = found ? step.remedy
      : step ? `Look at ${step.look}.` : healthy.slice(healthy.indexOf(".") + 2);
    for (const button of [this.yes, this.no]) button.disabled = found || !step;
    for (const button of [this.back, this.fresh]) button.disabled = !answers;
    this.rows.forEach((row, k) => {
      const kind = k < at ? "out" : k === at ? (found ? "found" : "here") : "";
      row.className = kind;
      const name = { out: "ruled out: ", found: "found: " }[kind] ?? "";
      change(row.firstChild, { "aria-current": kind === "here" || kind === "found" ? "step" : false,
        "aria-label": `question ${k + 1}: ${steps[k].question} ${name}${steps[k].disease}` });
    });
    const nos = `${at} ${at === 1 ? "disease is" : "diseases are"} ruled out`;
    this.words.textContent = found ? `Your path: ${at} times no, then yes.`
      : step ? `${nos}, ${left} ${left === 1 ? "is" : "are"} left. Click a question to go there, as if all above it were answered with no.`
        : `All ${steps.length} are ruled out.`;
    this.code.textContent = `clinic.flow_chart(${answers ? `"${answers}"` : ""})`;
  }
}

export default {
  render({ model, el }) {
    new Chart(model, el);
  },
};
