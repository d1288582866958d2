"""Errors in a sentence or two: what was raised, in which line of the learner's, what it means."""

import linecache
import re
import sysconfig
import traceback
from pathlib import Path

from mxnet.base import MXNetError

from d2lmlp.exercises.engine import watch
from d2lmlp.exercises.engine.meanings import MEANINGS, OBJECTS

# Code that is not the learner's: this package, what is installed, and Python itself.
_PATHS = sysconfig.get_paths()
ROOT = str(Path(__file__).parents[2])
FOREIGN = (ROOT, *(_PATHS[k] for k in ("stdlib", "platstdlib", "purelib", "platlib")), "<frozen")
LONGEST = 240


class CheckInside(RuntimeError):
    """A checked function calls ``check``."""


AUTOGRAD = (
    (
        "no-record",
        lambda used: "record" not in used,
        "Nothing was recorded here: put the computation inside `with autograd.record():`.",
    ),
    (
        "no-attach-grad",
        lambda used: "attach_grad" not in used,
        "No array of this call asks for a gradient: call `attach_grad()` on the array that you "
        "differentiate by, before the recording, and compute all of it in MXNet.",
    ),
    (
        "outside-the-record",
        lambda used: True,
        "What `backward` starts from, or a step on the way to it, was not recorded, or its record "
        "is used up. `detach()`, `pause()` and NumPy cut the way, and a second `backward()` finds "
        "no record: call `attach_grad()` first, then compute all of it in MXNet, inside `with "
        "autograd.record():`.",
    ),
)


LATE = (
    " MXNet computes late, and tells when a result is read: the cause may stand in a line before."
)
BACKWARD = (
    "It comes out of the `backward` of an `autograd.Function`. MXNet gives it arrays of the old "
    "kind, `mx.nd`, which do not mix with those of `np`, and hides what went wrong there: take "
    "another way where you can."
)


def describe(error):
    """Say what was raised, in which line of the learner's code, and what it means."""
    if isinstance(error, SystemExit):
        return "Your code ends the program, as exit() does" + _place(error) + "."
    if isinstance(error, RecursionError):
        return (
            "Your function, or one that it calls, calls itself more often than Python allows: does "
            "it come to an end?"
        )
    text = message_of(error)
    name = printable(type(_cause(error)).__name__)
    said = f"Your code raised {name}{_place(error)}" + (f": {text}" if text else "")
    raised = _line(error).startswith("raise ")
    meaning = "" if raised else _diagnose(error)[1] + (LATE if _late(error) else "")
    return " ".join(filter(None, [said if said[-1] in ".!?" else f"{said}.", meaning]))


def kind(error):
    """Name what was raised."""
    return _diagnose(error)[0]


def is_learners(error):
    """Tell whether an error was raised in the learner's code, or in what that has called."""
    frames = traceback.extract_tb(error.__traceback__)
    return any(not frame.filename.startswith(FOREIGN) for frame in frames)


def is_learners_own(error):
    """Tell whether an error was raised by a line of the learner's code itself."""
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and not frames[-1].filename.startswith(FOREIGN)


def _diagnose(error):
    """The name of an error and the sentence that says what it means."""
    text = _raw(error)
    full = f"{type(_cause(error)).__name__}: {text}"
    line = _line(error)
    if "not in a computational graph" in text:
        return next((name, say) for name, fits, say in AUTOGRAD if fits(watch.used))
    if "^" in line and re.search("integer types|bitwise_xor|for \\^", text):
        return (
            "caret-for-power",
            "`^` is Python's exclusive or: a power is written `**`, a product `*`.",
        )
    slip = re.search(r"(\w+ ?/ ?1) ?- ?(\w+)", line)
    if slip and re.search("domain error|ZeroDivision", full):
        return "brackets-missing", (
            f"`{slip[0]}` is read as `({slip[1]}) - {slip[2]}`: a quotient is taken before a "
            f"difference. Put brackets around `1 - {slip[2]}`."
        )
    if "CustomFunction" in text:
        return "backward-of-a-function", BACKWARD
    if isinstance(error, NotImplementedError):
        return _not_implemented(error)
    if re.search(r"index = -?\d+ must be in range", text):  # MXNet's max and min say so
        return next((name, say) for name, _, say in MEANINGS if name == "no-such-axis")
    asked = re.search(r"ndarray'? object has no attribute '?(\w+)'?$", text)
    if asked and line and asked[1] != "ctx" and not _asks_for(asked[1], line):
        return "mxnet-object-array", OBJECTS
    if line.startswith(("raise ", "assert ")):
        # By the learner, whose words tell nothing of a library's error.
        full = f"{type(error).__name__}: "
    for name, pattern, meaning in MEANINGS:
        if re.search(pattern, full):
            return name, meaning
    word = re.sub("Error$", "", type(_cause(error)).__name__)
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", word).lower()
    return f"raises-{printable(word)}", ""


