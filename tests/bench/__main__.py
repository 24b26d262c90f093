"""All the timings: ``python -m tests.bench``."""

from tests.bench.engine import main

main()
