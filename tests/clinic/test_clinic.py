"""Every patient is ill in its own way on ten seeds, its cure heals: long, for all that it asks."""

import ast
import inspect
from functools import cache

import course
import pytest

from d2lmlp import clinic
from d2lmlp.clinic import CASES, DISEASES, EVIDENCE, exam
from d2lmlp.clinic import cure as curecheck
from d2lmlp.clinic.case import function
from d2lmlp.clinic.ward import BY_DISEASE, FINDINGS, TASKS, found, route
from d2lmlp.exercises import judge
from d2lmlp.figures.alttext import alt_text

SEEDS = range(10)
JUDGES = {task.id: task.checker for task in TASKS}

each_case = pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.id)


@cache
def exams(patient, cured):
    """Train a patient on ten seeds; keep accuracy, findings, and the way through the chart."""
    case = CASES[patient]
    script = function(case.cured_source, case.name) if cured else case.script
    kept = []
    for seed in SEEDS:
        state = exam.Exam(exam.run(case, script, seed))
        kept.append((state.visit.test_accuracy, found(state), tuple(route(state))))
    return kept


def changed(patient, *replacements):
    """The patient's script with these texts replaced."""
    text = CASES[patient].source
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return function(text, CASES[patient].name)


def test_patients_are_numbered_and_each_has_a_disease_of_its_own():
    assert list(CASES) == [f"patient-{k}" for k in range(1, len(CASES) + 1)]
    assert len(CASES) >= 20
    assert sorted(case.disease for case in CASES.values()) == sorted(BY_DISEASE)


@each_case
def test_the_patient_is_sick_and_shows_its_own_sign_only(case):
    for accuracy, signs, _ in exams(case.id, False):
        assert accuracy < case.sick_below
        assert signs == [case.disease]


@each_case
def test_the_cure_heals_and_leaves_no_sign(case):
    for accuracy, signs, _ in exams(case.id, True):
        assert accuracy >= case.well_above
        assert signs == []


@each_case
def test_sick_and_well_lie_apart(case):
    sick = [accuracy for accuracy, _, _ in exams(case.id, False)]
    well = [accuracy for accuracy, _, _ in exams(case.id, True)]
    assert max(sick) < case.sick_below <= case.well_above <= min(well)
    assert sum(well) / len(well) > sum(sick) / len(sick) + 0.15


def test_more_decay_inside_adam_helps_patient_17_as_its_history_says():
    case, script = CASES["patient-17"], changed("patient-17", ('"wd": 0.001', '"wd": 0.03'))
    visits = (exam.Exam(exam.run(case, script, seed)).visit for seed in (20, 21, 22))
    assert min(visit.test_accuracy for visit in visits) > case.well_above


def test_every_edge_of_the_flow_chart_is_walked_by_a_patient():
    walked = set()
    for case in CASES.values():
        for cured in (False, True):
            for _, _, way in exams(case.id, cured):
                walked.update(way)
                assert way[-1] == ((FINDINGS[-1].disease, False) if cured else (case.disease, True))
    assert walked == {(finding.disease, yes) for finding in FINDINGS for yes in (True, False)}


def test_the_chart_says_everything_in_words():
    words = alt_text(clinic.flow_chart().still())
    for finding in FINDINGS:
        assert finding.disease in words
        assert finding.remedy.replace("\n", " ") in words


def test_the_chart_asks_in_the_order_of_the_findings():
    steps = clinic.flow_chart("nnny").state_for_page()["steps"]
    assert [step["disease"] for step in steps] == [finding.disease for finding in FINDINGS]
    parts = [step["part"] for step in steps]
    assert parts == sorted(parts) and set(parts) == {0, 1}


@pytest.mark.parametrize("wrong", ["yn", "no", 3, None, "n" * 99, "N"])
def test_the_chart_takes_answers_only(wrong):
    with pytest.raises(ValueError, match="^answers is .*such as|99 answers; the chart has "):
        clinic.flow_chart(wrong)


