"""Where the files of Fashion-MNIST are, how they are fetched, read, and checked by their hash."""

import gzip
import hashlib
import os
import zlib
from pathlib import Path

import numpy as onp

SAMPLE = Path(__file__).with_name("fashion_mnist_sample.npz")
SAMPLE_SHA256 = "c25bfd6850deba12bb079bc7387200c1ad783551805033621898c884b94e9b3e"

# The full set: name -> SHA-256 of the content, decompressed: Debian packs the same bytes anew.
FULL_FILES = {
    "train-images-idx3-ubyte": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    "train-labels-idx1-ubyte": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    "t10k-images-idx3-ubyte": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    "t10k-labels-idx1-ubyte": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
}
MIRRORS = (
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
)
DEBIAN = Path("/usr/share/datasets/fashion-mnist")


def fetch_full():
    """Download the full Fashion-MNIST into the user's cache, from the first mirror that answers.

    Returns
    -------
    pathlib.Path
        The folder that now holds the four files, each checked by its SHA-256.

    Raises
    ------
    OSError
        If no mirror has delivered a file that passes the check.
    """
    folder = _cache()
    for name, sha256 in FULL_FILES.items():
        problems = []
        for mirror in MIRRORS:
            try:
                _download(f"{mirror}{name}.gz", folder / f"{name}.gz", sha256)
                break
            except Exception as error:  # requests, urllib3 and pooch raise kinds of their own
                problems.append(type(error).__name__)
        else:
            raise OSError(
                f"No mirror delivered {name}.gz ({', '.join(problems)}): check the connection, or "
                "put the four files of Fashion-MNIST into a folder and name it in D2LMLP_DATA."
            )
    return folder


def read_idx(path, sha256=None, remedy="get the file again"):
    """Read a gzipped IDX file, the format of the MNIST family.

    Parameters
    ----------
    path : pathlib.Path
    sha256 : str, optional
        What the decompressed content must hash to.
    remedy : str
        What the reader should do when the file is missing or damaged; it ends the message.

    Returns
    -------
    numpy.ndarray of uint8

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is cut, is not gzip, or is not the one that was published.
    """
    try:
        raw = gzip.decompress(Path(path).read_bytes())
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} is missing: {remedy}.") from None
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise ValueError(f"{path} is not a whole gzip file: {remedy}.") from None
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}): {remedy}.") from None
    if sha256 is not None:
        _check(path, raw, sha256, remedy)
    shape = onp.frombuffer(raw, ">i4", count=raw[3], offset=4) if _is_idx(raw) else None
    if shape is None or len(raw) - 4 - 4 * raw[3] != onp.prod(shape, dtype="int64"):
        raise ValueError(f"{path} is not a whole IDX file of bytes: {remedy}.")
    return onp.frombuffer(raw, "uint8", offset=4 + 4 * raw[3]).reshape(shape)


def _is_idx(raw):
    """Tell whether the head of an IDX file of unsigned bytes stands there in full."""
    return len(raw) >= 4 and raw[:3] == b"\0\0\x08" and raw[3] > 0 and len(raw) >= 4 + 4 * raw[3]


def find_full():
    """Find the folder of the full Fashion-MNIST.

    Returns
    -------
    pathlib.Path or None
        The first of ``D2LMLP_DATA``, Debian's folder and the cache that is there. A folder that
        ``D2LMLP_DATA`` names is taken at its word, even if it lacks a file.
    """
    if os.environ.get("D2LMLP_DATA"):
        return Path(os.path.expanduser(os.environ["D2LMLP_DATA"]))  # ~nobody stays as it is
    for folder in (DEBIAN, _cache()):
        if all((folder / f"{name}.gz").is_file() for name in FULL_FILES):
            return folder
    return None


def _cache():
    import pooch

    return Path(pooch.os_cache("d2lmlp"))


def _download(url, target, sha256):
    import pooch

    pooch.get_logger().setLevel("WARNING")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    pooch.retrieve(url, known_hash=None, fname=part.name, path=part.parent)
    try:
        read_idx(part, sha256)
        os.replace(part, target)  # a file in the cache is always a whole one
    finally:
        part.unlink(missing_ok=True)


def read_sample():
    """Read the bundled sample: X_train, y_train, X_test, y_test, as bytes from 0 to 255."""
    remedy = "install the course again (`make clean`, then `make lab`)"
    if not SAMPLE.is_file():
        raise FileNotFoundError(f"{SAMPLE} is missing: {remedy}.")
    _check(SAMPLE, SAMPLE.read_bytes(), SAMPLE_SHA256, remedy)
    with onp.load(SAMPLE) as part:
        return [part[name] for name in ("X_train", "y_train", "X_test", "y_test")]


def read_full():
    """Read the full set: X_train, y_train, X_test, y_test, as bytes from 0 to 255."""
    folder = find_full()
    if folder is None:
        raise FileNotFoundError(
            "The full Fashion-MNIST is not on this computer: run `python -m d2lmlp fetch-data` "
            "once, or use fashion_mnist() for the bundled sample."
        )
    remedy = "run `python -m d2lmlp fetch-data`, or mend the folder that D2LMLP_DATA names"
    return [read_idx(folder / f"{name}.gz", sha256, remedy) for name, sha256 in FULL_FILES.items()]


def _check(path, content, sha256, remedy):
    """Raise one sentence unless `content` is exactly what was published."""
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ValueError(
            f"{path} is damaged (SHA-256 {found[:12]}… instead of {sha256[:12]}…): {remedy}."
        )
