"""Imports run one way: from a room to those below it, never up, and never in a circle."""

import ast

from course import ROOT

PACKAGE = ROOT / "d2lmlp"
# From the bottom up; a module belongs to the first of these that its name begins with.
FLOORS = (
    ("threads",),  # before MXNet
    ("assets", "fitting", "shell"),
    ("figures", "contest"),
    ("activations", "mlp", "health", "training", "data"),  # the ground floor
    ("explore",),
    ("exercises.engine",),
    ("exercises.kinds",),
    ("exercises.tasks",),
    ("exercises",),
    ("clinic", "cards"),
    ("classroom", "workbook"),
    ("__init__", "__main__", "doctor"),
)
GROUND = FLOORS[3]


def name(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {name(path): path for path in PACKAGE.rglob("*.py")}


def floor(module):
    for height, rooms in enumerate(FLOORS):
        if any(module == room or module.startswith(f"{room}.") for room in rooms):
            return height
    raise AssertionError(f"no floor for {module}")


def arrows(module):
    """The modules of the package that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            wanted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            wanted = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for target in wanted:
            target = target.removeprefix("d2lmlp.")
            while target and target not in MODULES:
                target = target.rpartition(".")[0]
            if target and target != module:
                yield target


def test_no_arrow_runs_up():
    for module in MODULES:
        for target in arrows(module):
            assert floor(target) <= floor(module), f"{module} imports {target}"


def test_no_circle():
    graph, done = {module: set(arrows(module)) for module in MODULES}, set()

    def visit(module, way):
        assert module not in way, f"a circle: {' -> '.join([*way, module])}"
        if module not in done:
            for target in graph[module]:
                visit(target, [*way, module])
            done.add(module)

    for module in graph:
        visit(module, [])


def test_the_root_holds_the_ground_floor_and_doors():
    files = {path.stem for path in PACKAGE.glob("*.py")}
    assert files == {*GROUND, "__init__", "__main__", "doctor", "threads"}


def test_the_ground_floor_is_read_in_one_sitting():
    count = sum(len((PACKAGE / f"{m}.py").read_text().splitlines()) for m in GROUND)
    assert count <= 1000, count
