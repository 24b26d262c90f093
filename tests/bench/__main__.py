"""All the timings: ``python -m tests.bench``, or of one kind, ``… engine`` or ``… window``."""

import sys
from importlib import import_module

# The engine first: Qt and its threads are not even loaded then.
for name in sys.argv[1:] or ("engine", "window"):
    import_module(f"tests.bench.{name}").main()
