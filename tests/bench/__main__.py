"""All benchmarks: ``python -m tests.bench``, or one kind, ``… engine`` or ``… window``."""

import sys
from importlib import import_module

# The engine first, before Qt and its threads are loaded.
for name in sys.argv[1:] or ("engine", "window"):
    import_module(f"tests.bench.{name}").main()
