"""``python -m assistant``."""

import sys

from assistant.cli import run

if __name__ == "__main__":
    sys.exit(run())
