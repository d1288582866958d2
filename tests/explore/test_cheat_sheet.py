"""The cheat sheet: what it measures is what calculation gives."""

import math

import pytest

from d2lmlp.explore.activation_list import ACTIVATIONS
from d2lmlp.explore.cheat_sheet import _one_input, cheat_sheet, measure

# Name -> range, saturation, largest slope, and the place from which the slope is exactly 0.
KNOWN = {
    "relu": ("0 to ∞", "0 and below", 1, (0, None)),
    "leaky_relu": ("-∞ to ∞", "nowhere", 1, (None, None)),
    "prelu": ("-∞ to ∞", "nowhere", 1, (None, None)),
    "elu": ("-1 to ∞", "-5.3 and below", 1, (-104, None)),
    "gelu": ("-0.17 to ∞", "-3.3 and below", 1.129, (-6.15, None)),
    "silu": ("-0.28 to ∞", "-7.1 and below", 1.0998, (-88.7, None)),
    "sigmoid": ("0 to 1", "-5.3 and below, 5.3 and above", 0.25, (-88.7, 16.6)),
    "tanh": ("-1 to 1", "-3.3 and below, 3.3 and above", 1, (-9.02, 9.02)),
    "softmax": ("0 to 1", "-5.3 and below, 5.3 and above", 0.25, (-87, 16.6)),
}
# The mean of f(x) for x from N(0, 1), by calculation (Φ, φ of the normal) or by quadrature.
MEANS = {
    "relu": 1 / math.sqrt(2 * math.pi),
    "leaky_relu": 0.99 / math.sqrt(2 * math.pi),
    "prelu": 0.75 / math.sqrt(2 * math.pi),
    "elu": 0.1605,
    "gelu": 1 / (2 * math.sqrt(math.pi)),
    "silu": 0.2066,
    "sigmoid": 0.5,
    "tanh": 0,
    "softmax": 0.5,
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_measured_cells_of_the_cheat_sheet(name):
    sheet = cheat_sheet()
    row = dict(zip(sheet.columns, next(row for row in sheet.rows if row[0] == name)))
    reach, saturates, steepest, zeros = KNOWN[name]
    assert row["range"] == reach
    assert row["saturates (slope below 0.005)"] == saturates
    assert float(row["largest slope"]) == round(steepest, 2)
    mean = MEANS[name]
    assert row["zero-centred"] == ("yes" if mean == 0 else f"no, mean {mean:.2f}")
    measured = measure(_one_input(*ACTIVATIONS[name][:3:2]))
    assert measured.mean == pytest.approx(mean, abs=1e-4)
    assert measured.steepest == pytest.approx(steepest, abs=1e-4)
    for place, known in zip((measured.zero_below, measured.zero_above), zeros):
        assert place is None if known is None else place == pytest.approx(known, abs=0.1)
    died = row["slope exactly 0 (as MXNet computes it)"]
    assert died.count("≈") == sum(place not in (None, 0) for place in zeros)
    assert (died == "nowhere") == (zeros == (None, None))


def test_the_cheat_sheet_reads_as_text_and_as_a_table():
    sheet = cheat_sheet()
    assert [row[0] for row in sheet.rows] == list(ACTIVATIONS)
    assert len(repr(sheet).splitlines()) == len(ACTIVATIONS) + 2
    html = sheet._repr_html_()
    assert html.count('<th scope="row"') == len(ACTIVATIONS)
    assert "<caption>" in html
    assert "x if x &gt; 0 else αx" in html
    assert html.count("<img alt=") == 2 * len(ACTIVATIONS)
    assert "slope of relu over x from -8 to 8: from 0.00 to 1.00" in html
    assert "▁▁▁▁▁████" in repr(sheet)


def test_uses_are_not_told_too_narrowly():
    assert "gates" in ACTIVATIONS["sigmoid"].use
    assert "multi-label" in ACTIVATIONS["sigmoid"].use
    assert "LLaMA" in ACTIVATIONS["silu"].use
    assert "LLaMA" not in ACTIVATIONS["gelu"].use
