"""The decks: what they hold, and each in a real browser at the size of a projector.

What is read from the notebooks is always tested; the browser visits what `make slides` has left
under build/slides. With D2LMLP_SITE=required it is built first, and nothing is skipped.
"""

import functools
import re

import axe
import nbformat
import pytest
import slides
from browser import SHOTS
from bs4 import BeautifulSoup
from course import lessons, path

LESSONS = [one.stem for one in lessons()]
each_lesson = pytest.mark.parametrize("name", LESSONS)
SMALLEST = 17  # pixels of 720: what a line of a table or of an output may shrink to

# What a lecture on the section "Multilayer perceptrons" says, in its order, and the deck that
# holds it: a pattern for the words, the formulas or the code of one slide.
LECTURE = (
    ("hidden_layers", r"one score for each class.*O.*= .*X.*W.* \+ .*b"),
    ("hidden_layers", r"boundary belongs to a pair of classes"),
    ("hidden_layers", r"rises on both sides.*37 °C.*slope 0\.0000"),
    ("hidden_layers", r"pixel \(13, 17\).*neighbours decide"),
    ("hidden_layers", r"XOR.*0\.5 0\.5 0\.5 0\.5"),
    ("hidden_layers", r"mixes the coordinates.*bends"),
    ("hidden_layers", r"hidden : it is neither input nor output"),
    ("hidden_layers", r"H.*X.*W.*_1.*O.*H.*W.*_2.*n \\times d.*n \\times h.*n \\times q"),
    ("hidden_layers", r"= 43 parameters"),
    ("hidden_layers", r"it looks like progress"),
    ("hidden_layers", r"W.*_1.*W.*_2.*b.*_1.*W.*_2 .*affine map of an affine map"),
    ("hidden_layers", r"weaker than one layer"),
    ("hidden_layers", r"\\sigma\(.*no longer collapses"),
    ("hidden_layers", r"Piecewise linear, or smooth\?"),
    ("hidden_layers", r"stack of fully connected layers with a nonlinearity"),
    ("universal_approximation", r"any continuous function on a compact set"),
    ("universal_approximation", r"1,023 units"),
    ("universal_approximation", r"equal parameters"),
    ("activation_functions", r"%matplotlib inline.*d2l.*set_np"),
    ("activation_functions", r"\\max\(x, 0\).*d2l ?\. ?plot"),
    ("activation_functions", r"gradient: a step from 0 to 1.*record.*backward"),
    ("activation_functions", r"factor of exactly 1.*weights multiply.*sparsity"),
    ("activation_functions", r"wide layer an activation costs little"),
    ("activation_functions", r"zero, on average"),
    ("activation_functions", r"silent for every input is dead"),
    ("activation_functions", r"frac\{1\}\{1 \+ \\exp\(-x\)\}.*thresholds \(1943, 1958\)"),
    ("activation_functions", r"Outputs: the probability of yes.*LSTM and GRU.*softmax"),
    ("activation_functions", r"sigmoid\}\(x\)\\,\(1 - "),
    ("activation_functions", r"at most 0\.25, and flat on both sides"),
    ("activation_functions", r"Tanh: the same S, centred on zero.*recurrent cells"),
    ("activation_functions", r"2 sigmoid\(2 x\) - 1: True"),
    ("activation_functions", r"Tanh goes flat on both sides"),
    ("activation_functions", r"For an MLP, ReLU is the first to try"),
    ("gradient_flow", r"4\^\{-10\}.*only half of the story"),
    ("gradient_flow", r"What revives them\?"),
    ("activation_zoo", r"\\max\(x, 0\) \+ \\alpha.*min\(x, 0\)"),
    ("activation_zoo", r"relu .*leaky_relu .*prelu .*gelu -0\.17 to ∞ .*sigmoid .*tanh .*softmax "),
    ("activation_zoo", r"saturates at both ends"),
    ("activation_zoo", r"Rule of thumb: ReLU in hidden layers.*logits.*GELU"),
    ("start_here", r"How is all this trained"),
)


@functools.lru_cache(None)
def deck(name):
    return slides.deck(path(name.lstrip("0123456789_")))


def said(one):
    """The words of a slide, its title first, with single blanks."""
    html = BeautifulSoup(" ".join([one["title"], *one["parts"]]), "html.parser")
    for code in html.select("pre"):
        code.replace_with(f" {code.get_text()} ")
    return " ".join(html.get_text(" ").split())


@each_lesson
def test_a_deck_is_a_lecture(name):
    found = deck(name)
    assert 12 <= len(found) <= 20
    assert found[0]["kind"] == "front"
    assert found[-1]["kind"] == "summary"
    assert "question" in {one["kind"] for one in found}
    assert len({one["id"] for one in found}) == len(found)
    for one in found:
        assert one["title"], one["id"]
        for lines in BeautifulSoup("".join(one["parts"]), "html.parser").select("pre.code"):
            assert lines.get_text().count("\n") < 8, one["id"]
    spoken = [len(one["notes"]) > 80 for one in found]
    assert sum(spoken) >= 0.6 * len(found)


def test_the_decks_hold_the_whole_lecture():
    for name, pattern in LECTURE:
        assert any(re.search(pattern, said(one)) for one in deck(name)), (name, pattern)


