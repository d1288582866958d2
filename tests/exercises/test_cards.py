"""What a learner sees of a verdict: little at first, more with each try, and the way on."""

import re
from dataclasses import replace

import pytest
from mxnet import np

from d2lmlp import clinic
from d2lmlp.exercises import TASKS, check, hint, judge, progress, solution
from d2lmlp.exercises.engine import tries
from d2lmlp.exercises.engine.board import COLOURS
from d2lmlp.exercises.engine.card import as_html, folded, number_and_name
from d2lmlp.exercises.engine.verdict import Setting


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("D2LMLP_HOME", str(tmp_path))
    monkeypatch.setattr(tries, "_LAST", {})
    monkeypatch.setattr(tries, "_cell", lambda: None)  # whatever shell another test has left


def shown(verdict):
    return repr(verdict), verdict._repr_html_()


def minus_tanh(x):
    return 1 - np.tanh(x)


def test_the_first_wrong_answer_shows_where_and_the_second_why():
    first, second = check("tanh-derivative", minus_tanh), check("tanh-derivative", minus_tanh)
    assert (first.message, first.mistake, first.rows) == (
        second.message, second.mistake, second.rows
    )  # fmt: skip
    for text in shown(first):
        assert "square-forgotten" in text and "0.915" in text and "flat there" not in text
    for text in shown(second):
        assert "flat there" in text and "0.915" in text


def test_a_first_choice_is_not_told_which_statement():
    first, second = check("why-relu-won", "a"), check("why-relu-won", "ab")
    assert "Statement a" in first.message
    for text in shown(first):
        assert "Statement" not in text and "4 of 7 statements" in text
    assert all("Statement a is not true" in text for text in shown(second))


def test_first_predictions_do_not_get_the_answers():
    first = check("gradient-rules", [1, 1, 2, 1, 2])
    assert first.rows
    assert all("target" not in text and "error" not in text.lower() for text in shown(first))


def test_the_same_cell_run_again_shows_the_same(monkeypatch):
    monkeypatch.setattr(tries, "_cell", lambda: "check(...)")
    first, again = (check("tanh-derivative", minus_tanh) for _ in range(2))
    assert shown(first) == shown(again)
    monkeypatch.setattr(tries, "_cell", lambda: "check(...)  # changed")
    assert "flat there" in repr(check("tanh-derivative", minus_tanh))


def test_after_a_right_answer_nothing_is_kept_back():
    check("tanh-derivative", lambda x: 1 - np.tanh(x) ** 2)
    assert "flat there" in repr(check("tanh-derivative", minus_tanh))


def test_what_was_not_tried_is_one_line_with_the_hints_folded():
    text, html = shown(check("tanh-derivative", ...))
    assert len(text.splitlines()) == 1
    assert "border" not in html and html.count("<details") == len(TASKS["tanh-derivative"].hints)


def test_right_names_the_next_task_that_is_open():
    check("tanh-derivative", lambda x: 1 - np.tanh(x) ** 2)
    verdict = check("parameter-count", lambda s: sum(a * b + b for a, b in zip(s, s[1:])))
    ids = list(TASKS)
    following = TASKS[ids[ids.index("parameter-count") + 1]]
    text, html = shown(verdict)
    assert f"Next: {following.title}, in {following.notebook}.ipynb" in text
    assert f'<a href="{following.notebook}.ipynb">' in html and following.title in html
    assert "1 of 5 tasks of notebook 4 are done." in text


def test_progress_has_titles_links_and_bars():
    check("tanh-derivative", lambda x: 1 - np.tanh(x) ** 2)
    html = progress()._repr_html_()
    for task in TASKS.values():
        assert as_html(task.title) in html
        assert f'<a href="{task.notebook}.ipynb">{number_and_name(task.notebook)}</a>' in html
    assert 'aria-label="2. Activation functions: 1 of 5 done"' in html
    assert html.count(f"background-color:{COLOURS['done']}") == 1 and "✓" in html


def test_formulas_are_set_in_hints_and_solutions():
    assert as_html("2^(k + 1) and e^-x") == "2<sup>k + 1</sup> and e<sup>&minus;x</sup>"
    assert as_html("`x^2` and $x^2$").count("^") == 2
    for task in TASKS.values():
        for text in (*task.hints, task.explanation):
            plain = re.sub(r"<code.*?</code>|\$[^$]*\$", "", as_html(text))
            assert "^" not in plain, plain
    solution("tanh-derivative")
    markdown = solution("tanh-derivative")._repr_markdown_()
    assert markdown.startswith("```python\ndef tanh_grad") and "tanh<sup>2</sup>" in markdown
    assert hint("tanh-derivative")._repr_markdown_().startswith("**Hint 1 of 3.**")


def test_hints_lie_within_one_another():
    html = folded(("one", "two"), "piece-count")
    inner = html[html.index("one") :]
    assert inner.index("two") < inner.index("</details>")
    assert 'solution("piece-count")' in html


def test_nothing_says_a_colour_without_its_ground():
    for verdict in (check("tanh-derivative", minus_tanh), check("xor-by-hand", ...)):
        html = re.sub(r"<img [^>]*>", "", verdict._repr_html_())
        for style in re.findall(r'style="([^"]*)"', html):
            if re.search(r"(?<![-\w])color:#", style):
                assert "background-color:#" in style, style


def test_a_patient_that_stops_is_answered_in_one_sentence():
    def patient_1(X, y, X_test, seed):
        return X @ X

    visit = clinic.admit(patient_1)
    assert visit.status == "error" and len(visit.message.splitlines()) == 1
    with pytest.raises(AttributeError, match="its script stopped"):
        visit.net  # noqa: B018

    def patient_2(X, y, X_test, seed):
        return X, y

    assert clinic.admit(patient_2).mistake == "wrong-return"


def test_a_diagnosis_can_be_chosen_and_says_what_to_type(monkeypatch):
    asked = []
    monkeypatch.setattr(clinic, "ask_with", lambda *given: asked.append(given))
    clinic.diagnose("patient-3")._ipython_display_()
    _, (disease, evidence), _, ask, verdict = asked[0]
    assert verdict.status == "not attempted"
    disease.value = "dead units"
    assert ask()[1] == 'diagnose("patient-3", disease="dead units", evidence=...)'
    evidence.value = "dead"
    verdict, typed = ask()
    assert verdict.mistake == "refuted" and 'evidence="dead"' in typed


WITH_FORMULA = [task for task in TASKS.values() if task.formula]


@pytest.mark.parametrize("task", WITH_FORMULA, ids=lambda task: task.id)
def test_the_formula_stands_in_the_last_hint_alone(task):
    assert not any(formula in hint for formula in task.formula for hint in task.hints[:-1])
    verdicts = [judge(task, answer) for _, answer in task.checker.wrong_answers()]
    telling = [v for v in verdicts if any(formula in v.message for formula in task.formula)]
    assert telling or any(f in law.message for law in task.checker.laws for f in task.formula)
    for verdict in telling:
        for text in shown(replace(verdict, setting=Setting(formula=task.formula))):
            assert not any(formula in text for formula in task.formula), text
            assert "What the dots stand for, the last hint tells" in text
            assert "….\n" not in text + "\n" and "…. " not in text, text


def test_the_formula_is_not_shown_before_the_task_is_solved():
    for _ in range(3):
        assert "1 - tanh(x)^2" not in repr(check("tanh-derivative", minus_tanh))
    check("tanh-derivative", lambda x: 1 - np.tanh(x) ** 2)
    assert "1 - tanh(x)^2" in repr(check("tanh-derivative", minus_tanh))
