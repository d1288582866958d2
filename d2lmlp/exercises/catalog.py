"""All tasks by id, in the order of the course."""

from d2lmlp.clinic import tasks as patients
from d2lmlp.exercises import (
    tasks_01_hidden_layers,
    tasks_02_activation_functions,
    tasks_03_activation_zoo,
    tasks_04_forward_pass,
    tasks_05_universal_approximation,
    tasks_06_gradient_flow,
    tasks_07_training,
)

MODULES = (
    tasks_01_hidden_layers,
    tasks_02_activation_functions,
    tasks_03_activation_zoo,
    tasks_04_forward_pass,
    tasks_05_universal_approximation,
    tasks_06_gradient_flow,
    tasks_07_training,
)
TASKS = {task.id: task for module in MODULES for task in module.TASKS}

# The patients of the clinic answer to check, hint, solution and progress as well.
ALL = {**TASKS, **{task.id: task for task in patients.TASKS}}
