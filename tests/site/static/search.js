// Search that lands on sections: MiniSearch over the list which tests/tools/sections.py has written.
document.addEventListener("DOMContentLoaded", () => {
  const results = document.getElementById("search-results");
  if (!results) return;
  const asked = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  for (const input of document.querySelectorAll("input[name=q]")) input.value = asked;
  if (!asked) return;
  const stem = (word) => {
    const plain = word.toLowerCase().replace(/isation/g, "ization").replace(/ise/g, "ize");
    return plain.length > 4 ? plain.replace(/(?<=[^s])s$/, "") : plain;
  };
  const search = new MiniSearch({
    fields: ["title", "page", "text", "code"],
    storeFields: ["title", "page", "text"],
    processTerm: stem,
    searchOptions: {
      boost: { title: 8, page: 2, code: 0.3 },
      prefix: (word) => word.length > 3,
      fuzzy: (word) => (word.length > 5 ? 0.2 : false),
      combineWith: "AND",
    },
  });
  search.addAll(window.d2lmlpSections);
  let found = search.search(asked);
  if (!found.length) found = search.search(asked, { combineWith: "OR" });
  const words = asked.split(/\W+/).filter((word) => word.length > 1).map(stem);
  const near = words.length && new RegExp(`\\b(${words.join("|")})\\w*`, "gi");

  // A sentence or two around the place where most of the words stand.
  function excerpt(text) {
    const places = [...text.matchAll(near)].map((one) => one.index);
    const around = (at) => new Set(places.filter((x) => x >= at && x < at + 180)
      .map((x) => text.slice(x).match(near)?.[0].toLowerCase())).size;
    const best = places.reduce((a, b) => (around(b) > around(a) ? b : a), places[0] ?? 0);
    const before = text.lastIndexOf(". ", best);
    const start = before < 0 ? 0 : best - before > 120 ? best - 60 : before + 2;
    const cut = text.slice(start, start + 220);
    const end = cut.length < 220 ? cut : cut.slice(0, cut.lastIndexOf(" "));
    return (start && before + 2 !== start ? "… " : "") + end + (end.length < cut.length ? " …" : "");
  }

  function marked(text) {
    const parts = [];
    let last = 0;
    for (const hit of text.matchAll(near)) {
      const mark = document.createElement("mark");
      mark.textContent = hit[0];
      parts.push(text.slice(last, hit.index), mark);
      last = hit.index + hit[0].length;
    }
    return [...parts, text.slice(last)];
  }

  const count = document.createElement("p");
  count.setAttribute("role", "status");
  const many = found.length > 20 ? `the first 20 of ${found.length}` : found.length;
  count.textContent = found.length ? `Sections found: ${many}.` : `Nothing about “${asked}”.`;
  const list = document.createElement("ol");
  for (const { id, title, page, text } of found.slice(0, 20)) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = id;
    link.textContent = title === page ? page : `${page} › ${title}`;
    const words = document.createElement("p");
    words.append(...marked(excerpt(text)));
    item.append(link, words);
    list.append(item);
  }
  results.replaceChildren(count, list);
});