def _late(error):
    """Tell whether MXNet found the error when a result was read, and not where it was asked for."""
    names = {frame.name for frame in traceback.extract_tb(error.__traceback__)}
    return "check_call" in names and bool(names & {"asnumpy", "asscalar", "wait_to_read"})


def _asks_for(name, line):
    """Tell whether a line asks an object, and not a library, for a method or an attribute."""
    return bool(re.search(rf"(?<!\bnp)(?<!\bonp)(?<!\bnumpy)(?<!\bnpx)(?<!\bmath)\.{name}\b", line))


def _not_implemented(error):
    frames = traceback.extract_tb(error.__traceback__)
    if frames and frames[-1].name == "__hash__":
        return (
            "mxnet-number-as-key",
            "An MXNet number cannot be a key of a dictionary, a member of a set, or be cached: "
            "take `float(k)`.",
        )
    if "numpy" in _raw(error):
        return "numpy-meets-mxnet", "Make it an MXNet array first: `np.array(a)`."
    if frames and "mxnet" in Path(frames[-1].filename).parts:
        return "mxnet-not-implemented", "MXNet does not offer this: take another way."
    return "not-implemented", "The library does not offer this: take another way."


def printable(text):
    """Replace what no terminal can show."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _cause(error):
    """Look behind the SystemError that NumPy's compiled code sometimes puts around another."""
    return error.__cause__ if isinstance(error, SystemError) and error.__cause__ else error


def _raw(error):
    try:
        return str(_cause(error))
    except Exception:  # an exception whose text cannot be made
        return ""


def message_of(error):
    """What an error says, in one line: without a trace, without C++, and not cut in the middle."""
    lines = [line.strip() for line in printable(_raw(error)).splitlines() if line.strip()]
    if not lines:
        return ""
    found = re.search(r"Check failed: (.*)", "\n".join(lines))
    if found and "CustomFunction" in found[1]:
        return ""
    if found:
        line = _without_cpp(found.group(1))
    else:
        line = lines[-1] if "Traceback" in lines[0] else lines[0]
    line = re.sub(r"^\w*Error: |^\[\w*-?\w*\] |,? Possible Arguments:$", "", line)
    if isinstance(error, MXNetError) and re.search(r"::|->|\.cc\b|\.h\b|mshadow", line):
        line = ""
    return _shortened(line) or "the operation does not fit its arguments."


def _without_cpp(line):
    """Drop the condition, in C++, that stands before MXNet's own words."""
    parts = re.split(r":\s+", line)
    pattern = r"^:|->|::|[=!<>]=|\|\||\(\*|[<>] |vs\."
    cpp = [bool(re.search(pattern, part)) for part in parts]
    if len(parts) > 1:
        cpp[-1] = False
    return ": ".join(parts[len(cpp) - cpp[::-1].index(True) if any(cpp) else 0 :])


def _shortened(line):
    """Keep whole sentences, or whole words, of a long line."""
    if len(line) <= LONGEST:
        return line
    head = line[:LONGEST]
    sentence = head.rfind(". ")
    return head[: sentence + 1] if sentence > 40 else head[: head.rfind(" ")] + " …"


def _place(error):
    """Name the last line of the learner's own code in a traceback."""
    line = _line(error)
    return f" at `{_cut(line)}`" if line else ""


def _cut(line):
    line = printable(line).replace("`", "'")
    return line if len(line) <= 90 else line[:88] + " …"


def _line(error):
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if not frame.filename.startswith(FOREIGN):
            line = linecache.getline(frame.filename, frame.lineno).strip()
            if line:
                return line
    return ""
