"""The merge of a learner's page with a changed course: nothing is lost, on either side, ever."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from d2lmlp.workbook.merge import is_note, merge
from d2lmlp.workbook.pages import content, contents

TEXTS = st.text(alphabet="ab\n é→", max_size=4)  # short, so that both sides often write the same
MAX = 6


def cell(id_, source, kind="code"):
    made = {"cell_type": kind, "id": id_, "metadata": {}, "source": source}
    return {**made, "outputs": [], "execution_count": None} if kind == "code" else made


def notebook(*cells):
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@st.composite
def pages(draw):
    kinds = st.sampled_from(["code", "markdown"])
    count = draw(st.integers(1, MAX))
    return notebook(*(cell(f"c{k}", draw(TEXTS), draw(kinds)) for k in range(count)))


@st.composite
def edited(draw, page, new, careless=False):
    """A page after some edits; the learner's (`careless`) may also lose or double its ids."""
    page = copy.deepcopy(page)
    cells = page["cells"]
    deeds = ["change", "change", "add", "add", "delete", "move"]
    for _ in range(draw(st.integers(0, 5))):
        deed = draw(st.sampled_from(deeds + ["double", "forget", "run"] * careless))
        k = draw(st.integers(0, max(0, len(cells) - 1)))
        if deed == "add" or not cells:
            id_ = f"{new}{len(cells)}{draw(st.integers(0, 99))}"
            if id_ not in {c.get("id") for c in cells}:
                cells.insert(k, cell(id_, draw(TEXTS)))
        elif deed == "change":
            cells[k]["source"] = draw(TEXTS)
        elif deed == "delete":
            del cells[k]
        elif deed == "move":
            cells.insert(draw(st.integers(0, len(cells) - 1)), cells.pop(k))
        elif deed == "double":
            cells.insert(k, copy.deepcopy(cells[k]))
        elif deed == "forget":
            cells[k].pop("id", None)
        elif deed == "run" and cells[k]["cell_type"] == "code":
            cells[k].update(outputs=[{"name": "stdout"}], execution_count=7)
    return page


@st.composite
def three(draw):
    base = draw(pages())
    # The learner's new cells are sometimes called as the course's.
    return base, draw(edited(base, "n")), draw(edited(base, draw(st.sampled_from("mn")), True))


def keyed(page):
    return [(c["id"], content(c)) for c in page["cells"]]


@settings(max_examples=200, deadline=None)
@given(three())
def test_nothing_of_anybodys_is_lost(versions):
    base, course, mine = versions
    before = copy.deepcopy(versions)
    merged = merge(base, course, mine)
    assert versions == before, "a merge changes nothing that it is given"
    texts = contents(merged)
    given_out = {c["id"]: content(c) for c in base["cells"]}
    for c in mine["cells"]:  # every word that the learner wrote
        copied = "id" not in c and content(c) in given_out.values()
        assert copied or given_out.get(c.get("id")) == content(c) or content(c) in texts
    yours = {c.get("id"): content(c) for c in reversed(mine["cells"])}
    here = dict(keyed(merged))
    for c in course["cells"]:  # all of the course, but where the learner alone has changed a cell
        only_mine = content(c) == given_out.get(c["id"]) != yours.get(c["id"], content(c))
        assert here[c["id"]] == (yours[c["id"]] if only_mine else content(c))
    order = [c["id"] for c in merged["cells"]]
    assert len(set(order)) == len(order)
    theirs = [c["id"] for c in course["cells"]]
    assert [id_ for id_ in order if id_ in theirs] == theirs, "in the order of the course"


@settings(max_examples=200, deadline=None)
@given(three())
def test_merging_again_changes_nothing(versions):
    base, course, mine = versions
    merged = merge(base, course, mine)
    assert keyed(merge(course, course, merged)) == keyed(merged)
    assert keyed(merge(base, course, merged)) == keyed(merged), "nor after a merge broken off"


@settings(max_examples=200, deadline=None)
@given(three())
def test_a_base_that_is_lost_costs_no_word(versions):
    _, course, mine = versions
    merged = contents(merge({"cells": []}, course, mine))
    assert all(content(c) in merged for c in [*course["cells"], *mine["cells"]])


def test_each_kind_of_change():
    base = notebook(*(cell(x, x) for x in "abcdef"))
    course = notebook(
        cell("a", "a, said better"), cell("new", "new"), *(cell(x, x) for x in "bc"), cell("d", "D")
    )  # e and f are gone
    mine = notebook(cell("a", "a"), cell("b", "my answer"), cell("mine", "a thought"))
    mine["cells"] += [cell("d", "my d"), cell("e", "my e"), cell("f", "f")]  # c is deleted
    merged = merge(base, course, mine)
    assert [c["source"] for c in merged["cells"] if not is_note(c)] == [
        "a, said better", "new", "my answer", "a thought", "c", "D", "my d", "my e",
    ]  # fmt: skip
    notes = [c["source"] for c in merged["cells"] if is_note(c)]
    assert ["new version" in notes[0], "no longer has" in notes[1]] == [True, True]


def test_an_answer_stands_after_the_new_stub_so_that_it_is_the_one_that_counts():
    base = notebook(cell("stub", "def f(x):\n    return ..."))
    course = notebook(cell("stub", "def f(x, y):\n    return ..."))
    merged = merge(base, course, notebook(cell("stub", "def f(x):\n    return 1")))
    code = [c["source"] for c in merged["cells"] if c["cell_type"] == "code"]
    assert code == ["def f(x, y):\n    return ...", "def f(x):\n    return 1"]


def test_outputs_stay_with_the_code_that_made_them():
    base = notebook(cell("a", "1"), cell("b", "2"), cell("c", "3"))
    course = notebook(cell("a", "1"), cell("b", "2 + 0"), cell("c", "3"))
    mine = copy.deepcopy(base)
    for c in mine["cells"]:
        c.update(outputs=[{"name": c["id"]}], execution_count=1)
    mine["cells"][2]["source"] = "my 3"
    counts = [c["execution_count"] for c in merge(base, course, mine)["cells"]]
    assert counts == [1, None, 1]


def test_pasted_pictures_and_settings_of_cells_are_kept():
    base = notebook(cell("a", "see", "markdown"), cell("b", "x"))
    base["cells"][1]["metadata"] = {"tags": ["old"]}
    course, mine = copy.deepcopy(base), copy.deepcopy(base)
    mine["cells"][0]["attachments"] = {"p.png": {"image/png": "AAAA"}}
    mine["cells"][1]["metadata"] = {"tags": ["old"], "collapsed": True}
    mine["metadata"] = {"mine": 1}
    course["cells"][0]["source"] = "look"
    course["cells"][1]["metadata"] = {"tags": ["new"]}
    merged = merge(base, course, mine)
    assert any(c.get("attachments") for c in merged["cells"])
    assert merged["cells"][-1]["metadata"] == {"tags": ["new"], "collapsed": True}
    assert merged["metadata"] == {"mine": 1}


def test_a_program_that_takes_the_ids_away_makes_no_conflicts():
    base = notebook(cell("a", "same"), cell("b", "same"), cell("c", "stub"))
    course = notebook(cell("a", "same"), cell("b", "same"), cell("c", "stub"), cell("d", "new"))
    mine = copy.deepcopy(base)
    mine["cells"][2]["source"] = "answer"
    for c in mine["cells"]:
        del c["id"]
    merged = merge(base, course, mine)
    assert [c["source"] for c in merged["cells"]].count("same") == 2
    assert {"answer", "stub", "new"} <= {c["source"] for c in merged["cells"]}
