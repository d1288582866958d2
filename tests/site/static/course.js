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

// Formulas in what a script has added to the page.
window.d2lmlpFormulas = (place) => {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT), texts = [];
  while (walker.nextNode()) if (/\$[^$]+\$/.test(walker.currentNode.data)) texts.push(walker.currentNode);
  for (const text of texts) {
    const parts = text.data.split(/\$([^$]+)\$/).map((part, k) => {
      if (k % 2 === 0) return part;
      const formula = document.createElement("span");
      formula.className = "math";
      formula.textContent = `\\(${part}\\)`;
      return formula;
    });
    text.replaceWith(...parts);
  }
  if (texts.length) window.MathJax?.typesetPromise?.([place]);
};

// A figure keeps its size on a phone as far as its letters need it, and scrolls within its frame.
document.addEventListener("DOMContentLoaded", () => {
  for (const image of document.querySelectorAll(".bd-content .cell_output img")) {
    const frame = document.createElement("div");
    frame.className = "scrolls figure";
    image.replaceWith(frame);
    frame.append(image);
    const fit = () => {
      image.style.setProperty("--natural", `${image.naturalWidth}px`);
      frame.classList.toggle("wide", frame.clientWidth < 0.62 * image.naturalWidth);
      const scrolls = frame.scrollWidth > frame.clientWidth + 1;
      frame.tabIndex = scrolls ? 0 : -1;
      if (scrolls) frame.setAttribute("aria-label", "figure, scrolls sideways");
      if (scrolls) frame.setAttribute("role", "group");
    };
    image.complete ? fit() : image.addEventListener("load", fit);
    window.addEventListener("resize", fit);
    image.closest("details")?.addEventListener("toggle", fit);
  }
});

// Hints hold formulas that nothing has set yet.
document.addEventListener("DOMContentLoaded", () => {
  for (const hints of document.querySelectorAll(".d2lmlp-hints details"))
    hints.addEventListener("toggle", () => window.d2lmlpFormulas(hints), { once: true });
});
