"""A file is short enough to be read in one sitting, or says in its first line why it is long."""

import re

from course import ROOT

MOST = 250  # lines
ROOMS = ("d2lmlp", "tests", "notebooks", "jupyter_config")


def files():
    """The course's own code; what others have made stands in `vendor`."""
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*"))
    return [p for p in found if p.suffix in (".py", ".js", ".css") and p.parent.name != "vendor"]


def test_a_long_file_says_why_in_its_first_line():
    assert len(files()) > 300
    silent = []
    for path in files():
        first, *rest = path.read_text(encoding="utf-8").split("\n")
        if len(rest) > MOST and not re.search(r"\blong\b", first):
            silent.append(f"{path.relative_to(ROOT)}: {len(rest)} lines")
    assert not silent, f"split it, or begin it with the reason, as in 'long, for ...': {silent}"
