"""Answers to eigenvalues-are-no-bound."""

import pandas as pd
from bank.common import np, onp


def shear(a, n=2):
    A = onp.eye(n)
    A[0, -1] = a
    return A


def drawn(seed, n):
    """Draw until a pair fits."""
    rng = onp.random.default_rng(seed)

    def size(M):
        return abs(onp.linalg.eigvals(M)).max()

    while True:
        A, B = rng.normal(size=(2, n, n))
        if size(A @ B) > 1.2 * size(A) * size(B):
            return A, B


RIGHT = [
    ([[0, 1], [0, 0]], [[0, 0], [1, 0]]),
    (shear(2), shear(2).T),
    [shear(3).tolist(), shear(-3).T.tolist()],
    {"A": onp.array([[0, 2], [0, 0]]), "B": onp.array([[0, 0], [3, 0]])},
    (np.array([[1.0, 4.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [4.0, 1.0]])),
    drawn(0, 3),
    drawn(1, 5),
    lambda: (shear(1, 3), shear(1, 3).T),
    (onp.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]]), onp.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]])),
    onp.array([[[0.0, 1.0], [0.0, 0.0]], [[0.0, 0.0], [1.0, 0.0]]]),
    (pd.DataFrame([[2, 5], [0, 2]]), pd.DataFrame([[2, 0], [5, 2]])),
    (((1, 10), (0, -1)), ((1, 0), (10, -1))),
]

WRONG = {
    "identities": (onp.eye(2), onp.eye(2)),
    "twice the same shear": (shear(2), shear(3)),
    "diagonal": (onp.diag([2, 1]), onp.diag([3, 1])),
    "diagonal, apart": (onp.diag([2, 1]), onp.diag([1, 3])),
    "symmetric": (onp.array([[2, 1], [1, 2]]), onp.array([[1, 3], [3, 1]])),
    "symmetric, three": (onp.ones((3, 3)), onp.diag([1, 2, 3])),
    "rotations": (onp.array([[0, -1], [1, 0]]), onp.array([[0, 1], [-1, 0]])),
    "rotation and its scale": (2 * onp.array([[0, -1], [1, 0]]), 3 * onp.eye(2)),
    "commuting": (onp.array([[1, 2], [0, 1]]), onp.array([[1, 5], [0, 1]])),
    "upper triangles": (onp.array([[1, 9], [0, 2]]), onp.array([[3, 7], [0, 4]])),
    "inverses": (onp.array([[2.0, 1], [1, 1]]), onp.linalg.inv(onp.array([[2.0, 1], [1, 1]]))),
    "zeros": (onp.zeros((2, 2)), onp.zeros((2, 2))),
    "one is zero": (shear(2), onp.zeros((2, 2))),
    "numbers": (2, 3),
    "one by one": ([[2]], [[3]]),
    "one by one, negative": ([[-2.0]], [[-3.0]]),
    "eigenvalues": ([1, 1], [1, 1]),
    "unequal sizes": (shear(2), shear(2, 3)),
    "not square": (onp.ones((2, 3)), onp.ones((3, 2))),
    "not square, both alike": (onp.ones((2, 3)), onp.ones((2, 3))),
    "vectors": (onp.array([1.0, 2.0]), onp.array([3.0, 4.0])),
    "one matrix": (shear(2),),
    "three matrices": (shear(2), shear(2).T, shear(1)),
    "a matrix alone": [[1, 1], [0, 1]],
    "the product": shear(2) @ shear(2).T,
    "a set": {1, 2},
    "text": "A = [[1, 1], [0, 1]], B = [[1, 0], [1, 1]]",
    "texts": ("1 1; 0 1", "1 0; 1 1"),
    "half filled": (shear(2), ...),
    "dots inside": ([[1, ...], [0, 1]], [[1, 0], [1, 1]]),
    "None inside": (shear(2), None),
    "nan": (shear(float("nan")), shear(2).T),
    "infinite": (shear(float("inf")), shear(2).T),
    "complex": (onp.array([[0, 1j], [0, 0]]), onp.array([[0, 0], [1j, 0]])),
    "ragged": ([[1, 1], [0]], [[1, 0], [1, 1]]),
    "a function of two": lambda A, B: A @ B,
    "raises": lambda: onp.linalg.inv(onp.zeros((2, 2))),
    "a type": onp.ndarray,
    "a number": 4,
    "an object": object(),
    "MXNet, diagonal": (np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([[2.0, 0.0], [0.0, 1.0]])),
    "minus": (-shear(2), shear(5)),
    "shear and identity": (shear(7), onp.eye(2)),
    "equal": (onp.array([[0, 1], [0, 0]]), onp.array([[0, 1], [0, 0]])),
}
