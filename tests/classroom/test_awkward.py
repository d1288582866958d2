"""Right answers in awkward notebooks count, and what does not count is never silent."""

RIGHT = 'check("tanh-derivative", tanh_grad)'


def test_every_way_of_calling_check_counts(school):
    ways = [
        f"files = !ls\n{RIGHT}",
        f"t = %timeit -o -n1 -r1 1+1\n{RIGHT}",
        f"tanh_grad?\n{RIGHT}",
        f"%time {RIGHT}",
        f"%%time\n{RIGHT}",
        f"%%capture out\n{RIGHT}",
        f"k = (7\n     % 3)\n{RIGHT}",
        'def go():\n    f = tanh_grad\n    return check("tanh-derivative", f)\ngo()',
        'todo = [tanh_grad]\ncheck("tanh-derivative", todo.pop())',
        'it = iter([tanh_grad])\ncheck("tanh-derivative", next(it))',
        f"f = tanh_grad\n{RIGHT}\ndel tanh_grad\ntanh_grad = f",
        'answers = {"tanh-derivative": tanh_grad}\nfor t, a in answers.items():\n    check(t, a)',
        'task = "tanh-" + "derivative"\ncheck(task, tanh_grad)',
        'from d2lmlp import check as ok\nok("tanh-derivative", tanh_grad)',
        'import d2lmlp as d\nd.check(answer=tanh_grad, task="tanh-derivative")',
        f"import asyncio\nawait asyncio.sleep(0)\nasync def later():\n    return {RIGHT}\n"
        "await later()",
        f"assert {RIGHT}.status == 'correct'",
        "import threading\nt = threading.Thread(target=check, args=('tanh-derivative', tanh_grad))"
        "\nt.start(); t.join()",
        "import importlib, d2lmlp.exercises\nimportlib.reload(d2lmlp.exercises)\n"
        'd2lmlp.exercises.check("tanh-derivative", tanh_grad)',
        "import sys\nfor name in [n for n in sys.modules if n.startswith('d2lmlp')]:\n"
        "    del sys.modules[name]\n"
        'from d2lmlp import check\ncheck("tanh-derivative", tanh_grad)',
        "import functools\ncheck('tanh-derivative', functools.partial(lambda a, x: 1 - np.tanh(x)"
        "**2, 0))",
        "class F:\n    def __call__(self, x): return 1 - np.tanh(x) ** 2\n"
        "check('tanh-derivative', F())",
    ]  # fmt: skip
    row = school.sat(*ways)
    assert row["tasks"] == {"tanh-derivative": ["correct", ""]}
    assert row["checks"] == {"tanh-derivative": len(ways)} and row["note"] == "" and row["graded"]


def test_what_does_not_run_says_why(school):
    row = school.sat(
        'def f(x):\n    return (1 - np.tanh(x)**2\ncheck("tanh-derivative", f)',
        '# check("why-relu-won", "bcf")',
        'undefined\ncheck("piece-count", 3)',
        'if False:\n    check("parameter-count", 3)',
        'check("tanh_derivative", tanh_grad)',
        'x = bytearray(1 << 40)\ncheck("local-affine", 3)',
        'check("dead-units", ...)',
        prose=['`hint("xor-by-hand")` gives a nudge'],
    )
    assert {task: tuple(found) for task, found in row["tasks"].items()} == {
        "tanh-derivative": ("error", "syntax"),
        "why-relu-won": ("check deleted", ""),
        "xor-by-hand": ("check deleted", ""),
        "piece-count": ("error", "NameError"),
        "parameter-count": ("error", "not-reached"),
        "local-affine": ("error", "memory"),
        "dead-units": ("not attempted", ""),
    }
    assert "There is no task 'tanh_derivative'" in row["note"]
    assert "Code cell 3 is no Python" in row["note"]
    assert school.sat()["note"] == "No check found."
    assert "Nothing was checked." in school.sat("# check('piece-count', 3)")["note"]


def test_a_cell_that_ends_python_costs_itself_only(school):
    row = school.sat(
        RIGHT,
        "import os; os._exit(1)",
        "exit()",
        "import sys; sys.exit()",
        'check("why-relu-won", "bcf")',
        "import ctypes; ctypes.string_at(0)",
        'check("depth-against-width", "a")',
    )
    assert row["tasks"]["why-relu-won"] == ["correct", ""] and len(row["tasks"]) == 3
    assert row["checks"]["tanh-derivative"] == 1, "what runs again is not one more try"
    assert "Code cell 4 ended Python and was left out." in row["note"] and row["graded"]


def test_answers_that_end_python_or_fill_the_memory_are_errors(school):
    found = school.tasks(
        "def ends(y, dy):\n    import os; os._exit(0)\n"
        "def eats(net, X):\n    return bytearray(1 << 40)\n"
        "def prints(x):\n    print('1' * 10**6); return np.where(x > 0, x, 0.1 * x)",
        'check("sigmoid-backward", ends)',
        'check("dead-units", eats)',
        'check("prelu-by-hand", prints)',
        'check("why-relu-won", "bcf")',
    )
    assert found == {
        "sigmoid-backward": "error: ended-the-process",
        "dead-units": "error: out-of-memory",
        "prelu-by-hand": "correct",
        "why-relu-won": "correct",
    }


def test_time_that_is_up_says_so(school):
    row = school.sat(
        RIGHT,
        "import time\ntime.sleep(100)",
        'check("why-relu-won", "bcf")',
        limit=1,
    )
    assert row["tasks"] == {
        "tanh-derivative": ["correct", ""],
        "why-relu-won": ["error", "not-reached"],
    }
    assert "the time was up" in row["note"] and not row["graded"]


def test_the_clinic_is_graded(school):
    from d2lmlp.exercises.catalog import everything

    task = everything()["patient-1"]
    other = task.stub.replace("patient_1", "other").replace("steps=60", "steps=61")
    found = school.sat(
        "import mxnet as mx\nfrom mxnet import init\nfrom mxnet.gluon import nn\n"
        "from d2lmlp.clinic import train",
        task.stub,
        'check("patient-1", patient_1)',
        f'{other}\ncheck("patient-1", other)',
    )
    assert found["tasks"] == {"patient-1": ["wrong", "still-ill"]}, "health is measured over there"
    inside = [everything()[f"patient-{k}"] for k in (14, 15)]
    found = school.sat(
        "import mxnet as mx\nfrom mxnet import init\nfrom mxnet.gluon import nn\n"
        "from d2lmlp.clinic import train",
        *(
            f"{t.stub.replace(t.name, 'other').replace('steps=', 'steps=1 + ')}\n"
            f'check("{t.id}", other)'
            for t in inside
        ),
    )
    assert set(map(tuple, found["tasks"].values())) == {("wrong", "still-ill")}, "so is what it has"
    found = school.tasks(
        "import mxnet as mx\nfrom mxnet import init\nfrom mxnet.gluon import nn\n"
        "from d2lmlp.clinic import train",
        task.solution,
        'check("patient-1", patient_1)',
    )
    assert found == {"patient-1": "correct"}
