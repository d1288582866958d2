"""The progress line: one for all trainings of a cell."""

import pytest

from d2lmlp import MLP, data, fit
from d2lmlp.fitting import progress_line


def test_one_line_for_all_trainings_of_a_cell(monkeypatch):
    shown = []

    class Handle:
        def display(self, data, raw):
            shown.append(["display", data["text/plain"]])

        def update(self, data, raw):
            shown.append(["update", data["text/plain"]])

    class Shell:
        kernel, execution_count = object(), 1

    monkeypatch.setattr("IPython.display.DisplayHandle", Handle)
    monkeypatch.setattr(progress_line, "_notebook", Shell)
    monkeypatch.setattr(progress_line._NotebookLine, "latest", (None, None))
    X, y = data.spiral()
    for _ in range(2):
        fit(MLP((2, 8, 3)), X, y, 2)
    assert [kind for kind, _ in shown].count("display") == 1
    assert all(text.startswith("Training: ") for _, text in shown)
    assert shown[-1] == ["update", "Training: 2 epochs, done"]
    Shell.execution_count = 2
    with pytest.raises(FloatingPointError):
        fit(MLP((2, 64, 64, 3)), X, y, 200, lr=1e38)
    assert [kind for kind, _ in shown].count("display") == 2
    assert shown[-1][1].startswith("Training: stopped in epoch ")
