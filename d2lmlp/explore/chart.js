// A flow chart to walk: one question at a time, yes or no; what a no rules out is crossed out.

function build(stage) {
  const steps = stage.get("steps"), title = make("p", { class: "question" }), detail = make("p", { class: "detail" });
  const go = (path) => () => put(stage, path());
  const button = (text, path) => make("button", { type: "button", onclick: go(path) }, text);
  const yes = button("yes", () => `${stage.get("path")}y`), no = button("no", () => `${stage.get("path")}n`);
  const back = button("one back", () => stage.get("path").slice(0, -1)), fresh = button("from the start", () => "");
  const rows = steps.map(({ question, disease }, k) => make("li", {}, make("button", { type: "button",
    onclick: go(() => "n".repeat(k)) }, make("span", { class: "asked" }, question), make("span", { class: "disease" }, disease))));
  const parts = stage.get("headings").map((heading, part) => make("div", {}, make("p", { class: "heading" }, heading),
    make("ol", { start: steps.findIndex((step) => step.part === part) + 1 }, ...rows.filter((_, k) => steps[k].part === part))));
  stage.parts = { title, detail, yes, no, back, fresh, rows };
  return make("div", { class: "chart" }, make("div", { class: "card", role: "status" }, title, detail),
    make("div", { class: "answer" }, yes, no, back, fresh), ...parts);
}

function put(stage, path) {
  const { yes, no, back } = stage.parts, active = stage.el.getRootNode().activeElement;
  stage.set({ path });
  stage.now();
  if ([yes, no, back].includes(active) && active.disabled)
    [back, no].find((button) => !button.disabled)?.focus(); // never lose the keyboard's place
}

function paint(stage) {
  const { title, detail, yes, no, back, fresh, rows } = stage.parts;
  const [steps, path, healthy] = ["steps", "path", "healthy"].map((name) => stage.get(name));
  const found = path.endsWith("y"), at = path.length - (found ? 1 : 0), step = steps[at], left = steps.length - at;
  const end = healthy.indexOf(".") + 1;
  title.textContent = found ? `Yes: ${step.disease}` : step ? `${at + 1}. ${step.question}` : healthy.slice(0, end);
  detail.textContent = found ? step.remedy : step ? `Look at ${step.look}.` : healthy.slice(end + 1);
  yes.disabled = no.disabled = found || !step;
  back.disabled = fresh.disabled = !path;
  rows.forEach((row, k) => {
    row.className = k < at ? "out" : k === at ? (found ? "found" : "here") : "";
    const name = { out: "ruled out: ", found: "found: " }[row.className] ?? "";
    change(row.firstChild, { "aria-current": k === at && "step",
      "aria-label": `question ${k + 1}: ${steps[k].question} ${name}${steps[k].disease}` });
  });
  const words = found ? `Your path: ${at} times no, then yes.`
    : step ? `${at} ${at === 1 ? "disease is" : "diseases are"} ruled out, ${left} ${left === 1 ? "is" : "are"} left. ` +
      "Click a question to go there, as if all above it were answered with no." : `All ${steps.length} are ruled out.`;
  return [words, `clinic.flow_chart(${path ? `"${path}"` : ""})`];
}

export default {
  render({ model, el }) {
    const stage = new Stage(model, el, { name: "The flow chart", traits: ["path"], build, paint });
    return () => stage.close();
  },
};
