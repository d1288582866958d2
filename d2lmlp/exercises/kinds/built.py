"""Check things that a learner builds: weights, a depth and an initialisation, a matrix."""

import copy
import inspect
import re
from dataclasses import dataclass, replace
from typing import Callable, Optional

import numpy as np

from d2lmlp.exercises.engine import watch
from d2lmlp.exercises.engine.errors import printable
from d2lmlp.exercises.engine.keeping import KEPT, remember
from d2lmlp.exercises.engine.values import (
    BadValue,
    HalfFilled,
    LearnerError,
    NotAttempted,
    call,
    is_mxnet,
    to_numpy,
    untouched,
    verdict_of,
)
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.arguments import accepts
from d2lmlp.exercises.kinds.forms import EMPTY, NONE, in_shape, remarked

RANDOM = "(Each call gives another one. That is no fault, as long as its parts come from one draw.)"
NUMBERS = {2: "two", 3: "three", 4: "four"}


@dataclass(frozen=True)
class Given:
    """One of the things asked for.

    Attributes
    ----------
    name : str
    shape : tuple of int, optional
        Arrays that differ from it by axes of length 1, and flat ones, are brought to it, row by
        row; without it, any array goes.
    read : callable
        Turns what the learner wrote into a value; arrays of float64 if not given.
    form : callable
        What the learner wrote -> a remark where it is right in another form than is asked for.
    """

    name: str
    shape: Optional[tuple[int, ...]] = None
    read: Callable = to_numpy
    form: Callable = lambda item: ""


@dataclass(frozen=True, eq=False)
class BuiltCheck:
    """Checks a tuple, list or dict of things, or a function that returns them.

    Attributes
    ----------
    parts : tuple of Given
    test : callable
        Their values -> Verdict; it may raise BadValue.
    examples : tuple of (mistake id, answer)
    optional : int
        How many of the last parts may be missing.
    arguments : tuple
        Where it is not empty, the answer is a function of one argument, called with each of
        these, and `test` gets a list of (argument, values).
    unpack : callable
        Looks at the values as they came, before they are read: a chance to see that they are
        swapped.
    """

    parts: tuple[Given, ...]
    test: Callable
    examples: tuple
    optional: int = 0
    arguments: tuple = ()
    unpack: Callable = list

    def judge(self, answer):
        """Check an answer; returns a Verdict and raises nothing."""
        try:
            if untouched(answer):
                raise NotAttempted
            said = []
            watch.clear()
            if self.arguments:
                verdict = self._judge_family(answer, said)
                return remarked(verdict, *said, *watch.remarks(watch.used))
            if callable(answer):
                answer = call(answer) if _takes_nothing(answer) else _refused(answer, self.parts)
                said.append("The values are asked for, and yours is a function.")
            if untouched(answer):
                raise NotAttempted
            return remarked(self.test(*self._values(answer, said)), *said)
        except NotAttempted as stub:
            if stub.args:  # it raises NotImplementedError
                own = printable(str(stub))
                own = f" It says: {own}" if own else ""
                return Verdict("not attempted", f"Not written yet.{own}")
            return NONE if answer is None else EMPTY
        except (LearnerError, BadValue) as error:
            return Verdict(*verdict_of(error))

    def wrong_answers(self):
        """Yield (mistake id, answer)."""
        yield from self.examples

    def _judge_family(self, answer, said):
        afresh = remember(answer)
        found = self._family(answer, said)
        verdict = self.test(found)
        if verdict.status == "correct":
            return verdict
        for k, values in found:
            first, again = (self._afresh(answer, k, afresh) for _ in range(2))
            if all(map(_alike, first, again)) and not all(map(_alike, first, values)):
                return Verdict("wrong", KEPT, "differs-when-called-again")
            if not _alike(first[0], again[0]):
                return replace(verdict, message=f"{verdict.message} {RANDOM}")
        return verdict

    def _afresh(self, answer, argument, afresh):
        if afresh:
            afresh()
        ((_, values),) = replace(self, arguments=(argument,))._family(answer, [])
        return values

    def _family(self, answer, said):
        if not callable(answer):
            raise BadValue("not-a-function", "`check` needs the function itself.")
        if not accepts(answer, ("argument",)):
            raise BadValue(
                "wrong-signature",
                "Your function is called with one argument, and it does not take it alone.",
            )
        found = []
        for n in self.arguments:
            try:
                result = call(answer, copy.deepcopy(n))  # whatever it does to its argument
            except NotAttempted as stub:
                if not (stub.args and found):
                    raise
                raise LearnerError(stub.args[0]) from None  # not for this argument, it says
            except BadValue as bad:
                if bad.mistake == "returned-none" and found:
                    bad = BadValue(
                        "none-in-some-calls",
                        "Your function returns None in some calls and a result in others: one way "
                        "through it ends without a result.",
                    )
                raise bad from None
            found.append((n, self._values(result, said)))
        return found

    def _values(self, answer, said):
        """Read the parts; what is to be remarked of their form is added to `said`."""
        names = [part.name for part in self.parts]
        if isinstance(answer, dict):
            said.append("A tuple is asked for, and yours is a dictionary.")
            by_name = set(answer) == set(names)
            answer = [answer[name] for name in names] if by_name else list(answer.values())
        if isinstance(answer, (set, frozenset)):
            raise BadValue("a-set", "A set has no order: give a tuple or a list.")
        one = ""
        if isinstance(answer, np.ndarray) or is_mxnet(answer):
            one = f"one array of shape {answer.shape}"
            answer = list(answer) if answer.ndim else answer
        elif isinstance(answer, (list, tuple)) and all(map(_is_number, answer)):
            one = f"one {type(answer).__name__} of {len(answer)} numbers"
        most = len(self.parts)
        asked = f"Give {NUMBERS[most]} things: ({', '.join(names)})"
        if not isinstance(answer, (list, tuple)):
            what = "; yours is a text" if isinstance(answer, str) else ""
            raise BadValue("not-a-tuple", f"{asked}, as a tuple or a list{what}.")
        numbers = len(answer) == most and all(map(_is_number, answer))
        if numbers and any(part.shape for part in self.parts):
            what = f"not all of them numbers; yours are {most} numbers"
            raise BadValue("missing-part", f"{asked}, {what}.")
        if not most - self.optional <= len(answer) <= most:
            if len(answer) > most and one:
                raise BadValue("missing-part", f"{asked}; yours is {one}.")
            name = "missing-part" if len(answer) < most else "too-many-results"
            raise BadValue(name, f"{asked}; yours are {len(answer)}.")
        for name, item in zip(names, answer):
            if item is None:
                raise BadValue("part-is-none", f"{name} is None: give it a value.")
            if untouched(item):
                raise HalfFilled(name)
        return [_read(part, item, said) for part, item in zip(self.parts, self.unpack(answer))]


