"""The data: what is loaded, and what is said when a file is not as it should be."""

import gzip
import shutil
import struct

import numpy as onp
import pytest
from mxnet import np

from d2lmlp import data
from d2lmlp.assets import fashion_mnist as files
from d2lmlp.assets import hotel
from d2lmlp.assets import penguins as birds


def idx(array):
    """The gzipped IDX form of an array of bytes."""
    head = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}i", *array.shape)
    return gzip.compress(head + array.tobytes())


@pytest.fixture
def full(tmp_path, monkeypatch):
    """A folder with a full set in small, of which the published hashes are changed to match."""
    rng = onp.random.default_rng(0)
    hashes = {}
    for name in files.FULL_FILES:
        n = 30 if name.startswith("train") else 10
        shape = (n, 28, 28) if "images" in name else (n,)
        content = idx(rng.integers(0, 10, shape, dtype="uint8"))
        (tmp_path / f"{name}.gz").write_bytes(content)
        hashes[name] = files.hashlib.sha256(gzip.decompress(content)).hexdigest()
    monkeypatch.setattr(files, "FULL_FILES", hashes)
    monkeypatch.setenv("D2LMLP_DATA", str(tmp_path))
    return tmp_path


def test_the_sample_is_whole_and_stratified():
    images = data.fashion_mnist()
    assert images.X_train.shape == (6000, 784) and images.X_test.shape == (2000, 784)
    assert str(images.X_train.dtype) == "float32" and str(images.y_train.dtype) == "int32"
    assert float(images.X_train.min()) == 0 and float(images.X_train.max()) == 1
    for y, per_class in ((images.y_train, 600), (images.y_test, 200)):
        assert onp.bincount(y.asnumpy()).tolist() == [per_class] * 10
    assert len(images.labels) == 10


def test_training_and_test_images_are_different_ones():
    images = data.fashion_mnist()
    seen = {row.tobytes() for row in images.X_train.asnumpy()}
    assert sum(row.tobytes() in seen for row in images.X_test.asnumpy()) < 5


def test_labels_fit_the_images():
    # Trousers are two tall legs: dark between them at the bottom; bags and shirts are not.
    images = data.fashion_mnist()
    pictures, y = images.X_test.asnumpy().reshape(-1, 28, 28), images.y_test.asnumpy()
    middle = pictures[:, 20:26, 13:15].mean(axis=(1, 2))
    trouser = images.labels.index("trouser")
    assert middle[y == trouser].mean() < 0.3 < middle[y == images.labels.index("bag")].mean()


def test_a_damaged_sample_is_one_sentence(tmp_path, monkeypatch):
    broken = tmp_path / "sample.npz"
    broken.write_bytes(files.SAMPLE.read_bytes()[:-100])
    monkeypatch.setattr(files, "SAMPLE", broken)
    with pytest.raises(ValueError, match=r"sample\.npz is damaged .* install the course again"):
        data.fashion_mnist()
    monkeypatch.setattr(files, "SAMPLE", tmp_path / "none.npz")
    with pytest.raises(FileNotFoundError, match=r"none\.npz is missing"):
        data.fashion_mnist()


def test_the_full_set_is_read_from_the_named_folder(full):
    images = data.fashion_mnist(full=True)
    assert images.X_train.shape == (30, 784) and images.y_test.shape == (10,)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-9]), "is not a whole gzip file"),
        (lambda path: path.write_bytes(b"<html>not found</html>"), "is not a whole gzip file"),
        (lambda path: path.write_bytes(b""), "is (not a whole gzip file|damaged)"),
        (lambda path: path.write_bytes(gzip.compress(b"other")), "is damaged"),
        (lambda path: path.unlink(), "is missing"),
    ],
)
def test_a_bad_file_of_the_full_set_is_one_sentence(full, damage, says):
    damage(full / "t10k-images-idx3-ubyte.gz")
    with pytest.raises((ValueError, FileNotFoundError), match=f"t10k-images.*{says}.*fetch-data"):
        data.fashion_mnist(full=True)


def test_without_a_full_set_the_remedy_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("D2LMLP_DATA", raising=False)
    monkeypatch.setattr(files, "DEBIAN", tmp_path / "none")
    monkeypatch.setattr(files, "_cache", lambda: tmp_path)
    with pytest.raises(FileNotFoundError, match="python -m d2lmlp fetch-data"):
        data.fashion_mnist(full=True)


def mirror(folder, served):
    """A stand-in for pooch.retrieve that serves files from a folder and counts the calls."""

    def retrieve(url, known_hash, fname, path):
        served.append(url)
        source = folder / url.rsplit("/", 1)[1]
        if "bad" in url or not source.exists():
            raise ConnectionError(url)
        path.mkdir(parents=True, exist_ok=True)
        content = source.read_bytes()
        (path / fname).write_bytes(content[:-20] if "cut" in url else content)

    return retrieve


def test_fetching_falls_back_to_the_next_mirror_and_checks(full, tmp_path, monkeypatch):
    import pooch

    source = tmp_path / "source"
    source.mkdir()
    for path in full.glob("*.gz"):
        shutil.move(path, source / path.name)
    cache, served = tmp_path / "cache", []
    monkeypatch.setattr(pooch, "retrieve", mirror(source, served))
    monkeypatch.setattr(files, "_cache", lambda: cache)
    monkeypatch.setattr(files, "MIRRORS", ("bad/", "cut/", "good/"))
    monkeypatch.delenv("D2LMLP_DATA")
    monkeypatch.setattr(files, "DEBIAN", tmp_path / "none")
    assert files.fetch_full() == cache
    assert len(served) == 3 * len(files.FULL_FILES)
    assert data.fashion_mnist(full=True).X_train.shape == (30, 784)
    assert sorted(p.name for p in cache.iterdir()) == sorted(f"{n}.gz" for n in files.FULL_FILES)


