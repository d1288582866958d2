"""The clinic: sick networks, to be examined, named and cured."""

import difflib
from dataclasses import replace
from functools import cache, partial

from d2lmlp.clinic import cure, exam
from d2lmlp.clinic.finding import EVIDENCE
from d2lmlp.clinic.train import train
from d2lmlp.clinic.ward import BY_DISEASE, CASES, FINDINGS
from d2lmlp.exercises.engine.buttons import ask_with
from d2lmlp.exercises.engine.verdict import Setting, Verdict

__all__ = ["CASES", "DISEASES", "EVIDENCE", "admit", "diagnose", "flow_chart", "script", "train"]

# In alphabetical order, which tells nothing about the patients.
DISEASES = tuple(sorted((finding.disease for finding in FINDINGS), key=str.lower))


def admit(patient, seed=0):
    """Run a patient's script once and show its symptoms.

    Parameters
    ----------
    patient : callable
        One of the functions ``patient_1``, ``patient_2``, ..., sick or changed.
    seed : int

    Returns
    -------
    Visit or NoVisit
        With `net`, `X`, `y`, `X_test`, `losses`, `predicted`; it shows itself in a notebook. A
        script that stops is answered in one sentence.

    Raises
    ------
    ValueError
        If the function is no patient.
    """
    name = getattr(patient, "__name__", str(patient)).replace("_", "-")
    if name not in CASES or not callable(patient):
        raise ValueError(
            f"{name!r} is no patient: give the function of the cell, such as admit(patient_1)."
        )
    try:
        return cure.attempt(CASES[name], patient, seed)
    except cure.FAILURES as error:
        said = cure.refusal(error)
        return NoVisit(said.status, said.message, said.mistake, task=name)


class NoVisit(Verdict):
    """What `admit` answers to a script that gave no net to examine."""

    def __getattr__(self, name):
        if name.startswith("_"):  # what IPython asks every object for
            raise AttributeError(name)
        raise AttributeError(
            f"{self.task} has no {name}: its script stopped. Mend it, admit again."
        )


def script(patient):
    """Print a patient's script as it was brought, should you want it back.

    Parameters
    ----------
    patient : str
        Such as "patient-1".
    """
    print(CASES[patient].source)


def diagnose(patient, disease=..., evidence=...):
    """Name a patient's disease and the finding that shows it.

    Parameters
    ----------
    patient : str
        Such as "patient-1".
    disease : str
        One of `DISEASES`.
    evidence : str
        One of `EVIDENCE`: where it shows.

    Returns
    -------
    Verdict
        A wrong diagnosis is answered with the measurement that contradicts it.
    """
    if patient not in CASES:
        return Verdict(
            "error",
            f'There is no such patient: they are "patient-1" to "{list(CASES)[-1]}".',
            "unknown-task",
            task=str(patient)[:60],
        )
    verdict = _diagnosis(patient, disease, evidence)
    form = partial(_choose, patient) if verdict.status != "correct" else None
    return replace(verdict, setting=Setting(CASES[patient].title, form=form))


def _diagnosis(patient, disease, evidence):
    for what, given in (("a disease", disease), ("the evidence", evidence)):
        if given is ... or given is None:
            return Verdict(
                "not attempted", f"Put the name of {what} in place of the dots.", task=patient
            )
    for kind, given, known in (("disease", disease, DISEASES), ("evidence", evidence, EVIDENCE)):
        if str(given) not in known:
            return _unknown(patient, kind, str(given), known)
    return _judged(CASES[patient], disease, evidence)


def _choose(patient, verdict):
    """Show a verdict with two lists to choose from and a button."""
    import ipywidgets as widgets

    lists = [
        widgets.Dropdown(
            options=[("choose", ...), *((name, name) for name in names)],
            description=what,
            layout=widgets.Layout(width="auto"),
        )
        for what, names in (("disease", DISEASES), ("evidence", EVIDENCE))
    ]

    def ask():
        given = [choice.value for choice in lists]
        written = ["..." if name is ... else f'"{name}"' for name in given]
        typed = f'diagnose("{patient}", disease={written[0]}, evidence={written[1]})'
        return diagnose(patient, *given), typed

    ask_with("Or choose", lists, "Diagnose", ask, verdict)


def flow_chart(answers=""):
    """Walk the flow chart: what to look at first, what each finding means, and what to do.

    Parameters
    ----------
    answers : str
        The answers so far: ``n`` for each no, and at the end ``y`` for a yes.

    Returns
    -------
    FlowChart
        It shows itself in a notebook.

    Raises
    ------
    ValueError
        If `answers` is anything else, or longer than the chart.
    """
    from d2lmlp.clinic.walk import walk_chart

    return walk_chart(FINDINGS, answers)


def _unknown(patient, kind, given, known):
    near = difflib.get_close_matches(given, known, n=1, cutoff=0.4)
    advice = f'did you mean "{near[0]}"?' if near else f"choose from {', '.join(known)}."
    text = f"{given[:60]!r} is not in the list: {advice}"
    return Verdict("error", text, f"unknown-{kind}", task=patient)


def _judged(case, disease, evidence):
    finding = BY_DISEASE[disease]
    said = finding.measure(sick(case.id))[1]
    if disease != case.disease:
        return Verdict(
            "wrong",
            f"If it were that, {finding.expected}. Measured here: {said}",
            "refuted",
            task=case.id,
        )
    if evidence not in finding.evidence:
        return Verdict(
            "wrong",
            f"The name is right, the evidence is not: {EVIDENCE[evidence]} could look the same "
            "without this disease. Which finding has no other explanation?",
            "evidence",
            task=case.id,
        )
    return Verdict(
        "correct",
        f"Yes: {finding.expected}. Measured here: {said} Now change the script.",
        task=case.id,
    )


@cache
def sick(patient, seed=0):
    """Examine a patient as it was brought.

    Parameters
    ----------
    patient : str
    seed : int

    Returns
    -------
    d2lmlp.clinic.exam.Exam
    """
    case = CASES[patient]
    return exam.Exam(exam.run(case, case.script, seed))
