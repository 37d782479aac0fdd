"""``python -m assistant``."""

import gc
import sys

if __name__ == "__main__":
    # Hardly anything is garbage while a command loads; looking for it often takes a twentieth of a look-up.
    gc.set_threshold(50_000, 20, 20)
    from assistant.cli import run

    sys.exit(run())
