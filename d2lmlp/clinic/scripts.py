"""The twelve scripts of the clinic, as their authors brought them.

Each takes the training data, the test inputs and a seed, and returns the trained net, the data as
the net has seen them, the losses step by step, and its predictions for the test inputs.
"""

import mxnet as mx
from mxnet import autograd, gluon, init, np, npx
from mxnet.gluon import nn


def patient_1(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32), nn.Dense(32), nn.Dense(3))
    net.initialize(init.MSRAPrelu("in", 0))
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 0.02})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(60):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def patient_2(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="sigmoid"), nn.Dense(10))
    net.initialize(init.Xavier())
    trainer = gluon.Trainer(net.collect_params(), "sgd", {"learning_rate": 1})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(60):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def patient_3(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="tanh"), nn.Dense(32, activation="tanh"), nn.Dense(10))
    net.initialize(init.Zero())
    trainer = gluon.Trainer(net.collect_params(), "sgd", {"learning_rate": 0.2})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(60):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def patient_4(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.HybridSequential()
    for _ in range(6):
        net.add(nn.Dense(32, activation="relu"))
    net.add(nn.Dense(10))
    net.initialize()
    net.hybridize()
    settings = {"learning_rate": 0.01, "momentum": 0.8}
    trainer = gluon.Trainer(net.collect_params(), "sgd", settings)
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(80):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def patient_5(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.HybridSequential()
    for _ in range(10):
        net.add(nn.Dense(32, activation="sigmoid"))
    net.add(nn.Dense(10))
    net.initialize(init.Xavier())
    net.hybridize()
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 0.003})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(50):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def patient_6(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    rest = init.Constant(-5)
    net.add(nn.Dense(32, activation="relu", bias_initializer=rest))
    net.add(nn.Dense(32, activation="relu", bias_initializer=rest), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 0.005})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(60):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def patient_7(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="tanh"), nn.Dense(10))
    net.initialize(init.Xavier())
    trainer = gluon.Trainer(net.collect_params(), "sgd", {"learning_rate": 5})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(60):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def patient_8(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="relu"), nn.Dense(10), nn.Lambda(npx.softmax))
    net.initialize(init.MSRAPrelu("in", 0))
    trainer = gluon.Trainer(net.collect_params(), "sgd", {"learning_rate": 0.1})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(70):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def patient_9(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="relu"), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    trainer = gluon.Trainer(net.collect_params(), "sgd", {"learning_rate": 0.2})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(60):
        with autograd.record():
            loss = loss_function(net(X), y).mean()
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def patient_10(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.HybridSequential()
    net.add(nn.Dense(100, activation="relu"), nn.Dropout(0.7))
    net.add(nn.Dense(100, activation="relu"), nn.Dropout(0.7), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    net.hybridize()
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 0.002})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(80):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    with autograd.record():
        predicted = net(X_test).argmax(axis=1)
    return net, X, y, X_test, losses, predicted


def patient_11(X, y, X_test, seed):
    mx.random.seed(seed)
    np.random.shuffle(X)
    net = nn.Sequential()
    net.add(nn.Dense(64, activation="tanh"), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 0.01})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(80):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def patient_12(X, y, X_test, seed):
    mx.random.seed(seed)
    mean, std = X.mean(axis=0), X.std(axis=0)
    X, X_test = (X - mean) / std, (X_test - mean) / std
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="relu"), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 0.005})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(40):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)
