// A table wider than the window scrolls within a frame that the keyboard reaches; where it holds text
// and the window is a phone's, each row becomes a card instead.
document.addEventListener("DOMContentLoaded", () => {
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell", TH: "columnheader" };
  for (const table of document.querySelectorAll(".bd-content table")) {
    const frame = document.createElement("div");
    frame.className = "scrolls";
    table.replaceWith(frame);
    frame.append(table);
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent.trim());
    const cards = heads.length > 2 && !table.closest(".cell_output, .d2lmlp-explorer");
    for (const cell of table.querySelectorAll("tbody td, tbody th")) {
      if (cards && heads[cell.cellIndex]) cell.dataset.head = heads[cell.cellIndex];
      cell.classList.toggle("empty", !cell.textContent.trim() && !cell.querySelector("img"));
      cell.classList.toggle("long", cell.textContent.trim().length > 26);
    }
    // Blocks in the place of rows and cells: what they are has to be said again.
    for (const part of cards ? [table, ...table.querySelectorAll("*")] : [])
      if (roles[part.tagName]) part.setAttribute("role", roles[part.tagName]);
    const edge = () => frame.classList.toggle("more",
      frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 2);
    const fit = () => {
      frame.classList.remove("cards");
      frame.classList.toggle("cards", cards && window.innerWidth <= 600
        && frame.scrollWidth > frame.clientWidth + 1);
      frame.tabIndex = frame.classList.contains("cards") ? -1 : 0;
      edge();
    };
    frame.addEventListener("scroll", edge, { passive: true });
    fit();
    window.addEventListener("resize", fit);
    window.addEventListener("load", fit);
    table.closest("details")?.addEventListener("toggle", fit);
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

// The panels of a figure that stand side by side, each as an address of the same picture, cut; none
// where there is one panel, more than one row, or something that belongs to the whole figure.
function panels(image) {
  const [, data] = image.src.match(/^data:image\/svg\+xml;base64,(.*)$/s) ?? [];
  if (!data) return [];
  const text = new TextDecoder().decode(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)));
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const [left, top, width, height] = svg.getAttribute("viewBox").split(/\s+/).map(Number);
  const whole = svg.querySelector("#figure_1"), parts = [...(whole?.children ?? [])];
  const axes = parts.filter((part) => part.id.startsWith("axes_"));
  if (axes.length < 2 || parts.some((part) => !/^(axes_\d+|patch_1)$/.test(part.id))) return [];
  const place = document.createElement("div");
  place.style.cssText = "height: 0; overflow: hidden; position: absolute; visibility: hidden; width: 0;";
  place.append(svg);
  document.body.append(place);
  const boxes = axes.map((one) => one.getBBox()).sort((a, b) => a.x - b.x);
  place.remove();
  const edges = boxes.slice(1).map((box, k) => [boxes[k].x + boxes[k].width, box.x]);
  if (edges.some(([end, begin]) => end > begin + 3) || boxes.some((box) => box.width < width / 20)) return [];
  const cuts = [left, ...edges.map(([end, begin]) => (end + begin) / 2), left + width];
  const scale = image.naturalWidth / width;
  return boxes.map((_, k) => {
    const wide = cuts[k + 1] - cuts[k];
    svg.setAttribute("viewBox", `${cuts[k]} ${top} ${wide} ${height}`);
    svg.setAttribute("width", `${wide}pt`);
    const source = new XMLSerializer().serializeToString(svg);
    return { source: `data:image/svg+xml,${encodeURIComponent(source)}`, width: wide * scale };
  });
}

// On a phone the panels of a figure go one below the other, as many side by side as there is room
// for. Another figure keeps its size as far as its letters need it, and scrolls within its frame.
document.addEventListener("DOMContentLoaded", () => {
  for (const image of document.querySelectorAll(".bd-content .cell_output img")) {
    if (image.closest("table, .d2lmlp-explorer")) continue;
    const frame = document.createElement("div");
    frame.className = "scrolls figure";
    image.replaceWith(frame);
    frame.append(image);
    let cut; // the panels, once they were asked for
    const stack = () => {
      cut ??= panels(image).map(({ source, width }, k) => {
        const panel = document.createElement("img");
        panel.src = source;
        panel.alt = k ? "" : image.alt; // what is said of the figure is said once
        panel.className = "panel";
        panel.style.width = `${width}px`;
        frame.append(panel);
        return panel;
      });
      return cut.length > 0;
    };
    const fit = () => {
      if (!frame.clientWidth) return; // in something folded
      image.style.setProperty("--natural", `${image.naturalWidth}px`);
      const narrow = frame.clientWidth < 0.85 * image.naturalWidth && window.innerWidth <= 600;
      const stacked = frame.classList.toggle("stacked", narrow && stack());
      frame.classList.toggle("wide", !stacked && frame.clientWidth < 0.62 * image.naturalWidth);
      const scrolls = frame.scrollWidth > frame.clientWidth + 1;
      frame.tabIndex = scrolls ? 0 : -1;
      if (scrolls) frame.setAttribute("aria-label", "figure, scrolls sideways");
      if (scrolls) frame.setAttribute("role", "group");
    };
    image.complete && image.naturalWidth ? fit() : image.addEventListener("load", fit);
    window.addEventListener("resize", fit);
    image.closest("details")?.addEventListener("toggle", fit);
  }
});

// Hints hold formulas that nothing has set yet.
document.addEventListener("DOMContentLoaded", () => {
  for (const hints of document.querySelectorAll(".d2lmlp-hints details"))
    hints.addEventListener("toggle", () => window.d2lmlpFormulas(hints), { once: true });
});

// A formula in a line that is wider than the line.
window.addEventListener("load", () => {
  const fit = () => {
    for (const formula of document.querySelectorAll(".bd-article span.math")) {
      formula.classList.remove("broad");
      const set = formula.querySelector("mjx-container");
      const room = formula.closest("p, li, td, div")?.clientWidth ?? Infinity;
      formula.classList.toggle("broad", Boolean(room && set?.getBoundingClientRect().width > room));
    }
  };
  window.MathJax?.startup?.promise?.then(fit);
  window.addEventListener("resize", fit);
  for (const fold of document.querySelectorAll("details")) fold.addEventListener("toggle", fit);
});
