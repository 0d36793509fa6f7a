"""Session and movement files, good and bad, that the reader and the JSON Schema must agree on."""

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["session", "movement"]


@dataclass(frozen=True)
class Good:
    """A file without errors."""

    name: str
    text: str
    kind: Kind = "session"


@dataclass(frozen=True)
class Bad:
    """A file with errors.

    Attributes:
        problems: each as ``LINE:COLUMN`` and, after it, pieces of what is said, parted by ``|``.
        beyond: whether a schema cannot see it: a sense and not a shape, or not YAML at all.
        typed: whether a schema sees it in values as editors type them (a number, not its text).
    """

    name: str
    text: str
    problems: tuple[str, ...]
    kind: Kind = "session"
    beyond: bool = False
    typed: bool = True


def steps(*lines: str) -> str:
    """Return a session with these lines as its steps; the first of them is line 3."""
    return "\n".join(["name: Test", "steps:", *(f"  {line}" for line in lines), ""])


def movement(*lines: str) -> str:
    """Return a movement with these lines; the first of them is line 3."""
    return "\n".join(["movement: test-move", "name: Test", *lines, ""])


def _do(name: str, *lines: str) -> Good:
    return Good(name, steps("- do: resting-squat", *(f"  {line}" for line in lines)))


GOOD = (
    Good("the least", "name: x\nsteps: [resting-squat]\n"),
    Good("one step without a list", "name: x\nsteps: resting-squat\n"),
    Good("CRLF and a byte order mark", "\ufeffname: x\r\nsteps:\r\n  - resting-squat\r\n"),
    Good("old line ends", "name: x\rsteps: [resting-squat]\r"),
    Good("one document, begun and ended", "%YAML 1.1\n---\nname: x\nsteps: [resting-squat]\n...\n"),
    Good("JSON is YAML", '{"name": "x", "steps": [{"do": "resting-squat", "for": 30}]}'),
    Good("a number as id and name", "session: 90\nname: 2026\nsteps: [resting-squat]\n"),
    Good("words that look like values", "name: no\nsummary: true\nsteps: [resting-squat]\n"),
    Good("letters of the world", "name: Dehnübung 股関節 🧘 שלום\nsteps: [resting-squat]\n"),
    Good(
        "block texts", "name: >\n  A long\n  name\nnotes: |\n  One.\n  Two.\nsteps: resting-squat\n"
    ),
    Good(
        "every key of a session",
        """\
session: desk-reset
name: Desk reset
summary: Five quiet minutes.
place: chair
level: easy
tags: [desk, after-run]
warm-up: 30s
pace:
  breath: {in: 4s, out: 6s}
  count: 1s
  rep: 4
  step: 0:01
  get-ready: 0
  switch: 5s
  rest: 10s
  slowly: 3.5s
order: free
often: several a day
ramp: {start: 10m, add: 5m, every: 3 days, to: 30m, days: 5 a week}
steps: [resting-squat]
notes: For a physiotherapist.
""",
    ),
    _do("seconds", "for: 30s"),
    _do("a bare number", "for: 45"),
    _do("a clock", "for: 0:45"),
    _do("a long clock", "for: 1:02:03"),
    _do("minutes and seconds", "for: 1m30s"),
    _do("words for units", "for: 1 minute 30 secs"),
    _do("a fraction", "for: 1.5 min"),
    _do("leading zeros", "for: 012"),
    _do("a range of time", "for: 15-30s"),
    _do("a range with a dash", "for: 15 \u2013 30 s"),
    _do("a range of clocks", "for: 0:30 - 1:00"),
    _do("an open minimum", "for: 30s+"),
    _do("an open minimum, the other way", "for: 30+ s"),
    _do("breaths", "for: 8 breaths"),
    _do("a range of breaths", "for: 8-10 breaths"),
    _do("counts", "for: 3 counts"),
    _do("reps by another name", "for: 12 times"),
    _do("open steps", "for: 20+ steps"),
    _do("no end", "for: until done"),
    _do("a block value", "for: |", "  30s"),
    _do("sets", "for: 8 reps", "sets: 3-4", "rest: 30s"),
    _do("phases", "for: 8 reps", "phases: {lower: 3s, pause: 1 count, rise: slowly}"),
    _do("a tempo", "for: 8 reps", "tempo: {down: 2, up: 0:02}"),
    _do("a phase whose name is a number", "for: 8 reps", "phases: {1: 2s, yes: 2s}"),
    _do("a walk", "walk: [forward 10, back 8-10 steps, rest 15s, rest, left 5+]"),
    _do("every side word", "for: 8 reps", "sides: alternate", "first: right"),
    _do("words", "load: '{10 kg}'", "then: Walk.", "note: Slowly."),
    Good("a rest", steps("- rest: 20s", "- resting-squat", "- rest: 0")),
    Good(
        "a repeat in a repeat",
        steps(
            "- repeat: 2",
            "  steps:",
            "    - repeat: 3",
            "      steps: resting-squat",
            "    - rest: 5",
        ),
    ),
    Good(
        "a movement of one's own",
        steps("- name: Roll", "  steps: [Sit tall., Roll.]", "  for: 6 reps", "  targets: neck"),
    ),
    Good("the least movement", movement(), "movement"),
    Good("a movement named by its file", "name: x\nsteps: [Stand.]\nsides: each\n", "movement"),
    Good(
        "every key of a movement",
        movement(
            "also: [Other, Name]",
            "kind: mobility",
            "level: hard",
            "place: floor",
            "position: half-kneeling",
            "targets: [hip-flexors, {area: psoas, effect: both}]",
            "joints: two",
            "props: [mat, {name: block, needed: no, size: 20 cm, why: under the hand}]",
            "sides: within-rep",
            "dose: {for: 8 reps, phases: {up: 1s, down: 2s}, sets: 2, rest: 20s, from: sources}",
            "doses: [12 reps, {for: 6 reps, from: project}]",
            "set-up: [Kneel.]",
            "steps: [Keep your back tall., Lean to the $side.]",
            "out: Come back.",
            "cue: Lean.",
            "form: Tall.",
            "avoid: [Twisting.]",
            "feel: the front of the $side hip",
            "how-far: A little.",
            "breathing: {say: Calmly., in: up, out: down}",
            "easier: [{say: Fold the mat., prop: mat}, resting-squat, Hold on.]",
            "harder: [{movement: resting-squat}]",
            "instead: {chair: figure-four-chair, gym: resting-squat}",
            "later: {after: 40s, say: Raise the $side arm.}",
            "if: [{when: you wobble, say: Hold on., prop: wall}]",
            "after: {say: Walk., ask: Looser now}",
            "warm-up: 2m",
            "load: '{10-20 kg}'",
            "cautions: [{when: knee, say: Pad it.}]",
            "needs: [sound-knees]",
            "base: resting-squat",
            "notes: Words.",
            "figure:",
            "  turn: -30",
            "  tilt: 12.5",
            "  props: [mat, {prop: block, at: [hand_l], frame: pose, facing: back, ahead: 0.1}]",
            "  frames:",
            "    - {name: start, like: half kneeling, touch: {floor: [knee_l, foot_r]}}",
            "    - {name: pose, spine: [0.2, 0, 1], upper_arm: up, pins: {hand_r: thigh_r}}",
            "    - {name: far, like: pose, mirror: yes, thigh_l: forward-down, shin_l: down}",
            "  parts: {up: pose, down: far}",
            "  loop: no",
            "  glow: [hip-front_l, belly]",
            "picture: Own pose 1.png",
            "variants:",
            "  - {movement: test-move-two, name: Two, steps: [Other words.]}",
        ),
        "movement",
    ),
    Good("short forms", movement("breathing: Calmly.", "after: Walk.", "dose: 30s"), "movement"),
    Good("yes by any name", movement("props: [{name: a, needed: True}]"), "movement"),
    Good("yes in capitals", movement("props: [{name: a, needed: YES}]"), "movement"),
    Good("a walk to do", movement("dose: {walk: [forward 10]}"), "movement"),
    Good("a hold with one side", movement("dose: 20s", "sides: one"), "movement"),
)


