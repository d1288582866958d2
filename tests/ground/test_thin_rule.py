"""The thin rule: what the package holds and a notebook defines is the same, word for word."""

import ast

import course
import pytest

MODULES = ("activations", "mlp", "training", "health", "data", "fitting/best_copy")


def definitions(source):
    """Name -> syntax tree of each function and class, docstrings left out."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node):
            del node.body[0]
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name: node for node in tree.body if isinstance(node, kinds)}


PACKAGE = {}
for module in MODULES:
    PACKAGE.update(definitions((course.ROOT / "d2lmlp" / f"{module}.py").read_text()))
SHOWN = [
    (path.stem, name, node)
    for path in course.paths()
    for source in course.code(path)
    for name, node in definitions(source).items()
    if name in PACKAGE
]


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: "-".join(shown[:2]))
def test_notebook_and_package_hold_the_same_definition(shown):
    """Where the package checks its arguments, its core ``_name`` is what the notebook shows."""
    _, name, node = shown
    core = PACKAGE.get(f"_{name}")
    if core is None:
        assert ast.dump(node) == ast.dump(PACKAGE[name])
        return
    calls = {call.func.id for call in ast.walk(PACKAGE[name])
             if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)}  # fmt: skip
    assert f"_{name}" in calls, "the checked function does not call its core"
    core.name = name
    assert ast.dump(node) == ast.dump(core)


def test_what_notebooks_show_is_found():
    assert {"relu", "sigmoid", "tanh", "softmax", "value_and_grad"} <= {
        name for _, name, _ in SHOWN
    }
