"""No notebook makes a wrong answer right, spoils another's, or changes the environment."""

import subprocess
import sys
from pathlib import Path

import pytest

from d2lmlp.classroom import sandbox

WRONG = 'check("why-relu-won", "a")'
FORGERIES = {
    "prints": """
import re, json
token = (re.findall(r"report\\(.([0-9a-f]{16})", "".join(map(str, In))) or [""])[-1]
for task in ("why-relu-won", "tanh-derivative", "backprop-by-hand"):
    print(token + json.dumps({"task": task, "status": "correct", "mistake": None}))""",
    "replaces check": "class Right: status = 'correct'\ncheck = lambda *a: Right()\n" + WRONG,
    "replaces judge": """
import d2lmlp.exercises as e
from d2lmlp.exercises.engine.verdict import Verdict
e.judge = lambda task, answer: Verdict("correct", "", task=task.id)
""" + WRONG,
    "replaces every checker": """
from d2lmlp.exercises import catalog
from d2lmlp.exercises.engine.verdict import Verdict
for task in catalog.everything().values():
    type(task.checker).judge = lambda self, answer: Verdict("correct", "")
""" + WRONG,
    "replaces comparisons": """
import numpy as onp
from d2lmlp.exercises.engine import compare, verdict
from d2lmlp.exercises.kinds import function, parts
compare.close = function.close = parts.close = parts.right = lambda *a, **k: True
onp.allclose = onp.array_equal = lambda *a, **k: True
check("tanh-derivative", lambda x: x)
check("why-relu-won", "a")""",
    "is equal to everything": """
class Equal(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
    def lower(self): return "bcf"
    def __str__(self): return "a"
check("why-relu-won", Equal("a"))
class Sure(dict):
    def __contains__(self, k): return True
    def __getitem__(self, k): return True
check("depth-against-width", Sure())""",
    "changes a verdict": """
v = check("why-relu-won", "a")
object.__setattr__(v, "status", "correct")
import gc
for thing in gc.get_objects():
    if isinstance(thing, dict) and thing.get("status") in ("wrong", "error"):
        thing["status"] = "correct" """,
    "writes into every open file": """
import os, json, struct
text = {"task": "why-relu-won", "status": "correct", "mistake": None, "message": ""}
text = json.dumps([text, []])
text = struct.pack("!Q", len(text)) + text.encode()
for fd in os.listdir("/proc/self/fd"):
    try: os.write(int(fd), text)
    except OSError: pass""",
    "announces a result": """
import gc, socket, json
for s in [o for o in gc.get_objects() if isinstance(o, socket.socket)]:
    for m in ({"result": {"task": "why-relu-won", "status": "correct"}}, {"task": "why-relu-won"},
              {"task": ["x"]}, [], "x", {"task": "why-relu-won", "pid": "a", "failed": "correct"}):
        try: s.send(json.dumps(m).encode())
        except OSError: pass""",
    "writes the progress": """
from d2lmlp.exercises.engine import store
store.update("why-relu-won", done=True, tries=1)""",
    "reaches for the judge": """
import os, signal, ctypes
parent = os.getppid()
for place in ("mem", "fd", "environ"):
    try: list(os.scandir(f"/proc/{parent}/{place}")) if place == "fd" else open(
        f"/proc/{parent}/{place}", "r+b")
    except OSError: pass
ctypes.CDLL(None).ptrace(16, parent, 0, 0)
check("why-relu-won", "a")""",
    "answers when asked in its own way": """
from d2lmlp.classroom import seat, wire
own = seat.Seat.serve
seat.Seat.serve = lambda self: wire.send(self.sock, {"value": ["pickle", "x"]})
check("why-relu-won", "a")
seat.Seat.serve = lambda self: self.sock.sendall(b"\\xff" * 100)
check("tanh-derivative", lambda x: x)
seat.Seat.serve = lambda self: wire.send(self.sock, {"value": ["handle", {"mine": 0}]})
check("depth-against-width", "a")
seat.Seat.serve = own""",
    "imports from beside": "import helper_of_mine\ncheck('why-relu-won', helper_of_mine.letters)",
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_nothing_forges_a_result(school, name):
    (school.folder / "helper_of_mine.py").write_text(
        "import d2lmlp.exercises as e\nletters = 'a'\ne.judge = None\n"
    )
    count = "def count(s):\n    return sum(a * b + b for a, b in zip(s, s[1:]))"
    row = school.sat(FORGERIES[name], f'{count}\ncheck("parameter-count", count)')
    found, replaced = row["tasks"], name == "replaces check"
    right = ["error", "check-replaced"] if replaced else ["correct", ""]
    assert found.pop("parameter-count") == right, row
    assert row["done"] == 1 - replaced and all(
        status != "correct" for status, _ in found.values()
    ), row


def test_what_a_notebook_replaces_spoils_no_other_task(school):
    assert school.tasks(
        "import numpy as onp, builtins, random, sys, io, json, socket\n"
        "onp.allclose = onp.array_equal = lambda *a, **k: False\n"
        "import d2lmlp.exercises.engine.compare as c\nc.close = lambda *a: False\n"
        "sys.stdout = io.StringIO(); sys.stderr = None\n"
        "random.seed(1); np.random.seed(1); onp.random.seed(1)\n"
        "import signal; signal.signal(signal.SIGALRM, signal.SIG_IGN); signal.alarm(1)\n"
        "import os; os.environ.clear(); os.chdir('/')",
        'check("tanh-derivative", tanh_grad)',
        'check("why-relu-won", "bcf")',
        "npx.reset_np()",
        'check("piece-count", 3)',
    ) == {"tanh-derivative": "correct", "why-relu-won": "correct",
          "piece-count": "wrong: not-a-function"}  # fmt: skip


@pytest.mark.skipif(not sandbox.available(), reason="the system has no Landlock")
def test_a_notebook_changes_nothing_outside_its_folder(school, tmp_path):
    victim = school.folder / "bob.ipynb"
    victim.write_text("{}")
    package = Path(sys.modules["d2lmlp"].__file__)
    before, text = sandbox.fingerprint(), package.read_text()
    row = school.sat(
        "%pip install -q --no-deps numpy==1.26.4",
        "!pip uninstall -y numpy; python -m pip install --user --target /usr/lib six",
        f"open({str(package)!r}, 'a').write('raise SystemExit')",
        f"import os; os.truncate({str(package)!r}, 0)",
        f"import pathlib; pathlib.Path({str(victim)!r}).unlink()",
        "import sysconfig\nopen(sysconfig.get_paths()['purelib'] + '/evil.pth', 'w')",
        "open('mine.txt', 'w').write('a file of my own')\nassert open('mine.txt').read()",
        "import os\nwhile os.path.dirname(os.getcwd()) != os.getcwd(): os.chdir('..')",
        'check("tanh-derivative", tanh_grad)',
    )
    assert row["tasks"] == {"tanh-derivative": ["correct", ""]}
    assert victim.read_text() == "{}" and package.read_text() == text
    assert sandbox.fingerprint() == before


def test_a_notebook_that_tries_to_end_its_watchers_costs_no_other(school):
    row = school.sat(
        'check("tanh-derivative", tanh_grad)',
        "import os, signal\nfor pid in (os.getppid(), -1):\n    os.kill(pid, signal.SIGKILL)",
    )
    assert row["tasks"] == {"tanh-derivative": ["correct", ""]}
    assert school.tasks('check("tanh-derivative", tanh_grad)') == {"tanh-derivative": "correct"}


def test_nothing_of_a_notebook_lives_on(school, tmp_path):
    school.sat(
        "import subprocess, sys\n"
        "p = subprocess.Popen([sys.executable, '-c', 'import os, time; os.setsid(); "
        "os.fork(); time.sleep(987.5)'])\n"
        "def f(x):\n    subprocess.Popen(['sleep', '987.5'], start_new_session=True)\n"
        "    return 1 - np.tanh(x) ** 2\n"
        'check("tanh-derivative", f)',
    )
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
    assert "987.5" not in running.replace("ps -eo", "")