def _file(name: str, text: str, *problems: str, kind: Kind = "session") -> Bad:
    return Bad(name, text, problems, kind)


def _key(name: str, line: str, *problems: str) -> Bad:
    """A session with a bad second line."""
    return Bad(name, f"name: x\n{line}\nsteps: resting-squat\n", problems)


def _step(name: str, lines: str, *problems: str) -> Bad:
    """A session with bad steps; their first line is line 3 and begins in column 3."""
    return Bad(name, steps(*lines.split("\n")), problems)


def _doing(name: str, lines: str, *problems: str, typed: bool = True) -> Bad:
    """A session with a bad step; its lines begin with line 4, in column 5."""
    inner = (f"  {line}" for line in lines.split("\n"))
    return Bad(name, steps("- do: resting-squat", *inner), problems, typed=typed)


def _movement(name: str, line: str, *problems: str) -> Bad:
    return Bad(name, movement(*line.split("\n")), problems, "movement")


def _beyond(bad: Bad) -> Bad:
    return replace(bad, beyond=True)


BAD = (
    # what is written
    _key("an unknown key", "sumary: y", "2:1|summary"),
    _key("a key like no other", "qqq: y", "2:1|qqq|there are"),
    _file("no name", "steps: resting-squat\n", "1:1|name: is missing|it is a text"),
    _file("no steps", "name: x\n", "1:1|steps: is missing"),
    _file("an empty name", "name:\nsteps: resting-squat\n", "1:6|a text"),
    _file("a blank name", "name: '  '\nsteps: resting-squat\n", "1:7|a text"),
    _file("a list for a name", "name: [x]\nsteps: resting-squat\n", "1:7|a text"),
    _file("a name too long", "name: " + "x" * 81 + "\nsteps: resting-squat\n", "1:7|81|80"),
    _file("an escape", 'name: "\\e[31mx"\nsteps: resting-squat\n', "1:7|U+001B"),
    _file("letters turned round", "name: a\u202eb\nsteps: resting-squat\n", "1:7|U+202E"),
    _file("no steps in a list", "name: x\nsteps: []\n", "2:8|0 entries|1 to 200"),
    _file("an id with blanks", "session: My Desk\nname: x\nsteps: resting-squat\n", "1:10|my-desk"),
    _file("an id of signs", "session: '!!'\nname: x\nsteps: resting-squat\n", "1:10|is not an id"),
    _file(
        "an id too long", "session: " + "a" * 65 + "\nname: x\nsteps: resting-squat\n", "1:10|an id"
    ),
    _key("an unknown place", "place: flor", "2:8|mean floor"),
    _key("blanks about a word", "place: ' floor'", "2:8|mean floor"),
    _key("a list for a place", "place: [floor]", "2:8|one of"),
    _key("an unknown order", "order: any", "2:8|fixed, free"),
    _key("a bad tag", "tags: [desk, After Run]", "2:14|after-run"),
    _key("no pace", "pace: fast", "2:7|breath:"),
    _key("half a breath", "pace: {breath: {in: 4s}}", "2:16|out:"),
    _beyond(_key("a pace of 0", "pace: {rep: 0}", "2:13|more than 0")),
    _key("half a ramp", "ramp: {start: 5m}", "2:7|add:", "2:7|every:", "2:7|to:"),
    _beyond(
        _key("ramp of no days", "ramp: {start: 5m, add: 1m, every: 0 days, to: 9m}", "2:35|3 days")
    ),
    _key(
        "ramp of eight days",
        "ramp: {start: 5m, add: 1m, every: 2 days, to: 9m, days: 8 a week}",
        "2:57|1 to 7",
    ),
    _file("a list of nothing known", "- a\n- b\n", "1:1|session:"),
    _file("a word", "hello\n", "1:1|keys are expected"),
    # steps
    _beyond(_step("an unknown movement", "- resting-sqat", "3:5|mean resting-squat")),
    _beyond(_step("an unknown movement to do", "- do: nothing-like-it", "3:9|nothing-like-it")),
    _step("no id for a step", "- Resting Squat", "3:5|resting-squat"),
    _step("an empty step", "-", "3:4|an id"),
    _step("a step of something else", "- qqq: 1", "3:5|a step is expected"),
    _step("a step of nothing", "- {}", "3:5|do:, repeat:"),
    _step("a step misspelt", "- reapeat: 2\n  steps: resting-squat", "3:5|mean repeat"),
    _step("a list for a step", "- [resting-squat]", "3:5|an id"),
    _doing("do and repeat", "repeat: 2", "4:5|repeat"),
    _step("too many repeats", "- repeat: 51\n  steps: resting-squat", "3:13|1 to 50"),
    _beyond(_step("repeats in a quote", "- repeat: '51'\n  steps: resting-squat", "3:13|1 to 50")),
    _step("no repeats", "- repeat: none\n  steps: resting-squat", "3:13|1 to 50"),
    _step("nothing to repeat", "- repeat: 2", "3:5|steps: is missing"),
    _step("a rest of what", "- rest: a while\n- resting-squat", "3:11|30s"),
    _beyond(_step("only rests", "- rest: 5s", "1:1|no movement")),
    _beyond(
        _step(
            "too many steps",
            "- repeat: 50\n  steps:\n    - repeat: 50\n      steps: resting-squat",
            "1:1|2500 steps|500",
        )
    ),
    _beyond(_doing("too long in all", "for: 4h\nsets: 2", "1:1|8 h|4 h")),
    _doing("a text too long", "then: " + "ab " * 101, "4:11|302|300"),
    # doses
    _doing("a unit misspelt", "for: 30 secnds", "4:10|'30 secnds'|30s"),
    _doing("no number", "for: breaths", "4:10|8 breaths"),
    _doing("nothing", "for:", "4:9|a time"),
    _beyond(_doing("a range backwards", "for: 30-15s", "4:10|runs backwards")),
    _beyond(_doing("counts backwards", "for: 10-8 reps", "4:10|runs backwards")),
    _beyond(_doing("zero", "for: 0", "4:10|more than 0")),
    _beyond(_doing("no reps", "for: 0 reps", "4:10|more than 0")),
    _doing("below zero", "for: -5", "4:10|write a time"),
    _beyond(_doing("five hours", "for: 5h", "4:10|four hours")),
    _beyond(_doing("very long", "for: 99999999999999999999s", "4:10|four hours")),
    _beyond(_doing("very many", "for: 5000 reps", "4:10|too large: 1000")),
    _doing("a half rep", "for: 7.5 reps", "4:10|write a time"),
    _doing("a list of doses", "for: [30s]", "4:10|a time"),
    _doing("a flood of digits", "for: " + "9" * 5000 + " reps", "4:10|'999|...'"),
    _doing("a number by an exponent", "for: 1e2", "4:10|'1e2'", typed=False),
    _doing("sixty-one seconds past", "for: 1:61", "4:10|write a time"),
    _doing("both sides", "sides: both", "4:12|each (one after the other) or together"),
    _doing("an unknown side", "sides: eech", "4:12|mean each"),
    _doing("first what", "first: both", "4:12|left, right"),
    _doing("a rest without sets", "rest: 5s", "4:5|nothing without sets"),
    _beyond(_doing("sets without end", "sets: 3+", "4:11|3-4")),
    _beyond(_doing("many sets", "sets: 51", "4:11|3-4")),
    _doing("phases of nothing", "phases: {}", "4:13|1 to 12"),
    _doing("phases in a list", "phases: [up, down]", "4:13|1 to 12"),
    _beyond(_doing("phases of a hold", "phases: {up: 2s}\nfor: 30s", "3:5|parts of a rep")),
    _doing("a phase of what", "phases: {up: fast}", "4:18|slowly"),
    _beyond(_doing("a phase of no time", "phases: {up: 0s}", "4:18|more than 0")),
    _doing("a walk nowhere", "walk: [up 10]", "4:12|forward 10"),
    _doing(
        "an endless walk", "walk: [" + ", ".join(["left 1"] * 41) + "]", "4:11|41 entries|1 to 40"
    ),
    _doing("walk and for", "walk: [left 10]\nfor: 30s", "4:5|for and walk|leave one"),
    _doing("a word twice over", "tempo: {up: 1s}\nphases: {up: 1s}", "5:5|another word for tempo"),
    _beyond(_doing("alternate for a hold", "for: 30s\nsides: alternate", "3:9|write each")),
    # several at once
    _file(
        "all at once",
        "nam: x\nplace: flor\nsteps:\n  - resting-sqat\n  - do: resting-squat\n    for: 3 q\n",
        "1:1|mean name",
        "1:1|name: is missing",
        "2:8|mean floor",
        "4:5|mean resting-squat",
        "6:10|30s",
    ),
    # movements
    _file(
        "no name for a movement",
        "movement: m\nsides: each\n",
        "1:1|name: is missing",
        kind="movement",
    ),
    _movement("an unknown kind", "kind: strech", "3:7|mean stretch"),
    _movement("a joint too many", "joints: three", "3:9|one, two"),
    _movement("needed perhaps", "props: [{name: mat, needed: perhaps}]", "3:29|yes or no"),
    _movement("a way of nothing", "easier: [{prop: mat}]", "3:10|say, movement"),
    _movement("breathing of nothing", "breathing: {}", "3:12|say, in, out"),
    _beyond(
        _movement("an easier one unknown", "easier: [resting-sqat]", "3:10|mean resting-squat")
    ),
    _beyond(_movement("an unknown base", "base: resting-sqat", "3:7|mean resting-squat")),
    _movement("a place unknown", "instead: {sofa: resting-squat}", "3:11|one of chair"),
    _movement("later without when", "later: {say: Go.}", "3:8|after: is missing"),
    _movement("a variant without an id", "variants: [{name: Two}]", "3:12|movement: is missing"),
    _beyond(
        _movement(
            "a variant of the same id",
            "variants: [{movement: test-move, name: Two}]",
            "1:1|two movements|test-move",
        )
    ),
    _beyond(
        _movement("a hold within a rep", "dose: 30s\nsides: within-rep", "1:1|test-move|write each")
    ),
    _movement("a picture elsewhere", "picture: ../a.png", "3:10|bare name"),
    _movement("a picture in a folder", "picture: a/b.png", "3:10|bare name"),
    _movement("a picture of another kind", "picture: a.svg", "3:10|my-stretch.png"),
    _movement("pictures", "picture: [a.png]", "3:10|a picture beside"),
    _movement("steps of a step", "steps: [{do: it}]", "3:9|a text"),
    _movement("a figure without frames", "figure: {turn: 5}", "3:9|frames: is missing"),
    _movement("a direction misspelt", "figure: {frames: [{spine: upp}]}", "3:27|mean up"),
    _movement("half a direction", "figure: {frames: [{spine: [1, 0]}]}", "3:27|3 to 3"),
    _movement("an unknown prop", "figure: {props: [chiar], frames: [{}]}", "3:18|mean chair"),
    _beyond(
        _movement(
            "an unknown posture",
            "figure: {frames: [{like: sit}]}",
            "3:26|key-frame 'sit'|there are",
        )
    ),
    _beyond(
        _movement("a direction to nowhere", "figure: {frames: [{spine: up-down}]}", "3:27|nowhere")
    ),
    _movement("a dose from nowhere", "dose: {for: 30s, from: me}", "3:24|sources, project"),
    # not YAML, or not what is read of it
    _beyond(_file("nothing", "", "1:1|nothing in this file|hipflex new")),
    _beyond(_file("comments", "# one\n# two\n", "1:1|nothing in this file")),
    _beyond(_file("a tab", "name: x\nsteps:\n\t- resting-squat\n", "3:1|spaces, never tabs")),
    _beyond(_file("a colon in a text", "name: x: y\nsteps: resting-squat\n", "1:8|colon|quotes")),
    _beyond(_file("no colon", "name: x\nsteps\n", "3:1|key: value")),
    _beyond(_file("a dent", "name: x\n steps: resting-squat\n", "2:7|colon")),
    _beyond(_file("an open bracket", "name: x\nsteps: [resting-squat\n", "3:1|close the bracket")),
    _beyond(_file("an open quote", 'name: "x\nsteps: resting-squat\n', "3:1|close the quote")),
    _beyond(_file("a lone comma", "name: x\nsteps: [, a]\n", "2:9|a value is expected")),
    _beyond(_file("a backslash", 'name: "C:\\q"\nsteps: resting-squat\n', "1:10|single quotes")),
    _beyond(_file("an alias", "name: x\nsteps: *a\n", "2:8|alias ('*a')")),
    _beyond(_file("an anchor", "name: &a x\nsteps: resting-squat\n", "1:7|anchor ('&a')")),
    _beyond(
        _file(
            "a tag",
            "name: !!python/name:os.system x\nsteps: resting-squat\n",
            "1:7|a tag|os.system",
        )
    ),
    _beyond(
        _file("a tag of nobody", "name: !no!such x\nsteps: resting-squat\n", "1:7|a tag cannot")
    ),
    _beyond(
        _file(
            "two documents", "name: x\nsteps: resting-squat\n---\nname: y\n", "3:1|second document"
        )
    ),
    _beyond(_file("two texts", "x\n--- y\n", "2:1|second document")),
    _beyond(_file("after the end", "name: x\n...\nname: y\n", "3:1|above it")),
    _beyond(_file("a version from the future", "%YAML 9.9\n---\nname: x\n", "1:1|delete the line")),
    _beyond(_key("a key twice", "name: y", "2:1|second time|line 1")),
    _beyond(_file("a list for a key", "name: x\nsteps: resting-squat\n[a]: b\n", "3:1|plain word")),
    _beyond(_file("a mapping for a key", "? {a: b}\n: c\n", "1:3|plain word")),
    _beyond(_file("a zero byte", "name: x\x00\n", "1:8|U+0000|UTF-8")),
    _beyond(_file("another line end", "name: x\u2028steps: y\n", "1:8|U+2028|delete it")),
    _beyond(_file("a mark in the middle", "name: x\r\ny\ufeff: z\n", "2:2|U+FEFF")),
    _beyond(_file("thirteen deep", "a: " + "[" * 12 + "]" * 12, "1:15|nested too deeply")),
)
