"""``gdviz samples``: the data sets that come with the program."""

from __future__ import annotations

from gdviz.documents.samples import samples
from gdviz.documents.tables.table import read_dataset


def list_samples() -> int:
    """Print name, n, features and source of each sample; return the exit status."""
    rows = [("name", "n", "features → label", "source")]
    for one in samples():
        data = read_dataset(one.file)
        columns = f"{', '.join(data.feature_names)} → {data.label_name}"
        rows.append((one.name, str(data.n), columns, one.source))
    widths = [max(len(row[j]) for row in rows) for j in range(3)]
    for name, n, columns, source in rows:
        print(f"{name:<{widths[0]}}  {n:>{widths[1]}}  {columns:<{widths[2]}}  {source}")
    return 0
