"""What errors mean: a table of names, patterns and sentences."""

FUNCTION = "(function|method|builtin_function_or_method)"

OBJECTS = (
    "NumPy makes an array of objects of MXNet numbers, and of a list of MXNet arrays, and its "
    "functions fail on that: take `.asnumpy()` of each array first."
)

# (name, pattern of "TypeName: text", what it means): the first that fits.
MEANINGS = (
    ("check-inside", "^CheckInside", "Take `check(...)` out of the function: one indentation "
     "less, below it."),
    ("ends-the-program", "^SystemExit", ""),
    ("writes-outside-of-the-array", "stands in an index array", "MXNet 1.9.1 reads negative "
     "entries from the end, but writes them, and entries too large, outside of the array, into "
     "memory that is not its own: there the kernel ends. Bring the entries to 0 ... length - 1 "
     "first."),
    ("calls-itself-forever", "^RecursionError", ""),
    ("assignment-while-recording", "already in a computational graph|[Ii]nplace operations",
     "Inside "
     "`autograd.record()` an array cannot be changed in place (`y[i] = ...`, `y += ...`): "
     "make a new one, such as `np.where(x > 0, x, 0.1 * x)`."),
    ("part-still-dots", r"['\"]ellipsis['\"]|(?<!slices, )not ellipsis\b|got Ellipsis",
     "The three dots `...` still stand where a value is needed: put one in their place."),
    ("none-for-value", "NoneType", "Something is None there, as what `append`, `sort` and "
     "`shuffle` return, what a function without `return` gives, an argument that is left out, and "
     "the `grad` of an array that `attach_grad()` was not called on."),
    ("function-not-called", rf"{FUNCTION}'(>| object is not (subscriptable|iterable)| object has "
     rf"no attribute| and )|(and|not) '{FUNCTION}'", "A function itself stands there. If its "
     "result is meant, call it, with brackets."),
    ("argument-missing", r"missing (\d+ )?required", "A function is called with too few "
     "arguments."),
    ("shape-not-a-tuple", r"Cannot interpret '\(?\d[^']*' as a data type",
     "A number is read there as a data type. A shape is one argument, a tuple: "
     "`np.zeros((2, 3))`."),
    ("no-such-data-type", "Cannot interpret .* as a data type|data type .* not understood",
     "There is no data type of that name: 'float32', 'float64', 'int32' and 'bool' are some."),
    ("too-many-arguments", "takes .* positional arguments? but", "A function is called with an "
     "argument that it does not take."),
    ("unknown-argument", r"(unexpected keyword|Cannot find argument).*\bdim\b", "No argument "
     "there is named `dim`: where an axis is meant, the name is `axis`."),
    ("unknown-argument", "unexpected keyword|Cannot find argument", "A function is called with a "
     "named argument that it does not have."),
    ("number-of-arguments", r"\(\d+ given\)|expected .* arguments?, got|at least \w+ arguments",
     "A function is called with too few arguments, or with too many."),
    ("argument-of-another-sort", "Invalid Parameter format", "An argument is of another sort than "
     "the function takes."),
    ("one-index-at-a-time", "indices must be integers or slices, not tuple", "A list takes one "
     "index at a time, `x[i][j]`; an array takes `x[i, j]`; and between two lists there has to be "
     "a comma."),
    ("no-whole-number", "indices must be integers|must be of integer|only integers, slices|slicing "
     "with key|cannot be interpreted as an integer", "An index, a count or a size has to be one "
     "whole number: `len(a)` and `a.shape[0]` count; `//` of two whole numbers is whole, `/` is a "
     "float."),
    ("empty-list", "empty (list|sequence)|(is|be) empty|zero-size array|: delay_alloc",
     "Something is empty there, such as a list."),
    ("no-key", "unhashable type", "Lists, arrays and dictionaries cannot be keys of a "
     "dictionary or members of a set: numbers and tuples can."),
    ("not-finite-for-integer", "cannot convert float (NaN|infinity)", "nan and infinity are no "
     "whole numbers."),
    ("text-for-number", "could not convert string|invalid literal for", "A text stands where a "
     "number is needed."),
    ("tuple-for-list", "'tuple' object does not support item", "A tuple cannot be changed; a list "
     "can."),
    ("asks-for-input", "^EOFError|reading from stdin", "A checked function cannot ask for input."),
    ("out-of-memory", r"^MemoryError|larger than 2\^31|allocat|bad_alloc|out of memory",
     "That is more memory than a check may take: look at the shapes, and at what grows in a loop."),
    ("mxnet-object-array", "loop of ufunc.* of type ndarray", OBJECTS),
    ("whole-number-too-large", "loop of ufunc.* argument 0 of type int", "A whole number is too "
     "large for NumPy: write it as a float."),
    ("objects-in-an-array", r"loop of ufunc|from dtype\('O'\)", "The array holds objects, not "
     "numbers: print its `dtype`. NumPy's `onp.array(x)` of MXNet numbers makes such an array; "
     "`x.asnumpy()` does not."),
    ("used-before-assigned", "^UnboundLocalError", "The name is used before it has a value here. "
     "A name that a function assigns anywhere is its own in all of it, whatever stands outside: "
     "give it a value first, or take another name."),
    ("name-not-defined", "^NameError", "Nothing of that name is defined here: is it spelt "
     "otherwise, or in a cell that has not run?"),
    ("no-array-of-numbers", r"^KeyError: <class 'numpy\.", "An MXNet array holds real numbers, "
     "such as float32 and int32, in rows of equal length, and nothing else."),
    ("too-few-for-differences", "too small to calculate a numerical gradient", "`gradient` takes "
     "differences between neighbouring entries, and where there are too few it stops. What is "
     "asked for at an entry depends on that entry alone."),
    ("rows-differ-in-length", "inhomogeneous", "A list or an array stands where one number "
     "belongs, or the rows differ in length."),
    ("array-for-entry", "setting an array element with a sequence", "An array has one number at "
     "each place, and a list or an array was to go there: is it a row in place of its entry?"),
    ("key-not-found", "^KeyError", "There is no such key."),
    ("old-arrays-meet-new", r"type <class 'mxnet[\w.]*'> (is )?not supported", "Arrays of the old "
     "kind, `mx.nd`, and those of `np` do not mix: take `np` throughout."),
    ("numpy-meets-mxnet", r"type <class '(numpy|mxnet)[\w.]*'> (is )?not supported|"
     "'numpy.ndarray' object has no attribute 'ctx'", "MXNet "
     "arrays and NumPy arrays do not mix: `a.asnumpy()` makes the one, `np.array(a)` the other."),
    ("not-recorded-by-mxnet", "'ValueError' object has no attribute 'format'", "That is one of "
     "NumPy's own functions, which MXNet does not record: inside `autograd.record()` take one of "
     "MXNet's, such as `np.where`."),
    ("no-such-attribute", "^AttributeError", "The object has nothing of that name."),
    ("module-not-found", "^(ImportError|ModuleNotFoundError)", "The module or the name in it is "
     "not there."),
    ("no-mxnet-array", r"must have NDArray type|type <class '\w+'> (is )?not supported", "MXNet's "
     "functions want MXNet arrays: `np.array(a)` makes one of a list, a number or a NumPy array; "
     "an axis is given by its name, `axis=1`."),
    ("types-do-not-fit", "Type inconsistent|Cannot cast", "Two sorts of numbers meet, such as "
     "float32 and int32: bring both to one with `.astype('float32')`."),
    ("if-on-an-array", "truth value|ambiguous", "`if`, `and`, `or`, `max()` and `min()` want one "
     "truth value, and an array has many: choose entry by entry with `np.where(condition, a, b)`, "
     "or make one of them with `.any()` or `.all()`."),
    ("complex-number", "not '?complex", "A root or a power of a negative number is complex there."),
    ("text-for-number", "must be real number, not str", "A text stands where a number is needed."),
    ("array-for-number", "only size-1 arrays|only length-1 arrays|must be real number, not|"
     "argument must be a string or a (real )?number, not|only integer scalar arrays",
     "Something that works on a single number (`math`, `float`, `int`) got something else, such "
     "as a whole array or list: use the function for arrays, or go through the entries."),
    ("no-such-axis", r"(?i)^AxisError|Invalid axis|axis \d+ (is out|exceeds)|axis must be "
     r"in the range|axis value -?\d+ out of|axis = -?\d+ (is )?out of|axis -?\d+ exceeds",
     "The array has no such axis: `a.shape` has one entry for each. A row `Z[i]` has one axis less "
     "than `Z`; `Z[i : i + 1]` keeps it."),
    ("too-many-indices", "too many indices", "There are more indices than the array has axes: "
     "`a.shape` has one entry for each axis."),
    ("array-missing", r"expects \d+ inputs?, but got \d", "One of the arrays is missing, as where "
     "it is None: `grad` is None for an array that `attach_grad()` was not called on."),
    ("negative-length", "negative dimensions|dim size must be >=", "A length is negative there."),
    ("shapes-do-not-fit", r"[Ss]hape|broadcast|dimension|align|same size",
     "The shapes do not fit: `print(a.shape)` shows that of an array."),
    ("singular-matrix", "[Ss]ingular|did not converge|On entry to D", "A matrix has no inverse, or "
     "holds nan."),
    ("division-by-zero", "^ZeroDivisionError", "A denominator is 0."),
    ("outside-the-domain", "math domain error", "The function is not defined for such a number: "
     "a logarithm for 0 and below, a root below 0."),
    ("number-too-large", "^OverflowError", "A number gets too large: exponentials do so quickly."),
    ("number-for-array", "invalid index to scalar|scalar tensor can only accept",
     "A single number has no index."),
    ("index-out-of-range", "^IndexError|out of bound", "An index lies outside: n "
     "entries have the indices 0 to n - 1."),
    ("not-callable", "object is not callable", "Something that is no function is followed by "
     "brackets: is a `*` missing, a name used twice, or an index called in place of what it "
     "points at?"),
    ("number-for-array", r"object is not (iterable|subscriptable)|has no len\(\)|unsized object|"
     "iteration over a 0-d|0-d array",
     "Something else stands where a list or an array is needed."),
    ("no-floor-division", "for //=?: .*ndarray", "MXNet's arrays have no `//`: divide with `/`, "
     "and take `np.floor` of it if it has to be whole."),
    ("wrong-operands", "unsupported operand|not supported between|multiply sequence|can only "
     "concatenate|bad operand", "That operator does not go with what stands there; lists "
     "and None do not calculate, arrays do."),
    ("unpacking-does-not-fit", "values to unpack|cannot unpack", "The number of names is not the "
     "number of values that they get."),
    ("assertion-failed", "^AssertionError", "What the code, or a library, asserts does not hold."),
    ("iterator-used-up", "^StopIteration", "An iterator has no further value, or "
     "the code raises this itself: `return` gives a result."),
    ("not-for-a-check", "a checked function cannot", ""),
)  # fmt: skip
