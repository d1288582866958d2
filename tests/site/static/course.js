// A table wider than the window scrolls within a frame that the keyboard reaches.
document.addEventListener("DOMContentLoaded", () => {
  for (const table of document.querySelectorAll(".bd-content table")) {
    const frame = document.createElement("div");
    frame.className = "scrolls";
    frame.tabIndex = 0;
    table.replaceWith(frame);
    frame.append(table);
  }
});

// The graphs that one can step through were computed when the notebook ran: no kernel is needed.
document.addEventListener("DOMContentLoaded", async () => {
  const graphs = document.querySelectorAll(".d2lmlp-graph[data-graph]");
  if (!graphs.length) return;
  const { draw } = await import("./graph.js");
  for (const place of graphs) draw(place, JSON.parse(place.dataset.graph));
});
