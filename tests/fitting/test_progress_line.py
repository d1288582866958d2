"""The progress line: one for all trainings of a cell."""

import pytest

from d2lmlp import MLP, data, fit
from d2lmlp.fitting import progress_line


class Shell:
    kernel, execution_count = object(), 1


@pytest.fixture
def shown(monkeypatch):
    """What a notebook is shown, piece by piece."""
    shown = []

    class Handle:
        def display(self, data, raw):
            shown.append(["display", data["text/plain"]])

        def update(self, data, raw):
            shown.append(["update", data["text/plain"]])

    monkeypatch.setattr("IPython.display.DisplayHandle", Handle)
    monkeypatch.setattr(progress_line, "_notebook", Shell)
    monkeypatch.setattr(progress_line._NotebookLine, "latest", (None, None))
    monkeypatch.setattr(Shell, "execution_count", 1)
    return shown


def test_one_line_for_all_trainings_of_a_cell(shown):
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


def test_the_line_shows_how_the_loss_goes_and_forgets_it(shown):
    bar = progress_line.train_line(4, 10)
    progress_line.tell(bar, [3.0, 2.0, 1.0])
    bar.update(30)
    assert str(bar).startswith("Training:  75 % ") and str(bar).endswith(" left, loss 1 █▅▁")
    assert len(str(bar)) <= 76
    progress_line.tell(bar, [0.25] * 3)
    assert str(bar).endswith("loss 0.25 ▁▁▁")
    bar.close()
    assert shown[-1] == ["update", "Training: stopped in epoch 4"]


def test_a_terminal_is_shown_the_number_alone(monkeypatch):
    monkeypatch.setattr(progress_line, "_notebook", lambda: None)
    bar = progress_line.train_line(4, 10)
    progress_line.tell(bar, [3.0, 1.23456])
    assert bar.postfix == "loss 1.23"
