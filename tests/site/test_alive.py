"""What a page answers without a kernel: long, for tasks, explorers and search are all in it."""

import base64
import hashlib
import io
import json
import re

import numpy as onp
import pytest
from bs4 import BeautifulSoup
from course import ROOT, pages, paths
from pages import HIDDEN, LETTERS, REWORDED, split
from PIL import Image
from sealed import KINDS, sealed
from sealed import diagnosis as sealed_diagnosis
from stored import PLACES, apart, name_of

from d2lmlp import clinic
from d2lmlp.exercises.catalog import tasks
from d2lmlp.exercises.engine.verdict import ONCE_MORE

SITE = ROOT / "build" / "site"
SEALED = [task for task in tasks().values() if isinstance(task.checker, KINDS)]
CANNOT = r"run (this|the) cell|shift \+ enter|place of the dots|type hint\(|open the hint below"


def home(task):
    return f"{task.notebook}.html"


def given(form, task, answer):
    """Answer a task's form and return what it says."""
    if hasattr(task.checker, "letters"):
        for letter in task.checker.letters:
            section = form.locator("xpath=ancestor::section[1]")
            section.locator(f"input[type=checkbox][value={letter}]").set_checked(letter in answer)
    else:
        for k, value in enumerate(answer):
            form.locator("input").nth(k).fill(str(value))
    form.locator("button").click()
    return form.locator(".verdict").inner_text()


@pytest.mark.parametrize("task", SEALED, ids=lambda task: task.id)
def test_a_page_judges_as_the_notebook_does(from_folder, task):
    page = from_folder(home(task), again=True)
    stored = page.locator(".d2lmlp-task > script").all_inner_texts()
    names = [json.loads(text)["id"] for text in stored]
    form = page.locator(".d2lmlp-task").nth(names.index(task.id))
    choice = hasattr(task.checker, "letters")
    _, wrong = next(iter(task.checker.wrong_answers()))
    if choice and not set(wrong) <= set(task.checker.letters):
        wrong = task.checker.letters
    verdict = task.checker.judge(wrong)
    first, second = given(form, task, wrong), given(form, task, wrong)
    assert ONCE_MORE in first
    assert plain(verdict.clue)[:60] in plain(first)
    assert plain(verdict.message)[:60] in plain(second)
    space = {}
    exec(task.solution, space)
    right = given(form, task, space[task.name])
    assert right.startswith("✓")


def diagnosed(form, disease, evidence):
    """Name a disease and its evidence on a page and return what it says."""
    form.get_by_label("disease").select_option(disease)
    form.get_by_label("evidence").select_option(evidence)
    form.get_by_role("button", name="Diagnose").click()
    return form.get_by_role("status").inner_text()


@pytest.mark.parametrize("patient", ["patient-1", "patient-14", "patient-19"])
def test_a_page_diagnoses_as_the_notebook_does(from_folder, patient):
    page = from_folder("16_clinic.html", again=True)
    forms = page.locator(".d2lmlp-task")
    assert forms.count() == len(clinic.CASES)
    form = forms.nth(list(clinic.CASES).index(patient))
    form.get_by_role("button", name="Diagnose").click()
    assert form.get_by_role("status").inner_text() == "Choose a name from both lists."
    finding = clinic.CASES[patient].finding
    other = next(name for name in clinic.DISEASES if name != finding.disease)
    unsound = next(name for name in clinic.EVIDENCE if name not in finding.evidence)
    given = [(other, unsound), (finding.disease, unsound), (finding.disease, finding.evidence[0])]
    for names, sign in zip(given, "✗✗✓"):
        verdict = clinic.diagnose(patient, *names)
        said = diagnosed(form, *names)
        assert said.startswith(sign)
        assert plain(verdict.message.removesuffix(" Now change the script.")) in plain(said)
    assert plain(clinic.CASES[patient].history)[:60] in plain(said)


