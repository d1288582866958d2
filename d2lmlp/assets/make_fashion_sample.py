"""Make ``fashion_mnist_sample.npz`` from the four files of the full Fashion-MNIST.

Run ``python d2lmlp/assets/make_fashion_sample.py FOLDER``, where FOLDER holds the original
``*-ubyte.gz`` files. The first choice of a seeded permutation is taken from each class, so the
same files always give the same sample; the order is shuffled once, by the same seed.
"""

import sys
from pathlib import Path

import numpy as np

from d2lmlp.assets.fashion_mnist import read_idx

PER_CLASS = {"train": 600, "t10k": 200}


def stratified(labels, per_class, rng):
    """Choose `per_class` positions of each class, in random order."""
    chosen = [rng.permutation(np.flatnonzero(labels == c))[:per_class] for c in range(10)]
    return rng.permutation(np.concatenate(chosen))


def main(folder):
    """Write the sample beside this script."""
    rng = np.random.default_rng(2017)
    arrays = {}
    for part, per_class in PER_CLASS.items():
        images = read_idx(Path(folder) / f"{part}-images-idx3-ubyte.gz")
        labels = read_idx(Path(folder) / f"{part}-labels-idx1-ubyte.gz")
        keep = stratified(labels, per_class, rng)
        name = "train" if part == "train" else "test"
        arrays[f"X_{name}"], arrays[f"y_{name}"] = images[keep], labels[keep]
    target = Path(__file__).with_name("fashion_mnist_sample.npz")
    np.savez_compressed(target, **arrays)
    print(f"{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
