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