@pytest.mark.parametrize("patient", clinic.CASES)
def test_a_diagnosis_does_not_stand_in_the_page(patient):
    said = sealed_diagnosis(patient)
    lists = said.pop("lists")
    assert list(lists["disease"]) == sorted(clinic.DISEASES, key=str.lower)
    said = json.dumps(said, ensure_ascii=False)
    finding = clinic.CASES[patient].finding
    assert finding.disease not in said and finding.expected not in said
    assert len(said) < 20_000


def plain(text):
    return re.sub(r"[^a-z]", "", re.sub(r"\$[^$]*\$|`", "", text).lower())


@pytest.mark.parametrize("task", SEALED, ids=lambda task: task.id)
def test_an_answer_does_not_stand_in_the_page(task):
    said = json.dumps(sealed(task), ensure_ascii=False)
    assert task.solution.strip() not in said
    assert not any(hint in said for hint in task.hints)
    assert len(said) < 60_000


def test_the_page_hashes_as_python_does(from_folder):
    page = from_folder(home(SEALED[0]))
    for text in ("", "abc", "ü|" * 60, "x" * 64):
        found = page.evaluate("text => Array.from(d2lmlpSha256(text))", text)
        assert bytes(found) == hashlib.sha256(text.encode()).digest()


def test_a_prediction_opens_what_came_out(from_folder):
    page = from_folder("02_activation_functions.html")
    form = page.locator(".d2lmlp-predict").first
    assert page.locator("details.predicted[open]").count() == 0
    form.locator("input, select").first.fill("0.5")
    form.locator("button").click()
    assert "You say 0.5" in form.inner_text()
    assert page.locator("details.predicted[open]").count() == 1


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem)
def test_no_page_asks_for_what_a_page_cannot_do(path):
    html = (SITE / f"{path.stem}.html").read_text(encoding="utf-8")
    article = BeautifulSoup(html, "html.parser").find("article")
    for part in article.select(".run-it, script, pre"):
        part.decompose()
    text = re.sub(r"\s+", " ", article.get_text())
    assert re.findall(CANNOT, text, re.I) == []
    assert "Not attempted" not in text
    assert not any(f"\n{title}" in article.get_text() for title in HIDDEN)


def test_each_rewording_is_of_use():
    cells = [json.loads(path.read_text(encoding="utf-8"))["cells"] for path in paths()]
    text = "\n".join("".join(cell["source"]) for page in cells for cell in page)
    for pattern, _ in REWORDED:
        assert re.search(pattern, text, re.S), pattern
    assert all(
        "letters" not in re.sub(LETTERS, "", task.statement, flags=re.S)
        for task in SEALED
        if hasattr(task.checker, "letters")
    )


def test_a_reading_ends_where_the_next_thing_begins():
    assert split("It is 3.\n\n## Next") == ("It is 3.", "## Next")
    assert split("It is 3.") == ("It is 3.", "")
    assert split("So.\n\nAnd **Predict before you look.** Why?")[0] == "So."


