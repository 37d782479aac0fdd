"""Starts the page and the REST interface: ``python app.py --host 127.0.0.1 --port 7860``."""

import sys

from assistant.cli import run

if __name__ == "__main__":
    sys.exit(run(["serve", *sys.argv[1:]]))