@each_case
def test_the_right_diagnosis_is_accepted_with_its_evidence(case):
    for evidence in EVIDENCE:
        verdict = clinic.diagnose(case.id, case.disease, evidence)
        right = evidence in BY_DISEASE[case.disease].evidence
        assert (verdict.status, verdict.mistake) == (
            ("correct", None) if right else ("wrong", "evidence")
        )


@each_case
def test_every_wrong_diagnosis_is_refuted_by_a_measurement(case):
    for disease in set(DISEASES) - {case.disease}:
        verdict = clinic.diagnose(case.id, disease, "dead")
        assert (verdict.status, verdict.mistake) == ("wrong", "refuted")
        answer, measured = BY_DISEASE[disease].measure(clinic.sick(case.id))
        assert not answer
        assert measured in verdict.message


def test_a_diagnosis_that_is_none():
    assert clinic.diagnose("patient-1").status == "not attempted"
    assert clinic.diagnose("patient-1", "dead units").status == "not attempted"
    assert "did you mean" in clinic.diagnose("patient-1", "dead unit", "dead").message
    assert clinic.diagnose("patient-1", "dead units", ["dead"]).status == "error"
    assert clinic.diagnose("patient-99", "dead units", "dead").status == "error"


@each_case
def test_the_untouched_script_is_not_attempted_and_the_cure_is_correct(case):
    judge_ = JUDGES[case.id].judge
    assert judge_(function(case.source, case.name)).status == "not attempted"
    verdict = judge_(function(case.cured_source, case.name))
    assert verdict.status == "correct", verdict
    assert "only outweighed" not in verdict.message


OUT_OF_FOLD = """
    X_test, parts = encoded(X_test), []
    for k in range(5):
        rest = onp.arange(len(X)) % 5 != k
        means = {c: labels[rest][codes[rest] == c].mean() for c in codes[rest].tolist()}
        parts.append(encoded(X[k::5]))
    X, y = np.concatenate(parts), np.concatenate([y[k::5] for k in range(5)])
"""

OTHER_CURES = (
    ("patient-1", [("nn.Dense(32)", 'nn.Dense(32, activation="tanh")')]),
    ("patient-3", [("init.Zero()", "init.Normal(0.1)")]),
    ("patient-5", [("sigmoid", "tanh")]),
    ("patient-7", [('"learning_rate": 5', '"learning_rate": 0.5')]),
    ("patient-9", [("loss_function(net(X), y).mean()", "loss_function(net(X), y)"),
                   ("loss.item()", "loss.mean().item()")]),
    ("patient-11", [("np.random.shuffle(X)", "order = np.arange(len(X))"),
                    ("    net =", "    np.random.shuffle(order)\n    X, y = X[order], y[order]\n"
                                  "    net =")]),
    ("patient-12", [(") / std", ") / (std + 0.01)")]),
    ("patient-16", [("    net = nn", "    y = y.reshape(-1, 1)\n    net = nn")]),
    ("patient-17", [('"adam", settings', '"sgd", {"learning_rate": 0.1, "wd": 0.1}')]),
    ("patient-18", [("range(300)", "range(25)")]),
    ("patient-19", [("    X, X_test = encoded(X), encoded(X_test)\n", OUT_OF_FOLD)]),
    ("patient-20", [("X[:420], y[:420]", "X[::2], y[::2]")]),
)  # fmt: skip


@pytest.mark.parametrize("patient, replacements", OTHER_CURES, ids=lambda v: str(v)[:10])
def test_other_cures_are_welcome(patient, replacements):
    verdict = JUDGES[patient].judge(changed(patient, *replacements))
    assert verdict.status == "correct", verdict


