"""What the notebook of the clinic and its case histories say beyond the verdicts of the clinic."""

from collections import Counter

import mxnet as mx
import numpy as onp
from course import FRESH, claims, nine_of_ten
from mxnet import init
from mxnet.gluon import nn

from d2lmlp import MLP, accuracy, data, health
from d2lmlp.clinic import CASES, exam
from d2lmlp.clinic.case import function
from d2lmlp.clinic.records import load
from d2lmlp.clinic.train import train
from d2lmlp.clinic.ward import TASKS


@claims("clinic", "Key points")
def test_six_patients_stay_at_the_loss_of_guessing():
    near = []
    for case in list(CASES.values())[:12]:
        visit = exam.run(case, case.script, 0)
        guess = {"spiral": 1.0986}.get(case.data, 2.3026)
        near += [case.id] * (abs(visit.losses[-1] - guess) < 0.1)
    assert near == [f"patient-{k}" for k in (3, 4, 5, 6, 9, 12)]


@claims("clinic", "Key points")
def test_the_table_of_health_shows_half_of_the_diseases():
    shown = [case.finding.in_health for case in CASES.values()]
    assert sum(shown) == len(shown) / 2 == 10


@claims("clinic", "The flow chart")
def test_two_questions_of_the_upper_part_need_one_more_line():
    upper = [case.finding for case in CASES.values() if case.finding.in_health]
    more = [finding.asked for finding in upper if "net" in finding.look]
    assert more == [40, 15] and max(finding.asked for finding in upper) == 80


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


@claims("clinic", "Patient 5: ten floors without a lift")
def test_each_layer_passes_back_about_a_quarter():
    case = CASES["patient-5"]

    def claim(seed):
        visit = exam.run(case, case.script, seed)
        d = health(visit.net, visit.X, visit.y).delta_norm
        return 0.2 < (d[0] / d[10]) ** (1 / 10) < 0.3 and 1e-7 < d[0] / d[10] < 3e-6

    nine_of_ten(claim)


@claims("clinic", "Patient 6: nobody home")
def test_a_leaky_relu_cures_patient_6_because_it_trains_with_adam():
    case = CASES["patient-6"]
    layer = "nn.Dense(32, bias_initializer=rest), nn.LeakyReLU(0.01)"
    text = case.source.replace('nn.Dense(32, activation="relu", bias_initializer=rest)', layer)
    assert "LeakyReLU" in text
    judge = next(task for task in TASKS if task.id == "patient-6").checker
    assert judge.judge(function(text, case.name)).status == "correct"
    leaky, cured = (
        onp.mean([exam.run(case, function(t, case.name), s).test_accuracy for s in FRESH[:4]])
        for t in (text, case.cured_source)
    )
    assert leaky < cured < leaky + 0.1  # nearly as good
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
    assert accuracy(visit.net, visit.X[:400], visit.y[:400]) > 0.95


@claims("clinic", "Patient 20: first come, first served")
def test_no_picture_kept_out_is_right():
    case = CASES["patient-20"]
    visit, (X, y, *_) = exam.run(case, case.script, 101), load(case.data)
    assert accuracy(visit.net, X[420:], y[420:]) == 0
    taught = load(case.data)[3] < 7
    right = visit.predicted == load(case.data)[3]
    assert right[taught].mean() > 0.65 and not right[~taught].any()


@claims("clinic", "Patient 20: first come, first served")
def test_a_net_that_overfits_has_some_right_of_every_kind():
    X, y, X_test, truth = load("clothes")
    for seed in FRESH[:2]:
        mx.random.seed(seed)
        net = nn.Sequential()
        net.add(nn.Dense(64, activation="relu"), nn.Dense(10))
        net.initialize(init.MSRAPrelu("in", 0))
        train(net, X, y, "adam", {"learning_rate": 0.005}, steps=200)
        right = net(X_test).asnumpy().argmax(axis=1) == truth
        assert accuracy(net, X, y) > 0.98 > right.mean() + 0.15
        assert min(right[truth == k].mean() for k in range(10)) > 0.3