@each_lesson
def test_what_a_slide_shows_is_the_notebooks_own(name):
    """Figures, code, numbers and formulas; only the sentences are the slide's."""
    cells = nbformat.read(path(name[3:]), as_version=4).cells
    all_of = " ".join(str(cell.source) + str(cell.get("outputs", "")) for cell in cells)
    for one in deck(name):
        html = BeautifulSoup("".join(one["parts"]), "html.parser")
        for image in html.select(".figure img"):
            assert image["src"] in all_of
            assert len(image["alt"]) > 15
        for block in html.select("pre"):
            for line in block.get_text().replace("# …", "").split("\n"):
                assert repr(line.strip())[1:-1] in all_of or line.strip() in all_of, line


@pytest.mark.parametrize(
    "asked", [{"kind": "figures"}, {"kind": "text"}, {"kind": "code", "title": "x", "size": 3}]
)
def test_a_slide_that_cannot_be_is_named(tmp_path, monkeypatch, asked):
    front = nbformat.v4.new_markdown_cell("# A\n\nB")
    cell = nbformat.v4.new_markdown_cell("C", id="this-one", metadata={"slide": asked})
    notebook = nbformat.v4.new_notebook(cells=[front, cell])
    monkeypatch.setattr(slides.course, "read", lambda _: notebook)
    with pytest.raises(ValueError, match="this-one: a slide cannot be"):
        slides.deck(tmp_path)


# --- in a browser --------------------------------------------------------------------------------

# Shows one slide after the other, all of it, and returns what does not fit or is too small.
MEASURE = """
smallest => {
  const found = [];
  for (let k = 0; k < Reveal.getTotalSlides(); k++) {
    Reveal.slide(k, 0, 99);
    const slide = Reveal.getCurrentSlide();
    const note = (what, size) => found.push(`${slide.id}: ${what} ${Math.round(size)}`);
    for (const one of slide.querySelectorAll(":scope > *, :scope *:not(aside, aside *)")) {
      const box = one.getBoundingClientRect();
      if (!box.width || one.closest("aside, mjx-assistive-mml, .keys")) continue;
      if (box.right > 1281 || box.left < -1) note(`${one.tagName} is wide`, box.right);
      if (box.bottom > 712 || box.top < -1) note(`${one.tagName} is low`, box.bottom);
      if (one.scrollWidth > one.clientWidth + 1 && one.tagName === "PRE") note("PRE", box.width);
      const size = parseFloat(getComputedStyle(one).fontSize);
      if (/^(PRE|TD|TH|P|LI)$/.test(one.tagName) && size < smallest) note(one.tagName, size);
      if (one.matches(".figure img") && !(one.naturalWidth && box.height > 250))
        note("figure is small", box.height);
    }
  }
  return found;
}
"""
ALL_AT_ONCE = """
.reveal .slides > section { display: flex !important; opacity: 1 !important; position: static
!important; transform: none !important; visibility: visible !important; }
.reveal .fragment { opacity: 1 !important; visibility: visible !important; }
.reveal, .reveal .slides { height: auto !important; overflow: visible !important; }
mjx-container { display: none !important }
"""


@pytest.fixture
def show(decks, browser):
    """Open a deck from the folder on disk, with no network at all; it keeps what went wrong."""
    page = browser.new_page(viewport={"width": 1280, "height": 720}, color_scheme="light")
    page.set_default_timeout(60_000)
    complaints = []

    def gate(route):
        if route.request.url.startswith(("file:", "data:", "blob:")):
            return route.continue_()
        complaints.append(f"asks for {route.request.url}")
        return route.abort()

    page.route("**/*", gate)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def visit(name):
        page.goto(f"{decks.as_uri()}/{name}")
        page.evaluate("() => window.MathJax?.startup.promise.then(() => null)")
        return page

    yield visit
    assert complaints == []
    page.close()


@each_lesson
def test_every_slide_fits_the_projector_and_is_for_everyone(show, name):
    page = show(f"{name}.html")
    assert page.evaluate("() => Reveal.getTotalSlides()") == len(deck(name))
    assert page.locator("mjx-merror").count() == 0
    assert page.evaluate(MEASURE, SMALLEST) == []
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.evaluate("() => Reveal.slide(2)")
    page.screenshot(path=SHOTS / f"slides-{name}.png")
    page.add_style_tag(content=ALL_AT_ONCE)
    assert axe.rules(page) == set()
    for theme in ("light", "dark") * (name in LESSONS[::4]):  # one style sheet inks all decks
        assert page.evaluate("() => document.documentElement.dataset.theme") == theme
        assert axe.colours(page) == set(), theme
        page.keyboard.press("t")


def test_a_deck_follows_the_system_until_told_otherwise(show):
    theme = "() => document.documentElement.dataset.theme"
    page = show(f"{LESSONS[1]}.html")
    page.emulate_media(color_scheme="dark")
    page = show(f"{LESSONS[1]}.html")
    assert page.evaluate(theme) == "dark"
    page.keyboard.press("t")
    assert page.evaluate(theme) == "light"
    page = show(f"{LESSONS[2]}.html")  # the choice goes from deck to deck
    assert page.evaluate(theme) == "light"


def test_a_deck_prints_a_slide_a_page(show):
    page = show(f"{LESSONS[1]}.html?print-pdf")
    page.wait_for_selector(".pdf-page")
    low = "() => [...document.querySelectorAll('.pdf-page')].map(one => one.scrollHeight)"
    assert max(page.evaluate(low)) <= 720
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == len(deck(LESSONS[1]))


def test_the_speaker_has_notes_in_a_second_window(show):
    page = show(f"{LESSONS[1]}.html")
    with page.expect_popup() as window:
        page.keyboard.press("s")
    window.value.wait_for_function(
        "() => document.querySelector('.speaker-controls-notes .value')?.textContent.length > 80"
    )
    window.value.close()
