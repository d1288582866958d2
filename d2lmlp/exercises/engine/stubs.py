"""Tell an answer that was not begun: the dots of the stub, or a function without a body."""

import ast
import dis
import inspect
import textwrap


def is_stub(function):
    """Tell whether a body holds nothing but a docstring, ``pass``, ``...`` or ``return ...``."""
    code = getattr(function, "__code__", None)
    if code is None or code.co_name == "<lambda>":
        return False
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        body = tree.body[0].body
    except (OSError, TypeError, SyntaxError, AttributeError, IndexError):
        return not code.co_names and set(code.co_consts) <= {None, ..., function.__doc__}
    return all(
        isinstance(node, ast.Pass)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.Return) and ast.unparse(node) == "return ...")
        for node in body
    )


def is_begun(function):
    """Tell whether a function, and no lambda, does something before it returns the dots."""
    code = getattr(function, "__code__", None)
    return code is not None and code.co_name != "<lambda>" and not is_stub(function)


def returns_something(function):
    """Tell whether a function has a `return` with something behind it, or does not tell."""
    returned = _returned(function)
    return not returned or any(step.argval is not None for step in returned)


def hands_a_call_on(function):
    """Tell whether a function returns what some other function has just returned."""
    return any(step.opname.startswith("CALL") for step in _returned(function))


def _returned(function):
    """The instructions that make what a function returns; none where its code cannot be seen."""
    code = getattr(function, "__code__", None)
    steps = list(dis.get_instructions(code)) if code else []
    return [step for step, after in zip(steps, steps[1:]) if after.opname == "RETURN_VALUE"]


def untouched(answer):
    """Tell whether an answer that is a value still holds the stub's ``...``."""
    if answer is None or answer is ...:
        return True
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, (list, tuple)):
        return bool(answer) and all(untouched(item) for item in answer)
    return False
