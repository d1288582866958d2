// Explorers without a kernel: each module gets a model that answers as anywidget's does.
document.addEventListener("DOMContentLoaded", () => {
  function model(state) {
    const heard = {};
    const tell = (event) => (heard[event] ?? []).forEach((hear) => hear());
    return {
      get: (name) => state[name],
      set(name, value) {
        if (state[name] === value) return;
        state[name] = value;
        tell(`change:${name}`);
        tell("change");
      },
      on: (event, hear) => event.split(" ").forEach((one) => (heard[one] ??= []).push(hear)),
      off(event, hear) {
        for (const one of event ? event.split(" ") : Object.keys(heard))
          heard[one] = hear ? (heard[one] ?? []).filter((other) => other !== hear) : [];
      },
      save_changes() {},
      send() {},
    };
  }
  for (const place of document.querySelectorAll(".d2lmlp-explorer")) {
    const whole = window.d2lmlpExplorers?.[place.dataset.explorer];
    const state = JSON.parse(place.querySelector("script").textContent);
    const el = document.createElement("div");
    place.append(el);
    whole.render({ model: model(state), el });
    // The stills beside it are for those who have no script.
    for (const still of place.closest(".cell")?.querySelectorAll(".d2lmlp-still") ?? [])
      still.hidden = true;
  }
});
