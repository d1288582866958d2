// Knobs over pictures that were drawn when the page was made (tests/tools/stored.py): a picture that
// lies whole below, and what differs from it above.
(window.d2lmlpExplorers ??= {}).states = {
  render({ model, el }) {
    const make = (tag, attributes = {}, ...children) => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.append(...children);
      return element;
    };
    const { knobs, size, first, states } = model.get("stored");
    const found = new Map(states.map((state) => [JSON.stringify(state.at), state]));
    const at = [...first.at];
    const image = (alt) => make("img", { alt, width: size[0], height: size[1] });
    const below = image(""), above = image("");
    below.className = "below"; // the words stand with the one above
    below.src = `data:image/png;base64,${first.picture}`;
    const words = make("p", { role: "status" }), code = make("pre");
    const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;

    function show() {
      const state = found.get(JSON.stringify(at));
      above.src = `data:image/png;base64,${state.picture}`;
      above.alt = words.textContent = plain(state.words);
      code.textContent = plain(state.code);
      model.set("at", [...at]);
      model.save_changes();
    }

    // A list for words, a box for yes or no, a slider for numbers.
    function knob({ name, places }, k) {
      const now = places.indexOf(at[k]);
      const moved = (to) => { at[k] = places[to]; show(); };
      let input, value = "";
      if (typeof places[0] === "boolean") {
        input = make("input", { type: "checkbox" });
        input.checked = at[k];
        input.addEventListener("change", () => moved(Number(input.checked)));
      } else if (typeof places[0] === "string") {
        input = make("select", {}, ...places.map((place) => make("option", {}, place)));
        input.selectedIndex = now;
        input.addEventListener("change", () => moved(input.selectedIndex));
      } else {
        input = make("input", { type: "range", min: 0, max: places.length - 1, step: 1, value: now });
        value = make("output", {}, String(at[k]));
        const said = () => {
          value.textContent = String(places[input.value]).replace("-", "−");
          input.setAttribute("aria-valuetext", value.textContent);
        };
        input.addEventListener("input", () => (moved(Number(input.value)), said()));
        said();
      }
      return make("label", {}, make("span", {}, name), input, value);
    }

    const pictures = make("div", { class: "pictures" }, below, above);
    const frame = make("div", { class: "frame", tabindex: 0, role: "group" }, pictures);
    frame.setAttribute("aria-label", "picture");
    el.classList.add("d2lmlp-states");
    const controls = make("div", { class: "knobs" }, ...knobs.map(knob));
    el.replaceChildren(controls, frame, words, code);
    show();
  },
};
