"""All tasks by id, in the order of the course."""

from d2lmlp.exercises import (
    tasks_01_hidden_layers,
    tasks_02_activation_functions,
    tasks_03_activation_zoo,
    tasks_04_forward_pass,
)

MODULES = (
    tasks_01_hidden_layers,
    tasks_02_activation_functions,
    tasks_03_activation_zoo,
    tasks_04_forward_pass,
)
TASKS = {task.id: task for module in MODULES for task in module.TASKS}
