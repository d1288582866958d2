"""List the sections of the built pages, for a search that lands on them."""

import json
import re

from bs4 import BeautifulSoup

# TeX that a reader of one line can do without, and what stands for it
TEX = [
    (r"\\(mathbf|mathrm|mathit|boldsymbol|text|operatorname\*?|mathcal|bar|hat|tilde)\s*", ""),
    (r"\\(?:t|d)?frac\s*\{?([^{}]*)\}?\{?([^{}]*)\}?", r"\1/\2"),
    (r"\\(?:cdot|times)", "×"),
    (r"\\(?:le|leq)\b", "≤"),
    (r"\\(?:ge|geq)\b", "≥"),
    (r"\\approx", "≈"),
    (r"\\to\b|\\rightarrow", "→"),
    (r"\\partial", "∂"),
    (r"\\[lr]Vert|\\\|", "‖"),
    (r"\\(?:left|right|,|;|!|quad|qquad|big|Big)\b|\\[(),;!\[\]]", ""),
]
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η",
    "theta": "θ", "lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "phi": "φ",
}  # fmt: skip


def plain(tex):
    """Write a formula in one line of letters."""
    for name, letter in GREEK.items():
        tex = re.sub(rf"\\{name}(?![a-z])", letter, tex)
    for pattern, instead in TEX:
        tex = re.sub(pattern, instead, tex)
    return re.sub(r"[{}\\&]|_(?=\{|\w)", "", tex).strip()


def prose(section):
    """The words of a section, without those of the sections in it, of code and of outputs."""
    words = []
    for part in section.find_all(["p", "li", "td", "dt", "dd"], recursive=True):
        if part.find_parent("section") is not section or part.find_parent(["pre", "script"]):
            continue
        if part.find_parent(class_="cell_output") or part.find(["p", "li"]):
            continue
        words.append(part.get_text(" ", strip=True))
    return re.sub(r"\s+([.,;:!?)])", r"\1", re.sub(r"\s+", " ", " ".join(words)))


def _lean(html):
    """Leave out what no search looks at, and what makes most of a page: to parse it takes long."""
    article = html[html.index("<article") : html.index("</article>")]
    article = re.sub(r"<(svg|script|style)\b.*?</\1>", "", article, flags=re.S)
    return re.sub(
        r"<pre\b.*?</pre>",
        lambda pre: re.sub(r"</?span[^>]*>", "", pre[0]),  # the colours of code
        article,
        flags=re.S,
    )


def of_page(html, name):
    """The sections of a page: where, the headings above, and the words."""
    soup = BeautifulSoup(_lean(html), "html.parser").find("article")
    for formula in soup.find_all(class_="math"):
        block = formula.name == "div"
        formula.string = "" if block else plain(formula.get_text())
    for link in soup.find_all("a", class_="headerlink"):
        link.decompose()
    title = soup.find("h1").get_text(strip=True)
    for section in soup.find_all("section"):
        heading = section.find(["h1", "h2", "h3", "h4"])
        top = heading.name == "h1"
        yield {
            "id": f"{name}.html" + ("" if top else f"#{section['id']}"),
            "page": title,
            "title": heading.get_text(" ", strip=True),
            "text": prose(section),
            "code": " ".join(
                sorted({
                    word
                    for code in section.find_all(["code", "pre"])
                    if code.find_parent("section") is section
                    for word in re.findall(r"[A-Za-z_]{3,}", code.get_text())
                })
            ),
        }  # fmt: skip


def write(site, names):
    """Write the sections as a script, which a page from a folder can read too."""
    found = []
    for name in names:
        found += of_page((site / f"{name}.html").read_text(encoding="utf-8"), name)
    said = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    (site / "_static" / "sections.js").write_text(f"window.d2lmlpSections = {said};\n", "utf-8")
