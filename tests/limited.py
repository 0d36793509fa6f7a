"""What may hang or eat memory, done in processes that the system itself ends at their limits.

``limited`` starts one process that imports everything and makes a fork of itself for each job, so
that a job costs milliseconds and one that is killed takes no other with it. Time is time of the
processor, and memory is counted from what is there when the job begins: a busy machine changes
neither.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
MEMORY = 200 * 1024 * 1024
SECONDS = 1.0


@dataclass(frozen=True)
class Outcome:
    """How a job ended: its exit code, or minus the signal that killed it; and what it printed."""

    code: int
    out: str
    err: str


def limited(
    function: Callable[[str], int | None], jobs: Sequence[str], seconds: float = SECONDS
) -> list[Outcome]:
    """Call a function of a module of tests with each text, and return how each call ended.

    Args:
        function: gets the job; what it returns is the exit code.
        jobs: a text for each call.
        seconds: of the processor, for each call.
    """
    # coverage would be measured too, and it takes several times as long
    env = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
    request = {
        "module": function.__module__,
        "function": function.__name__,
        "jobs": list(jobs),
        "seconds": seconds,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.limited"],
        input=json.dumps(request),
        capture_output=True,
        cwd=ROOT,
        env=env | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [Outcome(*one) for one in json.loads(done.stdout)]


def _serve() -> None:
    request = json.load(sys.stdin)
    function = getattr(importlib.import_module(request["module"]), request["function"])
    ended = [_run(function, job, request["seconds"]) for job in request["jobs"]]
    sys.stdout.write(json.dumps(ended))


def _run(function: Callable[[str], int | None], job: str, seconds: float) -> tuple[int, str, str]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            _call(function, job, seconds)
        _child, status = os.waitpid(child, 0)
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode("utf-8", "backslashreplace"))
        return os.waitstatus_to_exitcode(status), said[0], said[1]


def _call(function: Callable[[str], int | None], job: str, seconds: float) -> None:
    """Do a job within the limits, and end the process."""
    import resource  # only here: Windows has none
    import signal
    import traceback

    code: int | None = 70
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody handles its signal, so it kills
        code = function(job)
        sys.stdout.flush()
        sys.stderr.flush()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 70
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code or 0)


if __name__ == "__main__":
    _serve()
