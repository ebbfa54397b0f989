"""Where `tenor` begins: runs the command line and turns what goes wrong into exit codes."""

from __future__ import annotations

import os
import sys

from app.command_line.console import complain, use_utf8

WHERE_TO_REPORT = (
    "this is a fault of Tenor's; please report it to the project, with what the same command "
    "says when TENOR_DEBUG=1 is set"
)


def main() -> int:
    """Runs the words in `sys.argv`. The exit code: 0, 1, 2 or 130."""
    use_utf8()
    # Read when numpy is first imported. Its matrices are small here: more threads only wait for
    # each other, for long on a busy machine, and hold up the window meanwhile.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        # Here, not above: an interrupt while modules load is as quiet as any other.
        from app.command_line.run import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0  # who reads no further has what he wanted
    except Exception as error:
        if os.environ.get("TENOR_DEBUG") == "1":
            raise
        complain(f"{type(error).__name__}: {error}")
        complain(WHERE_TO_REPORT)
        return 1


if __name__ == "__main__":
    sys.exit(main())
