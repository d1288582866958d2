"""Tracebacks that show the learner's own lines, and what to do when a name is not there yet."""

import builtins
import difflib
import re
import sys
from types import TracebackType

FOLDED = ("mxnet", "d2lmlp")
# MXNet's messages bring the lines of its C++ along; what they say comes after these.
CPP = re.compile(r'Traceback \(most recent call last\):\n(?: +File "\.\./.*\n(?: .*\n)*)+\w+: ')
ABOVE = (
    "Run the cells above first: menu Run > Run All Above Selected Cell. They make the names that "
    "this one uses."
)


def install(shell):
    """Let a notebook's errors be shown by `show`, unless it has a handler of its own already.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
    """
    if shell.custom_exceptions == ():
        shell.set_custom_exc((Exception,), show)


def show(shell, kind, error, trace, tb_offset=None):
    """Show an error as IPython does, without the frames that the learner did not write.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
    kind : type
    error : Exception
    trace : types.TracebackType
    tb_offset : int, optional
        As `set_custom_exc` has it.
    """
    seen, links = set(), [error]
    while links:
        link = links.pop()
        if link is not None and id(link) not in seen:
            seen.add(id(link))
            links += [link.__cause__, link.__context__]
            if link is not error:
                link.__traceback__ = folded(link.__traceback__)
    lines = shell.InteractiveTB.structured_traceback(
        kind, error, folded(trace), tb_offset=tb_offset
    )
    text = CPP.sub("", "\n".join(lines))
    shell._showtraceback(kind, error, [*text.split("\n"), *advice(shell, error)])
    sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace  # whole, for %debug


def folded(trace):
    """Leave the frames of MXNet and of this package out of a traceback.

    Parameters
    ----------
    trace : types.TracebackType or None

    Returns
    -------
    types.TracebackType or None
        A new chain; where nothing would be left, the old one.
    """
    kept = []
    link = trace
    while link is not None:
        module = str(link.tb_frame.f_globals.get("__name__"))
        if module.partition(".")[0] not in FOLDED:
            kept.append(link)
        link = link.tb_next
    new = None
    for old in reversed(kept):
        new = TracebackType(new, old.tb_frame, old.tb_lasti, old.tb_lineno)
    return new or trace


def advice(shell, error):
    """List what to tell beside an error: a name that no cell has made yet, or a slip in it."""
    if type(error) is not NameError:
        return []
    name = getattr(error, "name", None) or str(error).split("'")[1::2][:1]
    name = name if isinstance(name, str) else "".join(name)
    near = difflib.get_close_matches(name, [*shell.user_ns, *dir(builtins)], n=1, cutoff=0.8)
    if near and len(name) > 2:
        return [f"Did you mean {near[0]}? If not: {ABOVE[0].lower()}{ABOVE[1:]}"]
    return [ABOVE]
