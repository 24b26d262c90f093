"""``python -m gdviz``: the same as the command ``gdviz``."""

import sys

from gdviz.cli import main

if __name__ == "__main__":
    sys.exit(main())
