"""The patients as tasks, for ``check``, ``hint``, ``solution`` and ``progress``."""

from d2lmlp.clinic.cases import CASES
from d2lmlp.clinic.curecheck import CureCheck
from d2lmlp.exercises.task import Task

TASKS = [
    Task(
        id=case.id,
        title=case.title,
        notebook="09_clinic",
        stars=case.stars,
        statement="Find the disease, and change the script so that it heals on fresh seeds.",
        name=case.name,
        stub=case.source,
        solution=case.cured_source,
        explanation=case.history,
        hints=case.hints,
        checker=CureCheck(case),
    )
    for case in CASES.values()
]
