"""Files that mean harm or were written by mistake, by name, each with what is said of it.

Those of ``tests.test_yamlfile`` are about the reading of YAML alone; these are about sessions.
"""

from collections.abc import Callable
from itertools import chain

GOOD = ""
"""What is said of a file that can be played."""

LARGE = "larger than 256 KB"
STEP = "  - {name: Sit, steps: [Sit.], for: 30s}\n"


def session(*lines: str, name: str = "A session") -> bytes:
    """Return a session that is good but for what the lines make of it."""
    return "".join([f"name: {name}\n", *lines, "steps:\n", STEP]).encode()


def step(keys: str) -> bytes:
    """Return a session with one step of its own and a dose or other keys."""
    return f"name: A session\nsteps:\n  - {{name: Sit, steps: [Sit.], {keys}}}\n".encode()


def repeats(times: int, deep: int) -> bytes:
    """Return a session with repeats in one another, a step in the innermost."""
    lines = chain.from_iterable(
        (f"{'    ' * n}- repeat: {times}\n", f"{'    ' * n}  steps:\n") for n in range(deep)
    )
    return "".join(
        ["name: A session\nsteps:\n", *lines, "    " * deep, STEP.strip(), "\n"]
    ).encode()


def often(count: int, line: Callable[[int], str]) -> str:
    """Return numbered lines."""
    return "".join(f"{line(n)}\n" for n in range(count))


def _calls(each: int, count: int) -> bytes:
    """Return a session that names movements that are not there."""

    def row(number: int) -> str:
        names = ", ".join(f"low-lung{number}-{n}" for n in range(each))
        return f"  - {{repeat: 1, steps: [{names}]}}"

    return f"name: A session\nsteps:\n{often(count, row)}".encode()


