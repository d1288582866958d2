"""Errors in a sentence or two: what was raised, in which line of the learner's, what it means."""

import linecache
import re
import sysconfig
import traceback
from pathlib import Path

from d2lmlp.exercises.engine import watch

# Code that is not the learner's: this package, what is installed, and Python itself.
_PATHS = sysconfig.get_paths()
ROOT = str(Path(__file__).parents[2])
FOREIGN = (ROOT, *(_PATHS[k] for k in ("stdlib", "platstdlib", "purelib", "platlib")), "<frozen")
LONGEST = 240


class CheckInside(RuntimeError):
    """A checked function calls ``check``."""


# (name, pattern of "TypeName: text", what it means): the first that fits.
MEANINGS = (
    ("check-inside", "^CheckInside", "Take `check(...)` out of the function: one indentation "
     "less, below it."),
    ("calls-exit", "^SystemExit", ""),
    ("calls-itself-forever", "^RecursionError", ""),
    ("assignment-while-recording", "already in a computational graph|[Ii]nplace operations",
     "Inside "
     "`autograd.record()` an array cannot be changed in place (`y[i] = ...`, `y += ...`): "
     "make a new one, such as `np.where(x > 0, x, 0.1 * x)`."),
    ("out-of-memory", r"^MemoryError|larger than 2\^31|allocat|bad_alloc|out of memory",
     "That is more memory than a check may take: look at the shapes, one of them is far too "
     "large."),
    ("mxnet-object-array", r"ndarray'? object has no attribute '(exp|log|log2|log10|log1p|expm1|"
     r"tanh|sinh|cosh|sqrt|sin|cos|absolute|sign|rint|maximum|conjugate)'|loop of ufunc",
     "NumPy's `onp.array(x)` of MXNet numbers makes an array of objects, on which its functions "
     "fail: write `x.asnumpy()`."),
    ("used-before-assigned", "^UnboundLocalError", "The name is used before it has a value: give "
     "it one before the loop or the `if`."),
    ("name-not-defined", "^NameError", "Nothing of that name is defined here: is it spelt "
     "otherwise, or in a cell that has not run?"),
    ("key-not-found", "^KeyError", "The dictionary has no such key."),
    ("no-such-attribute", "^AttributeError", "The object has nothing of that name."),
    ("module-not-found", "^(ImportError|ModuleNotFoundError)", "The module or the name in it is "
     "not there."),
    ("numpy-meets-mxnet", r"type <class '(numpy|mxnet)[\w.]*'> (is )?not supported|must have "
     "NDArray type", "MXNet arrays and NumPy arrays do not mix: `a.asnumpy()` makes the one, "
     "`np.array(a)` the other."),
    ("types-do-not-fit", "Type inconsistent", "Two sorts of numbers meet, such as float32 and "
     "int32: bring both to one with `.astype('float32')`."),
    ("if-on-an-array", "truth value|ambiguous", "`if`, `and`, `or`, `max()` and `min()` want one "
     "truth value, and an array has many: choose entry by entry with `np.where(condition, a, b)`."),
    ("array-for-number", "only size-1 arrays|only length-1 arrays|must be real number, not|"
     "argument must be a string or a (real )?number, not|only integer scalar arrays",
     "Something that works on a single number (`math`, `float`, `int`) got a whole array or "
     "list: use the function for arrays, or go through the entries."),
    ("shapes-do-not-fit", r"[Ss]hape|broadcast|dimension|matmul|align|same size|axis \d+ is out",
     "The shapes of two arrays do not fit: `print(a.shape)` shows them."),
    ("division-by-zero", "^ZeroDivisionError", "A denominator is 0."),
    ("outside-the-domain", "math domain error", "The logarithm or root of such a number does not "
     "exist."),
    ("number-too-large", "^OverflowError", "A number gets too large: exponentials do so quickly."),
    ("index-out-of-range", "^IndexError|must be in range|out of bound", "The index lies outside: n "
     "entries have the indices 0 to n - 1."),
    ("argument-missing", r"missing \d+ required", "A function is called with too few arguments."),
    ("too-many-arguments", r"takes .* positional arguments? but|unexpected keyword|Cannot find "
     "argument", "A function is called with an argument that it does not take."),
    ("not-callable", "object is not callable", "Something that is no function is followed by "
     "brackets: is a `*` missing, or a name used twice?"),
    ("number-for-array", r"object is not (iterable|subscriptable)|has no len\(\)|unsized object|"
     "iteration over a 0-d|0-d array",
     "A single object stands where a list or an array is needed."),
    ("wrong-operands", "unsupported operand|not supported between|multiply sequence|can only "
     "concatenate|bad operand", "The two sides do not go together; lists and None do not "
     "calculate, arrays do."),
    ("unpacking-does-not-fit", "values to unpack|cannot unpack", "The number of names on the left "
     "is not the number of values on the right."),
    ("assertion-failed", "^AssertionError", "An `assert` of the code, or of a library, does not "
     "hold."),
    ("iterator-used-up", "^StopIteration", "An iterator has no further value."),
    ("not-for-a-check", "a checked function cannot", ""),
)  # fmt: skip

AUTOGRAD = (
    (
        "no-record",
        lambda used: "record" not in used,
        "Nothing was recorded: put the computation inside `with autograd.record():`.",
    ),
    (
        "no-attach-grad",
        lambda used: "attach_grad" not in used,
        "No array asked for a gradient: call `x.attach_grad()` before the recording.",
    ),
    (
        "outside-the-record",
        lambda used: True,
        "What `backward` starts from was not recorded, or its record is used up: compute it, the "
        "`sum()` too, inside `with autograd.record():`, and call `backward()` once.",
    ),
)


def describe(error):
    """Say what was raised, in which line of the learner's code, and what it means."""
    if isinstance(error, SystemExit):
        return "Your code calls exit()" + _place(error) + "."
    if isinstance(error, RecursionError):
        return "Your function calls itself without end."
    text = message_of(error)
    name = printable(type(error).__name__)
    said = f"Your code raised {name}{_place(error)}" + (f": {text}" if text else "")
    meaning = _diagnose(error)[1]
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
    full = f"{type(error).__name__}: {text}"
    if "not in a computational graph" in text:
        return next((name, say) for name, fits, say in AUTOGRAD if fits(watch.used))
    if "^" in _line(error) and re.search("integer types|bitwise_xor|for \\^", text):
        return "caret-for-power", "`^` is no power in Python: write `x ** 2`."
    if isinstance(error, NotImplementedError):
        return _not_implemented(error)
    for name, pattern, meaning in MEANINGS:
        if re.search(pattern, full):
            return name, meaning
    word = re.sub("Error$", "", type(error).__name__)
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", word).lower()
    return f"raises-{printable(word)}", ""


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
    return "mxnet-not-implemented", "MXNet does not offer this: take another way."


def printable(text):
    """Replace what no terminal can show."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _raw(error):
    try:
        return str(error)
    except Exception:  # an exception whose text cannot be made
        return ""


def message_of(error):
    """What an error says, in one line: without a trace, without C++, and not cut in the middle."""
    lines = [line.strip() for line in printable(_raw(error)).splitlines() if line.strip()]
    if not lines:
        return ""
    found = re.search(r"Check failed: (.*)", "\n".join(lines))
    if found:
        line = _without_cpp(found.group(1))
    else:
        line = lines[-1] if "Traceback" in lines[0] else lines[0]
    line = re.sub(r"^\w*Error: |^\[\w*-?\w*\] ", "", line)
    if re.search(r"::|->|\.cc\b|\.h\b|mshadow", line):
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
