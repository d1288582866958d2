"""Numbers as outputs write them."""

import pytest

from d2lmlp.figures import measured


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((0.0, 0.0), "0"),
        ((0, 0), "0"),
        ((64, 64), "≈ 64 to ≈ 64"),
        ((64, 64, ".2f", 64), "64"),
        ((3, 64, ".2f", 64), "≈ 3 to ≈ 64"),
        ((0, 13), "≈ 0 to ≈ 13"),
        ((2.301, 2.304), "≈ 2.30 to ≈ 2.30"),
        ((0.832,), "≈ 0.83"),
        ((6.1e13, None, ".1g"), "≈ 6e+13"),
    ],
)
def test_measured(given, said):
    assert measured(*given) == said