def _alike(a, b):
    return np.shape(a) == np.shape(b) and bool(np.allclose(a, b, equal_nan=True))


def _is_number(item):
    return isinstance(item, (int, float, np.number))


def _takes_nothing(function):
    if isinstance(function, type) or hasattr(function, "collect_params"):
        return False
    try:
        inspect.signature(function).bind()
    except TypeError:
        return False
    except ValueError:
        return True
    return True


def _refused(function, parts):
    names = ", ".join(part.name for part in parts)
    kind = "class" if isinstance(function, type) else "function"
    kind = "net" if hasattr(function, "collect_params") and kind == "function" else kind
    raise BadValue(f"{kind}-for-values", f"Give the values ({names}) themselves, not a {kind}.")


def _of_a_value(name, message):
    """Say of a value that was given what the same message says of one that came back."""
    message = re.sub(r"((rows|things) that|^More .* things) came back", r"\1 were given", message)
    message = message.replace("came back", "was given")
    return message if re.search(rf"\b{name}\b", message) else f"{name}: {message}"


def _read(part, item, said):
    try:
        value = part.read(item)
    except BadValue as bad:
        raise BadValue(bad.mistake, _of_a_value(part.name, str(bad))) from None
    said.append(part.form(item))
    if isinstance(value, np.ndarray):
        if part.shape is not None:
            value, remark = in_shape(part.name, value, part.shape)
            said.append(remark)
        if not np.isfinite(value).all():
            raise BadValue("not-finite", f"{part.name} holds nan or infinity.")
    return value
