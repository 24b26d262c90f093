"""The files a monkey opens: samples and sessions, stress files, and what is no file at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gdviz.documents.samples import sample, samples
from gdviz.documents.session_file import session_text, write_session
from gdviz.engine import Dataset, Experiment
from tests.test_hostile_numbers import HOSTILE

_TABLES = {
    "plain.csv": "x,y\n1,0\n2,0\n3,1\n2.5,1\n4,1\n",
    "words.csv": "hours;passed\n0,5;no\n1,5;yes\n2,25;no\n3;yes\n",
    "one.csv": "x,y\n1,1\n",
    "same x.csv": "x,y\n1,1\n1,0\n1,1\n1,0\n",
    "one class.csv": "x,y\n1,1\n2,1\n3,1\n",
    "two features.csv": "a,b,y\n1,2,0\n2,1,1\n3,5,0\n1,4,1\n",
    "wide numbers.csv": "x,y\n-1e300,0\n1e300,1\n0,0\n1e-300,1\n",
    "no header.tsv": "1\t0\n2\t1\n3\t1\n0.5\t0\n",
    "empty.csv": "",
    "header only.csv": "x,y\n",
    "three classes.csv": "x,y\n1,a\n2,b\n3,c\n",
    "a word.csv": "x,y\n1,0\ntwo,1\n",
    "nan.csv": "x,y\nnan,0\n2,1\ninf,1\n",
    "uneven.csv": "x,y\n1,0,3\n2\n",
    "semicolons.txt": ";\n;",
    "digits.csv": "x,y\n" + "9" * 4000 + ",0\n1,1\n",
    "not a session.gdviz": "{}",
    "no json.gdviz": "{[",
    "deep.gdviz": "[" * 5000,
    "newer.gdviz": '{"format": "gdviz session", "version": 99}',
}


def write_files(folder: Path) -> list[Path]:
    """Write them into the folder; return the paths to open, in a fixed order."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "noise.csv").write_bytes(bytes(range(256)) * 40)
    (folder / "utf-16.csv").write_text("x,y\n1,0\n2,1\n", encoding="utf-16")
    _write_many(folder / "many.csv", 3000)
    for number, one in enumerate(samples()):
        write_session(folder / f"sample {number}.gdviz", one.experiment(), number)
    for number, hostile in enumerate(HOSTILE.values()):
        write_session(folder / f"hostile {number}.gdviz", hostile, 0)
    _write_sessions(folder)
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return [*files, folder, folder / "missing.csv", folder / "missing.gdviz"]


def _write_many(path: Path, n: int) -> None:
    x = np.random.default_rng(1).normal(5.0, 2.0, n)
    lines = (f"{one:.6f},{int(one > 5)}\n" for one in x)
    path.write_text("x,y\n" + "".join(lines), encoding="utf-8")


def _write_sessions(folder: Path) -> None:
    hours = sample("hours").experiment()
    for name, experiment, cursor in (
        ("batches", hours.altered(batch_size=7, epochs=300), 12),
        ("adam", hours.altered(rule="adam", scale=True, epochs=2000), 1500),
        ("no point", Experiment(Dataset([], [])), 0),
        ("long", hours.altered(epochs=2_147_483_647, seed=2_147_483_647), 500),
        ("no epoch", hours.altered(epochs=0), 0),
        ("linear", hours.altered(model="linear", l2=0.5), 40),
        ("picked", hours.altered(start=(-3.0, 2.0), cost="squared-error"), 3),
        ("two", Experiment(Dataset(np.array([[1.0, 2], [2, 1], [3, 5]]), [0.0, 1, 0])), 0),
    ):
        write_session(folder / f"{name}.gdviz", experiment, cursor)
    text = session_text(hours, 5)
    (folder / "cut.gdviz").write_text(text[: len(text) // 2], encoding="utf-8")
    (folder / "odd.gdviz").write_text(text.replace("0.35", '"β"'), encoding="utf-8")
