"""The case file of a patient: its script, its data, its disease, its cure, hints and a history."""

import inspect
import linecache
from dataclasses import dataclass
from typing import Callable

import mxnet as mx
import numpy as onp
from mxnet import autograd, gluon, init, np, npx
from mxnet.gluon import nn

from d2lmlp.clinic.finding import Finding
from d2lmlp.clinic.train import train

# What a script finds in the notebook.
NAMES = {
    "autograd": autograd, "gluon": gluon, "init": init, "mx": mx, "nn": nn, "np": np, "npx": npx,
    "onp": onp, "train": train,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One patient.

    Attributes
    ----------
    id, title : str
    script : callable
        ``script(X, y, X_test, seed)`` returns the trained net, the data as the net has seen them,
        the losses step by step, and its predictions for the test inputs.
    finding : Finding
        The disease, and the measurement that shows it.
    data : {"spiral", "clothes", "bytes", "tops", "hearsay", "sorted", "bookings"}
    sick_below, well_above : float
        Test accuracy that the sick script stays below and a cured one reaches, on every seed.
    cure : tuple of (str, str)
        Text of the script, and what replaces it.
    hints : tuple of str
    history : str
        What it was, how it showed, why it made the net ill, and what else would have helped.
    stars : int
    """

    id: str
    title: str
    script: Callable
    finding: Finding
    data: str
    sick_below: float
    well_above: float
    cure: tuple
    hints: tuple
    history: str
    stars: int = 1

    @property
    def disease(self):
        """The name of the disease."""
        return self.finding.disease

    @property
    def name(self):
        """The function's name: patient_1 for patient-1."""
        return self.id.replace("-", "_")

    @property
    def source(self):
        """The script's text."""
        return inspect.getsource(self.script).rstrip("\n")

    @property
    def cured_source(self):
        """The script's text with the cure of the case history."""
        text = self.source
        for old, new in self.cure:
            text = text.replace(old, new)
        return text


def function(source, name):
    """Turn a script's text into the function it defines; `inspect` finds the text again.

    Parameters
    ----------
    source, name : str

    Returns
    -------
    callable
    """
    names, file = dict(NAMES), f"<{name} {abs(hash(source))}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec"), names)
    return names[name]