def explorers_of(path):
    """The explorers that a notebook shows, by name."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    stored = [name for name in map(name_of, sources) if name]
    own = "graph|line|fold|forward|softmax|paper|product|scrub|activation|neuron|hinges|depth"
    live = rf"^(explore\.({own})|playground|clinic\.flow_chart)\("
    return stored, sum(bool(re.search(live, source, re.M)) for source in sources)


def test_every_explorer_of_the_course_stands_on_a_page():
    names = [name for path in paths() for name in explorers_of(path)[0]]
    assert sorted(names) == sorted(PLACES)


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_each_explorer_moves_from_a_folder(from_folder, path):
    names, live = explorers_of(path)
    if not names and not live:
        return
    page = from_folder(f"{path.stem}.html")
    places = page.locator(".d2lmlp-explorer")
    assert places.count() == len(names) + live
    for k in range(places.count()):
        place = places.nth(k)
        if place.get_attribute("data-explorer") == "playground":
            assert place.get_by_role("button", name="train", exact=True).is_visible()
            continue  # that it trains, the front page's test asks
        place.locator(".words, [role=status]").last.wait_for()  # it has drawn itself
        before = place.inner_text()
        knobs = place.locator(".knobs").locator("input, select")
        if place.get_attribute("data-explorer") == "graph":
            place.get_by_role("button", name="next step").click()
        elif place.get_attribute("data-explorer") == "chart":
            place.get_by_role("button", name="no", exact=True).click()
        elif knobs.count():
            turn(knobs.first)
        else:
            marks = place.get_by_role("slider")
            (marks if marks.count() else place.get_by_role("button")).last.press("ArrowLeft")
        page.wait_for_function(
            "([place, before]) => place.innerText !== before", arg=[place.element_handle(), before]
        )
    data = places.locator("script[type='application/json']").all_inner_texts()
    assert sum(map(len, data)) < 500_000
    assert page.locator(".d2lmlp-still:visible").count() == 0


def turn(knob):
    """Move a knob by keyboard."""
    if knob.get_attribute("type") == "checkbox":
        knob.press("Space")
        return
    before = knob.input_value()
    knob.press("ArrowDown")
    if knob.input_value() == before:
        knob.press("ArrowUp")


def test_what_is_drawn_apart_gives_the_picture_back():
    base = onp.zeros((40, 60, 3), "uint8") + 255
    other = base.copy()
    other[10:20, 5:50] = (0, 114, 178)
    data = io.BytesIO(base64.b64decode(apart(other, base)))
    above = Image.open(data).convert("RGBA")
    whole = Image.fromarray(base).convert("RGBA")
    whole.alpha_composite(above)
    assert (onp.asarray(whole.convert("RGB")) == other).all()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("dead ReLU", "8. Gradient flow › Dead units"),
        ("double descent", "10. Generalization › Double descent"),
        ("XOR", "1. Hidden layers › XOR: two pixels are enough"),
        ("vanishing gradient", "8. Gradient flow › Vanishing gradients"),
        ("softmax twice", "4. The forward pass › Softmax once is enough"),
    ],
)
def test_search_lands_on_a_section(from_folder, words, first):
    page = from_folder(f"search.html?q={words.replace(' ', '+')}")
    found = page.locator("#search-results li").first
    assert found.locator("a").inner_text() == first
    excerpt = found.locator("p").inner_text()
    assert 40 < len(excerpt) < 260
    assert not re.search(r"\\[a-z]+|\{", excerpt)
    found.locator("a").click()
    page.wait_for_load_state()
    assert page.evaluate("() => Boolean(document.querySelector(location.hash))")


def test_panels_go_one_below_the_other_on_a_phone(from_folder):
    page = from_folder("06_training.html")
    figure = page.locator(".figure", has=page.get_by_alt_text("Training over 12 epochs")).first
    assert figure.locator("img:visible").count() == 2
    boxes = [panel.bounding_box() for panel in figure.locator("img:visible").all()]
    assert boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"] - 1
    assert all(box["width"] > 250 and box["x"] + box["width"] <= 390 for box in boxes)
    assert all(panel.evaluate("one => one.naturalWidth") for panel in figure.locator("img").all())
    assert figure.locator("img:visible").last.get_attribute("alt") == ""  # it is said once
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_function(  # what is hidden is not laid out anew
        "() => [...document.querySelectorAll('.stacked')].every(one => !one.clientWidth)"
    )
    assert figure.locator("img:visible").count() == 1


def test_a_table_of_text_becomes_cards_on_a_phone(from_folder):
    page = from_folder("appendix_pytorch.html")
    table = page.locator(".cards table").first
    row = table.get_by_role("row").nth(1)
    assert row.get_by_role("cell").count() == 3
    lefts = {round(cell.bounding_box()["x"]) for cell in row.get_by_role("cell").all()}
    assert len(lefts) == 1  # one below the other
    said = "one => getComputedStyle(one, '::before').content"
    assert "MXNet: " in row.get_by_role("cell").nth(1).evaluate(said)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_function("() => !document.querySelector('.cards')")


def test_the_front_page_trains_a_net(from_folder):
    page = from_folder("index.html")
    page.get_by_role("button", name="train", exact=True).click()
    page.wait_for_function(
        "() => Number(document.querySelector('.epoch').textContent.split(' ')[1]) > 2"
    )
    page.get_by_role("button", name="pause").click()
    assert page.locator(".map li").count() == len(pages())
