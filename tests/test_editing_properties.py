"""Laws of editing by hand and eye, over random files with comments in every place."""

from collections import Counter
from functools import partial
from pathlib import Path as FilePath
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hipflex_gui import editing
from hipflex_gui.catalogue import Catalogue
from hipflex_gui.draft import Draft, Path, RowKind, read_draft
from hipflex_gui.problems import Report
from hipflex_gui.sessions import Pace
from hipflex_gui.yamlfile import parse
from hipflex_gui.yamltext import comments
from tests.session_texts import texts

# a file is many choices even where it is small, and shrinking one takes minutes
LAW = partial(
    settings,
    suppress_health_check=[HealthCheck.large_base_example],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
Steps = list[Any]  # (name, values, steps inside), in order
MOVEMENTS = Catalogue.load(None, sessions=False).movements
STEPS: tuple[editing.Step, ...] = (
    "low-lunge",
    {"rest": "20s"},
    {"name": "My own: roll", "steps": ["Sit tall."], "for": "6 reps"},
    {"repeat": "2", "steps": ["low-lunge", {"rest": "5s"}]},
)
FILES = texts().map(lambda text: text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))


def draft(text: str) -> Draft:
    return read_draft(text, FilePath("random.yaml"), MOVEMENTS, Pace())


def steps_in(text: str) -> list[tuple[Path, str, dict[str, object]]]:
    return [(row.path, row.name, dict(row.values)) for row in draft(text).rows]


def comments_of(text: str) -> Counter[str]:
    node, _report = parse(text.encode(), Report(""))
    assert node is not None
    return Counter(comment.text for comment in comments(text, node))


def paths(text: str) -> list[Path]:
    return [row.path for row in draft(text).rows]


def tree(text: str) -> Steps:
    """Return the steps as nested lists of (name and values)."""
    root: Steps = []
    open_: dict[Path, Steps] = {(): root}
    for path, name, values in steps_in(text):
        values.pop("do", None)  # an id alone and a mapping of it are the same step
        children: Steps = []
        open_[path] = children
        open_[path[:-1]].append((name, values, children))
    return root


def at(steps: Steps, path: Path) -> tuple[Steps, int]:
    """Return the list that holds a step, and the place in it."""
    for index in path[:-1]:
        steps = steps[index][2]
    return steps, path[-1]


def is_good(text: str) -> bool:
    return draft(text).session is not None


@LAW(max_examples=150)
@given(FILES, st.data())
def test_a_moved_step_is_elsewhere_and_everything_else_is_as_it_was(
    text: str, data: st.DataObject
) -> None:
    known = paths(text)
    source = data.draw(st.sampled_from(known))
    to = data.draw(st.sampled_from([*known, (len(tree(text)),)]))
    if to[: len(source)] == source:
        return
    moved = editing.move(text, source, to)
    expected = tree(text)
    (into, place), (out_of, old) = at(expected, to), at(expected, source)
    step = out_of[old]
    into.insert(place, step)
    out_of.pop(old + 1 if into is out_of and place <= old else old)
    assert tree(moved) == without_empty(expected)
    assert comments_of(moved) >= comments_of(text)
    assert is_good(moved)


def without_empty(steps: Steps) -> Steps:
    """Return steps without the repeats that have nothing left in them."""
    kept: Steps = []
    for name, values, children in steps:
        inner = without_empty(children)
        if inner or "repeat" not in values:
            kept.append((name, values, inner))
    return kept


@LAW(max_examples=100)
@given(FILES, st.data())
def test_a_removed_step_is_gone_and_only_its_lines(text: str, data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(paths(text)))
    removed = editing.remove(text, source)
    expected = tree(text)
    holder, place = at(expected, source)
    holder.pop(place)
    assert tree(removed) == without_empty(expected)
    if "[" in text or "{" in text:  # what is in brackets shares its lines with others
        return
    while len(source) > 1 and not holder:  # the repeat around it goes with its last step
        source = source[:-1]
        holder, place = at(expected, source)
        holder.pop(place)
    row = next(row for row in draft(text).rows if row.path == source)
    lines = text.splitlines()
    first = row.lines.start
    while lines[first - 1].strip() == "" or lines[first - 1].lstrip()[0] not in "-":
        first -= 1  # up to its dash, which may stand some lines above
    outside = Counter(lines[: first - 1] + lines[row.lines.stop - 1 :])
    assert {line.strip() for line in outside - Counter(removed.splitlines())} <= {""}


@LAW(max_examples=150)
@given(FILES, st.data())
def test_a_value_that_is_set_reads_back_and_no_comment_is_lost(
    text: str, data: st.DataObject
) -> None:
    rows = [row for row in draft(text).rows if row.kind in (RowKind.DO, RowKind.OWN)]
    row = data.draw(st.sampled_from(rows))
    key, value = data.draw(
        st.sampled_from([
            ("note", "Slowly: and # with {care}, please"), ("then", "Stand up."), ("note", None),
            ("then", None), ("first", "right"),
        ])
    )  # fmt: skip
    changed = editing.set_value(text, row.path, key, value)
    after = next(one for one in draft(changed).rows if one.path == row.path)
    assert after.values.get(key) == value
    assert {k: v for k, v in after.values.items() if k not in (key, "do")} == {
        k: v for k, v in row.values.items() if k not in (key, "do")
    }
    assert comments_of(changed) == comments_of(text)
    others = [one for one in steps_in(text) if one[0][: len(row.path)] != row.path]
    assert [one for one in steps_in(changed) if one[0][: len(row.path)] != row.path] == [
        (path, name, values) for path, name, values in others
    ]
    assert is_good(changed)


@LAW(max_examples=100)
@given(FILES, st.data())
def test_a_wrapped_step_unwraps_to_what_it_was(text: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(paths(text)))
    wrapped = editing.wrap(text, path, 2)
    assert comments_of(wrapped) == comments_of(text)
    unwrapped = editing.unwrap(wrapped, path)
    assert tree(unwrapped) == tree(text)
    assert comments_of(unwrapped) == comments_of(text)


@LAW(max_examples=100)
@given(FILES, st.data())
def test_a_step_put_in_is_there(text: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([*paths(text), (len(tree(text)),)]))
    step = data.draw(st.sampled_from(STEPS))
    put = editing.insert(text, path, step)
    expected = tree(text)
    new = tree(editing.insert("name: x\n", (0,), step))[0]
    holder, place = at(expected, path)
    holder.insert(place, new)
    assert tree(put) == expected
    assert comments_of(put) == comments_of(text)
    if "[" not in text and "{" not in text:  # brackets stick to words
        assert Counter(put.split()) >= Counter(text.split())


@LAW(max_examples=60)
@given(FILES, st.data())
def test_a_duplicate_comes_directly_after(text: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(paths(text)))
    twice = editing.duplicate(text, path)
    expected = tree(text)
    holder, place = at(expected, path)
    holder.insert(place, holder[place])
    assert tree(twice) == expected