def test_when_no_mirror_answers_nothing_half_loaded_stays(full, tmp_path, monkeypatch):
    import pooch

    cache = tmp_path / "cache"
    monkeypatch.setattr(pooch, "retrieve", mirror(full, []))
    monkeypatch.setattr(files, "_cache", lambda: cache)
    monkeypatch.setattr(files, "MIRRORS", ("bad/", "cut/"))
    with pytest.raises(OSError, match="No mirror delivered train-images.*D2LMLP_DATA"):
        files.fetch_full()
    assert list(cache.iterdir()) == []


def test_xor_and_the_risk_are_what_no_linear_model_fits():
    X, y = data.xor()
    design = onp.c_[X.asnumpy(), onp.ones(4)]
    fit = design @ onp.linalg.lstsq(design, y.asnumpy(), rcond=None)[0]
    assert onp.allclose(fit, 0.5)
    t, risk = data.body_temperature()
    design = onp.c_[t.asnumpy(), onp.ones(len(t))]
    slope = onp.linalg.lstsq(design, risk.asnumpy(), rcond=None)[0][0]
    assert abs(slope) < 1e-6 and float(risk.max()) == 1


def test_the_spiral_repeats_and_is_balanced():
    X, y = data.spiral(n=300, arms=3, seed=1)
    again, _ = data.spiral(n=300, arms=3, seed=1)
    assert (X.asnumpy() == again.asnumpy()).all()
    assert onp.bincount(y.asnumpy()).tolist() == [100, 100, 100]
    assert float((X**2).sum(axis=1).max()) <= 1.001


def test_noisy_labels_change_just_a_share_and_always_to_another_class():
    y = data.fashion_mnist().y_train[:1000]
    before = y.asnumpy().copy()
    for share in (0, 0.25, 1):
        noisy = data.noisy_labels(y, share, seed=5).asnumpy()
        assert (noisy != before).sum() == 1000 * share
        assert noisy.dtype == onp.int32 and set(noisy) <= set(range(10))
    assert (y.asnumpy() == before).all()
    again = data.noisy_labels(y, 0.25, seed=5).asnumpy()
    assert (again == data.noisy_labels(y, 0.25, seed=5).asnumpy()).all()
    assert (again != data.noisy_labels(y, 0.25, seed=6).asnumpy()).any()
    moved = (data.noisy_labels(y, 1.0).asnumpy() - before) % 10
    assert onp.bincount(moved, minlength=10)[1:].min() > 70  # every other class alike


@pytest.mark.parametrize("y, share", [(np.zeros(3), 0.2), (np.array([0, 1]), 30), (3, 0.1),
                                      (np.array([0, 1]), "half")])  # fmt: skip
def test_noisy_labels_say_what_is_wrong(y, share):
    with pytest.raises(ValueError, match="share is|no vector of labels"):
        data.noisy_labels(y, share)


def test_the_hotel_rates_are_whole():
    train, sealed = data.hotel_rates()
    assert len(train) == 3000 and len(sealed) == 600
    assert list(train.columns) == [*sealed.columns, "price"]
    assert train["price"].between(19, 426).all()
    assert train["arrival"].is_monotonic_increasing
    assert {*train["id"], *sealed["id"]} == set(range(1, 3601))
    gaps = {name for name in train if train[name].isna().any()}
    assert gaps == {"country", "agent", "company"}
    assert hotel.TABLE.stat().st_size < 120_000


def test_no_row_of_the_hotel_names_a_person_or_a_firm():
    train, sealed = data.hotel_rates()
    for name, letter in (("agent", "A"), ("company", "C")):
        for part in (train, sealed):
            assert part[name].dropna().str.fullmatch(rf"{letter}\d+").all()


@pytest.mark.parametrize(("module", "load"), [(hotel, data.hotel_rates), (birds, birds.penguins)])
def test_a_damaged_table_is_one_sentence(module, load, tmp_path, monkeypatch):
    broken = tmp_path / "table.csv.gz"
    broken.write_bytes(module.TABLE.read_bytes()[:-9])
    monkeypatch.setattr(module, "TABLE", broken)
    with pytest.raises(ValueError, match=r"table\.csv\.gz is damaged .* install the course again"):
        load()
    monkeypatch.setattr(module, "TABLE", tmp_path / "none.csv.gz")
    with pytest.raises(FileNotFoundError, match=r"none\.csv\.gz is missing"):
        load()


def test_the_penguins_are_whole_and_their_gaps_have_a_reason():
    table = birds.penguins()
    assert table["species"].value_counts().to_dict() == {
        "Adelie": 152, "Gentoo": 124, "Chinstrap": 68,
    }  # fmt: skip
    gaps = table.drop(columns="comment").isna()
    measures = ["bill_length", "bill_depth", "flipper", "mass"]
    expected = {"species": 0, "island": 0, **dict.fromkeys(measures, 2)}
    assert gaps.sum().to_dict() == {**expected, "sex": 11, "nitrogen": 14, "carbon": 13}
    assert table.loc[gaps.any(axis=1), "comment"].notna().all()
    assert birds.TABLE.stat().st_size < 8_000
