"""A movement file edited through a form: what is not touched stays, and nothing is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui.catalogue import read_movement, yaml_files
from hipflex_gui.errors import MachineFault
from hipflex_gui.figure.bending import bend
from hipflex_gui.layout import EditError
from hipflex_gui.movement_files import RefusedError, file_of, free_id, load_text, save_text
from hipflex_gui.movement_text import (
    Form,
    is_variant,
    merged,
    new_text,
    read_form,
    version_of,
    write_form,
)
from hipflex_gui.movements import Movement
from hipflex_gui.paths import assets
from tests.figures import drawn, library

SHIPPED = yaml_files(assets() / "movements")
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).filter(
    lambda text: text == " ".join(text.split())[:70] and text.isprintable()
)
OWN = """\
# Mine, from the physiotherapist.
movement: my-lean
name: My lean   # as she calls it
props:
  - {name: chair, why: to hold}
  - mat
targets:
  - {area: glutes, effect: strengthen}
sides: each
dose: {for: 8 reps, phases: {lean: 2s, rise: 3s}, from: sources}
steps:
  # slowly
  - Lean.
  - Rise.
cautions:
  - {when: knee, say: Less., prop: pad}
# the end
"""


def read(folder: Path, text: str) -> Movement:
    path = folder / "read.yaml"
    path.write_text(text, encoding="utf-8")
    found, report = read_movement(path)
    assert found, report.problems
    return found[0]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_form_that_is_not_changed_changes_nothing(path: Path) -> None:
    text = load_text(path)
    assert write_form(text, read_form(text)) == text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_all_of_a_shipped_form_can_be_written_anew(path: Path, tmp_path: Path) -> None:
    form = replace(read_form(load_text(path)), picture="")
    text = write_form(new_text("anew", "file:///schema"), form)
    again = read_form(text)
    assert replace(again, figure=None) == replace(form, figure=None)
    made, shipped = read(tmp_path, text), read_movement(path)[0][0]
    assert (made.steps, made.set_up, made.kind) == (shipped.steps, shipped.set_up, shipped.kind)
    assert made.sides == shipped.sides
    assert [one.name for one in made.figure.frames] if made.figure else not form.figure


@pytest.mark.parametrize("name", sorted(library()))
def test_a_version_of_ones_own_is_the_same_movement(name: str, tmp_path: Path) -> None:
    path = file_of(assets() / "movements", name)
    assert path
    text = version_of(load_text(path), name, "mine", "file:///schema")
    made = read(tmp_path, text)
    assert replace(made, id=name) == library()[name]
    assert not is_variant(text, "mine")
    assert "schema=../schema" not in text


def test_only_what_was_changed_is_written() -> None:
    form = read_form(OWN)
    assert form.dose == "8 reps"
    assert form.targets == ("glutes",)
    changed = replace(form, name="Her lean", props=("mat", "chair", "wall"), dose="10 reps")
    assert write_form(OWN, changed) == OWN.replace("name: My lean", "name: Her lean").replace(
        "  - {name: chair, why: to hold}\n  - mat\n",
        "  - mat\n  - {name: chair, why: to hold}\n  - wall\n",
    ).replace(
        "{for: 8 reps, phases: {lean: 2s, rise: 3s}, from: sources}",
        "{for: 10 reps, phases: {lean: 2s, rise: 3s}}",
    )


def test_lists_keep_what_was_said_of_their_items_and_comments_stay() -> None:
    form = read_form(OWN)
    more = (("knee", "Much less."), ("low back", "Stop: at once."))
    text = write_form(OWN, replace(form, cautions=more, steps=("Lean.", "Wait."), targets=()))
    assert "  - when: knee\n    say: Much less.\n    prop: pad\n" in text
    assert 'say: "Stop: at once."' in text
    assert "# slowly" in text
    assert "# the end" in text
    assert "targets" not in text
    assert read_form(text).cautions == more
    assert read_form(text).steps == ("Lean.", "Wait.")


def test_a_dose_is_as_short_as_it_can_be() -> None:
    start = new_text("x", "s")
    assert "dose: 30s\n" in write_form(start, Form(name="X", dose="30s"))
    assert "{for: 30s, sets: 2, rest: 10s}" in write_form(
        start, Form(name="X", dose="30s", sets="2", rest="10s")
    )
    assert "dose" not in write_form(write_form(start, Form(dose="30s")), Form())


@given(WORDS, st.lists(WORDS, max_size=4), WORDS, WORDS)
def test_whatever_is_written_is_read(name: str, steps: list[str], when: str, say: str) -> None:
    form = Form(
        name=name,
        steps=tuple(steps),
        set_up=tuple(steps[:1]),
        props=tuple(dict.fromkeys(steps)),
        cautions=((when, say),),
        out=say,
        feel=when,
    )
    text = write_form(new_text("x", "file:///s"), form)
    assert read_form(text) == form
    assert write_form(text, form) == text
    assert read_form(write_form(text, Form(name="X"))) == Form(name="X")


def test_a_dragged_figure_is_written_and_the_rest_stays(tmp_path: Path) -> None:
    path = assets() / "movements" / "low-lunge.yaml"
    text = load_text(path)
    figure = drawn()["low-lunge"].figure
    assert figure
    bent = bend(figure, 1, "wrist_r", (0.2, 0, 0.5), (0, -1, 0))
    edited = write_form(text, replace(read_form(text), figure=bent))
    assert edited[: edited.index("figure:")] == text[: text.index("figure:")]
    made = read(tmp_path, edited)
    assert made.figure
    wanted = bent.frames[1].posture["forearm_r"]
    assert made.figure.frames[1].posture["forearm_r"] == pytest.approx(wanted, abs=0.003)
    assert "figure" not in write_form(edited, replace(read_form(edited), figure=None))


def test_a_file_is_replaced_only_by_one_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "movements" / "my-lean.yaml"
    save_text(path, OWN)
    assert load_text(path) == OWN
    with pytest.raises(RefusedError, match=r"'fast' is not") as told:
        save_text(path, OWN.replace("sides: each", "sides: fast"))
    assert told.value.key == "sides"
    with pytest.raises(RefusedError):
        save_text(path, "steps: [")
    with pytest.raises(RefusedError) as told:
        save_text(path, "movement: x\n")
    assert told.value.key == ""
    assert load_text(path) == OWN
    assert [one.name for one in path.parent.iterdir()] == ["my-lean.yaml"]


def test_line_ends_stay_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "my-lean.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
    text = load_text(path)
    assert text == OWN
    save_text(path, write_form(text, replace(read_form(text), name="Other")))
    raw = path.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") == OWN.count("\n")


def test_what_cannot_be_edited_says_so(tmp_path: Path) -> None:
    with pytest.raises(EditError, match="braces"):
        write_form('{"movement": "x", "name": "X"}', Form(name="Y"))
    with pytest.raises(EditError, match="line 2"):
        read_form("name: x\n\tsteps: y\n")
    (tmp_path / "odd.yaml").write_bytes(b"name: \xff")
    with pytest.raises(EditError, match="UTF-8"):
        load_text(tmp_path / "odd.yaml")
    (tmp_path / "odd.yaml").write_bytes(b"#" * 300_000)
    with pytest.raises(EditError, match="too large"):
        load_text(tmp_path / "odd.yaml")
    with pytest.raises(MachineFault):
        load_text(tmp_path / "gone.yaml")
    (tmp_path / "file").write_text("x")
    with pytest.raises(MachineFault):
        save_text(tmp_path / "file" / "a.yaml", OWN)


def test_ids_follow_from_names_and_are_free(tmp_path: Path) -> None:
    (tmp_path / "my-lean.yaml").write_text(OWN)
    assert free_id("My Lean", tmp_path, ["my-lean-2"]) == "my-lean-3"
    assert free_id("股関節", tmp_path, []) == "movement"
    assert free_id("x" * 90, tmp_path, []) == "x" * 60
    assert file_of(tmp_path, "my-lean") == tmp_path / "my-lean.yaml"
    assert file_of(tmp_path, "other") is None


def test_two_changes_become_one_unless_they_are_of_the_same() -> None:
    before = Form(name="A", dose="30s", out="Up.")
    form, there = replace(before, name="B", out="Down."), replace(before, dose="20s", out="Down.")
    assert merged(form, before, there) == (replace(form, dose="20s"), [])
    clash = replace(before, name="C")
    assert merged(form, before, clash) == (form, ["name"])
