/* Start reveal.js and MathJax, both from beside this file, and let T choose light or dark. */

const printing = /print-pdf/.test(location.search);

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  for (const sheet of document.querySelectorAll("link.light, link.dark")) {
    sheet.disabled = !sheet.classList.contains(theme);
  }
}

const kept = {
  get: () => { try { return localStorage.getItem("d2lmlp-theme"); } catch { return null; } },
  set: (theme) => { try { localStorage.setItem("d2lmlp-theme", theme); } catch { /* a page may not */ } },
};

function otherTheme() {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  setTheme(theme);
  kept.set(theme);
}

const dark = matchMedia("(prefers-color-scheme: dark)");
setTheme(printing ? "light" : kept.get() ?? (dark.matches ? "dark" : "light"));

window.MathJax = {
  tex: { inlineMath: [["$", "$"]], displayMath: [["$$", "$$"]] },
  // Each formula carries its own glyphs: the window of the speaker's notes is another document.
  svg: { fontCache: "local" },
  options: { enableMenu: false },
};

Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0,
  center: false,
  display: "flex",
  hash: true,
  transition: "none",
  slideNumber: "c/t",
  pdfSeparateFragments: false,
  pdfMaxPagesPerSlide: 1,
  keyboard: {
    80: () => { location.search = printing ? "" : "print-pdf"; },
    84: otherTheme,
  },
  plugins: [RevealNotes],
});

// Beside a figure that is not wide stands its text, so that the figure gets the whole height.
addEventListener("load", () => {
  for (const image of document.querySelectorAll(".figure img")) {
    const tall = image.naturalHeight > 0.9 * image.naturalWidth;
    image.closest("section").classList.toggle("tall", tall);
  }
});