NO_CURES = (
    ("patient-1", [("nn.Dense(32)", "nn.Dense(64)")], "still-ill"),
    ("patient-2", [('"learning_rate": 1}', '"learning_rate": 0.1}')], "still-ill"),
    ("patient-3", [("init.Zero()", "init.Constant(0.1)")], "new-disease"),
    ("patient-4", [("steps=80", "steps=160")], "still-ill"),
    ("patient-4", [("net.initialize()", "net.initialize(init.Zero())")], "new-disease"),
    ("patient-5", [("init.Xavier()", 'init.MSRAPrelu("in", 0)')], "still-ill"),
    ("patient-6", [("0.005", "0.05")], "still-ill"),
    ("patient-7", [('"learning_rate": 5', '"learning_rate": 0.002')], "still-weak"),
    ("patient-8", [("steps=70", "steps=80")], "still-ill"),
    ("patient-10", [("0.7", "0.8")], "still-ill"),
    ("patient-16", [('"learning_rate": 0.005', '"learning_rate": 0.01')], "still-ill"),
    ("patient-16", [("range(60)", "range(180)")], "still-ill"),
    ("patient-17", [('"wd": 0.001', '"wd": 0.003')], "still-ill"),
    ("patient-17", [('"wd": 0.001', '"wd": 0')], "new-disease"),
    ("patient-18", [("watched[-10:]", "watched[-3:]")], "still-ill"),
    ("patient-18", [("net(X), y).mean().item()", "net(X), y).sum().item()")], "still-ill"),
    (
        "patient-19",
        [('nn.Dense(32, activation="relu")', 'nn.Dense(32, activation="relu"), nn.Dropout(0.5)')],
        "still-ill",
    ),
    ("patient-20", [("nn.Dropout(0.2)", "nn.Dropout(0.5)")], "still-ill"),
)


@pytest.mark.parametrize("patient, replacements, mistake", NO_CURES, ids=lambda v: str(v)[:30])
def test_what_is_no_cure_is_refused_with_the_reason(patient, replacements, mistake, monkeypatch):
    monkeypatch.setattr(curecheck, "SEEDS", (101,))  # one failure is enough
    verdict = JUDGES[patient].judge(changed(patient, *replacements))
    assert (verdict.status, verdict.mistake) == ("wrong", mistake), verdict


def test_the_decay_inside_adam_does_nothing_for_patient_17():
    case = CASES["patient-17"]
    without = changed("patient-17", ('"wd": 0.001', '"wd": 0'))
    for seed in SEEDS[:3]:
        plain = exam.run(case, without, seed).test_accuracy
        assert abs(exam.run(case, case.script, seed).test_accuracy - plain) < 0.06


def test_a_script_that_fails_is_told_so_in_one_sentence():
    judge_ = JUDGES["patient-2"].judge
    verdict = judge_(changed("patient-2", ("nn.Dense(10)", "nn.Dense(10, in_units=3)")))
    assert verdict.status == "error"
    assert "src/" not in verdict.message
    assert judge_(lambda X, y, X_test, seed: (X, y)).mistake == "wrong-return"
    silent = changed("patient-9", ("losses.append", "float"))
    assert JUDGES["patient-9"].judge(silent).mistake == "wrong-return"
    assert judge_(lambda X, y, X_test, seed: ...).status == "not attempted"
    assert judge_(0.9).mistake == "not-a-function"
    assert judge_(...).status == "not attempted"


def test_admit_refuses_strangers():
    with pytest.raises(ValueError, match="no patient"):
        clinic.admit(len)
    with pytest.raises(ValueError, match="no patient"):
        clinic.admit("patient-1")


def test_the_tasks_are_complete():
    for task in TASKS:
        assert len(task.hints) == 3
        assert 1 <= task.stars <= 3
        assert judge(task, function(task.stub, task.name)).status == "not attempted"


def test_the_notebook_shows_each_script_as_it_is_checked():
    cells = course.code("clinic")
    for case in CASES.values():
        assert case.source in cells
        assert len(case.source.splitlines()) <= 20
        names = case.script.__code__.co_varnames
        assert names[:4] == ("X", "y", "X_test", "seed")


def test_the_notebook_shows_the_loop_that_the_scripts_share():
    (shown,) = (s for s in course.code("clinic") if s.startswith("def train("))
    tree = ast.parse(inspect.getsource(clinic.train))
    del tree.body[0].body[0]  # the docstring
    assert ast.dump(ast.parse(shown)) == ast.dump(tree)
