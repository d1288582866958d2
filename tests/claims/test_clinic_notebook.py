"""What the notebook of the clinic and its case histories say beyond the verdicts of the clinic."""

from collections import Counter

import mxnet as mx
from course import claims, nine_of_ten

from d2lmlp import MLP, accuracy, data, health
from d2lmlp.clinic import CASES, exam
from d2lmlp.clinic.case import function
from d2lmlp.clinic.records import load
from d2lmlp.clinic.ward import TASKS


@claims("clinic", "Key points")
def test_six_patients_stay_at_the_loss_of_guessing():
    near = []
    for case in list(CASES.values())[:12]:
        visit = exam.run(case, case.script, 0)
        guess = {"spiral": 1.0986}.get(case.data, 2.3026)
        near += [case.id] * (abs(visit.losses[-1] - guess) < 0.1)
    assert near == [f"patient-{k}" for k in (3, 4, 5, 6, 9, 12)]


@claims("clinic", "Patient 4: the whisper game")
def test_before_training_signal_and_delta_lose_about_six_in_every_layer():
    images = data.fashion_mnist()

    def claim(seed):
        mx.random.seed(seed)
        net = MLP((784, *[32] * 6, 10), init="default")
        state = health(net, images.X_train[:300], images.y_train[:300])
        forward = state.activation_rms[0] / state.activation_rms[5]
        back = state.delta_norm[5] / state.delta_norm[0]
        return all(5 < whole ** (1 / 5) < 7.5 for whole in (forward, back))

    nine_of_ten(claim)


@claims("clinic", "Patient 6: nobody home")
def test_a_leaky_relu_cures_patient_6_because_it_trains_with_adam():
    case = CASES["patient-6"]
    layer = "nn.Dense(32, bias_initializer=rest), nn.LeakyReLU(0.01)"
    text = case.source.replace('nn.Dense(32, activation="relu", bias_initializer=rest)', layer)
    assert "LeakyReLU" in text
    judge = next(task for task in TASKS if task.id == "patient-6").checker
    assert judge.judge(function(text, case.name)).status == "correct"
    text = text.replace('"adam", {"learning_rate": 0.005}', '"sgd", {"learning_rate": 0.1}')
    by_sgd = function(text, case.name)
    assert exam.run(case, by_sgd, 0).test_accuracy < 0.3


@claims("clinic", "Patient 11: the diligent parrot")
def test_the_hint_names_what_the_notebook_defines():
    hint = CASES["patient-11"].hints[1]
    assert "[labels[int(k)]" in hint and "images.labels" not in hint


@claims("clinic", "Patient 19: the crystal ball")
def test_the_rows_kept_out_agree_with_the_leak_and_most_codes_stand_alone():
    case = CASES["patient-19"]
    codes = Counter(load(case.data)[0][:, -1].tolist())
    assert sum(count == 1 for count in codes.values()) > 0.8 * len(codes) > 300
    visit = exam.run(case, case.script, 101)
    assert accuracy(visit.net, visit.X[400:], visit.y[400:]) > 0.9 > 0.2 + visit.test_accuracy


@claims("clinic", "Patient 20: first come, first served")
def test_no_picture_kept_out_is_right():
    case = CASES["patient-20"]
    visit, (X, y, *_) = exam.run(case, case.script, 101), load(case.data)
    assert accuracy(visit.net, X[420:], y[420:]) == 0
    taught = load(case.data)[3] < 7
    right = visit.predicted == load(case.data)[3]
    assert right[taught].mean() > 0.65 and not right[~taught].any()
