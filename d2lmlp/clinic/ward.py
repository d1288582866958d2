"""Who lies in the ward: the patients, found by looking into their folder, and what is known.

A patient is a module of ``d2lmlp.clinic.patients`` with a ``CASE``. Nothing else lists them: to
add one, add its file.
"""

from d2lmlp.clinic.cure import CureCheck
from d2lmlp.exercises.catalog import modules
from d2lmlp.exercises.engine.task import Task

NOTEBOOK = "11_clinic"
CASES = {module.CASE.id: module.CASE for module in modules("d2lmlp.clinic.patients")}

# In the order in which the flow chart asks: the first yes is the answer.
FINDINGS = tuple(sorted((case.finding for case in CASES.values()), key=lambda f: f.asked))
BY_DISEASE = {finding.disease: finding for finding in FINDINGS}

TASKS = [
    Task(
        id=case.id,
        title=case.title,
        section="",
        notebook=NOTEBOOK,
        stars=case.stars,
        statement="Find the disease, and change the script so that it heals on fresh seeds.",
        name=case.name,
        stub=case.source,
        solution=case.cured_source,
        explanation=case.history,
        hints=case.hints,
        checker=CureCheck(case, FINDINGS),
    )
    for case in CASES.values()
]


def found(exam):
    """List the diseases whose finding an exam shows.

    Parameters
    ----------
    exam : Exam

    Returns
    -------
    list of str
        In the order of the flow chart; empty for a healthy net.
    """
    return [f.disease for f in FINDINGS if f.measure(exam)[0]]


def route(exam):
    """Walk the flow chart.

    Parameters
    ----------
    exam : Exam

    Returns
    -------
    list of (str, bool)
        The edges taken: the disease that is asked for, and the answer.
    """
    taken = []
    for finding in FINDINGS:
        taken.append((finding.disease, bool(finding.measure(exam)[0])))
        if taken[-1][1]:
            break
    return taken