HARD: dict[str, tuple[bytes, str]] = {
    "object of Python": (b"!!python/object/new:os.system [true]\n", "a tag"),
    "binary": (session("summary: !!binary aGk=\n"), "a tag"),
    "tag of its own": (session("summary: !x hi\n"), "a tag"),
    "alias as step": (b"name: x\nsteps: &all\n  - *all\n", "an anchor"),
    "alias as key": (session("*a : b\n"), "an alias"),
    "laughs in steps": (
        b"name: x\na: &a [frog-pose, frog-pose]\nb: &b [*a, *a]\nsteps: *b\n",
        "an anchor",
    ),
    "ten megabytes in a line": (b"x" * 10_000_000, LARGE),
    "ten megabytes in lines": (b"- frog-pose\n" * 850_000, LARGE),
    "ten megabytes of spaces": (b" " * 10_000_000, LARGE),
    "ten megabytes of line ends": (b"\n" * 10_000_000, LARGE),
    "ten megabytes of zeros": (bytes(10_000_000), LARGE),
    "a mark and comments": (b"\xef\xbb\xbf# a\n# b\n", "nothing in this file"),
    "blanks": (b" \n\n   \n", "nothing in this file"),
    "UTF-16, little": (session().decode().encode("utf-16-le"), "U+0000"),
    "UTF-16, big": (session().decode().encode("utf-16-be"), "U+0000"),
    "UTF-32, little": (session().decode().encode("utf-32-le"), "U+0000"),
    "UTF-32, big": (session().decode().encode("utf-32-be"), "U+0000"),
    "cp1252": (session(name="„Hüfte“").decode().encode("cp1252"), "not UTF-8 here"),
    "shift-jis": (session(name="股関節").decode().encode("shift-jis"), "not UTF-8 here"),
    "a zero in a name": (session(name="a\0b"), "U+0000"),
    "a zero in quotes": (session(name='"a\\0b"'), "U+0000"),
    "tabs": (session().replace(b"  -", b"\t-"), "cannot stand at the start"),
    "tabs between": (session().replace(b": ", b":\t"), GOOD),
    "Windows": (session().replace(b"\n", b"\r\n"), GOOD),
    "old Macintosh": (session().replace(b"\n", b"\r"), GOOD),
    "mixed line ends": (session("summary: x\r", "place: floor\r\n"), GOOD),
    "a mark": (b"\xef\xbb\xbf" + session(), GOOD),
    "a mark in the middle": (session("\ufeffsummary: x\n"), "U+FEFF"),
    "a line end of its own": (session(name="a\u2028b"), "U+2028"),
    "right to left": (session(name="שלום עולם"), GOOD),
    "right to left, with a mark": (session(name="a\u202eb"), "U+202E"),
    "right to left, as a code": (session(name='"a\\u2067b"'), "U+2067"),
    "emoji": (session(name="🧘🏽\u200d♀️ 👨\u200d👩\u200d👧"), GOOD),
    "many marks on one letter": (session(name="a" + "\u0301" * 70), GOOD),
    "half of a pair, as a code": (session(name='"\\ud800"'), "is no character"),
    "two steps": (session("steps: [frog-pose]\n"), "second time"),
    "two names": (session("name: Another\n"), "second time"),
    "billions of reps": (step("for: 999999999999 reps"), "is not a dose"),
    "an endless number": (step(f"for: {'9' * 100_000}"), "is not a dose"),
    "an endless fraction": (step(f"for: 0.{'0' * 100_000}1"), "is not a dose"),
    "1e308": (step("for: 1e308"), "is not a dose"),
    "minus": (step("for: -30s"), "is not a dose"),
    "not a number": (step("for: NaN"), "is not a dose"),
    "infinite": (step("for: .inf"), "is not a dose"),
    "infinite rest": (session().replace(b"steps:\n", b"steps:\n  - rest: .inf\n"), "'.inf'"),
    "letters for digits": (step("for: ٣٠s"), "is not a dose"),
    "powers for digits": (step("for: ³0s"), "is not a dose"),
    "a million sets": (step("for: 30s, sets: 1000000"), "is not a number of sets"),
    "hours": (step("for: 3 h, sets: 50"), "4 h is the most"),
    "repeats in repeats": (repeats(50, 4), "6250000 steps"),
    "repeats too deep": (repeats(50, 12), "too deeply"),
    "repeat of nothing": (session().replace(b"steps:\n", b"steps:\n  - repeat: 9\n"), "missing"),
    "as much as goes": (
        b"name: x\nsteps:\n"
        + b"- {repeat: 50, steps: [{do: frog-pose, for: 10, sets: 50}]}\n" * 10,
        "the most",
    ),
    "a long key": (session(f"{'k' * 1000}: v\n"), "there is no key 'kkk"),
    "a longer key": (session(f'? "{"k" * 200_000}"\n: v\n'), "there is no key 'kkk"),
    "a long id": (session(f"session: {'a-' * 40_000}a\n"), "is not an id"),
    "an id of a path": (session("session: ../../etc/passwd\n"), "is not an id"),
    "thousands of strange keys": (session(often(9_900, "stepz{}: 1".format)), "no key 'stepz0'"),
    "thousands of strange parts": (
        session(f"pace: {{{', '.join(f'a{n}: b' for n in range(9_000))}}}\n"),
        "no key 'a0'",
    ),
    "thousands of strange movements": (_calls(150, 90), "no movement is called 'low-lung0-0'"),
    "an error behind many warnings": (
        session().replace(b"for: 30s}", b"for: 30s, picture: no.png}")
        + STEP.replace("for: 30s}", "for: 30s, picture: no.png}").encode() * 120
        + b"  - no-such-movement\n",
        "no movement is called",
    ),
    "thousands of comments": (session(often(120_000, lambda _n: "#")), GOOD),
    "thousands of comments beside": (session().replace(b"\n", b" #\n  #\n" * 8_000), GOOD),
    "thousands of blank lines": (session("\n" * 250_000), GOOD),
    "blank lines under dashes": (
        b"name: x\nsteps:\n" + (b"  -\n" + b" \n" * 300 + b"    frog-pose\n") * 190,
        GOOD,
    ),
    "YAML 1.2": (b"%YAML 1.2\n---\n" + session(), GOOD),
    "YAML 3": (b"%YAML 3.0\n---\n" + session(), "this version of YAML"),
    "a directive": (b"%HIPFLEX x\n---\n" + session(), "a directive"),
    "tag handles": (b"%TAG ! tag:x,2000:\n---\n" + session("summary: !a b\n"), "a tag"),
    "two documents": (session() + b"---\n" + session(), "a second document"),
    "text behind the end": (session() + b"...\nname: x\n", "belong to what stands above"),
    "markup": (session(name="<img src=x onerror=alert(1)>"), GOOD),
    "escapes of a terminal": (session(name='"\\e[2J"'), "U+001B"),
    "JSON": (b'{"name": "x", "steps": ["frog-pose"]}', GOOD),
    "a list": (b"- name: x\n", "keys are expected"),
    "a word": (b"hello", "keys are expected"),
}  # fmt: skip
