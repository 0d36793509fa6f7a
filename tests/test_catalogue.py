"""The catalogue: the user's files beside the shipped ones, and bad files that harm nobody else."""

from pathlib import Path

import pytest

from hipflex_gui.catalogue import Catalogue, check_file, read_session, yaml_files
from hipflex_gui.paths import DEFAULT_SESSION, UserFolder, assets, shipped_sessions
from hipflex_gui.sessions import Pace
from hipflex_gui.timeline import compile_session


@pytest.fixture
def user(tmp_path: Path) -> UserFolder:
    folder = UserFolder(tmp_path / "data")
    folder.sessions.mkdir(parents=True)
    folder.movements.mkdir()
    return folder


def session(user: UserFolder, file: str, text: str) -> Path:
    path = user.sessions / file
    path.write_text(text, encoding="utf-8")
    return path


def movement(user: UserFolder, file: str, text: str) -> Path:
    path = user.movements / file
    path.write_text(text, encoding="utf-8")
    return path


def said(catalogue: Catalogue) -> list[str]:
    return [str(problem).splitlines()[0] for problem in catalogue.problems]


def test_without_a_user_there_is_what_is_shipped() -> None:
    catalogue = Catalogue.load(None)
    assert len(catalogue.sessions) == len(yaml_files(shipped_sessions()))
    assert len(catalogue.movements) >= len(yaml_files(assets() / "movements"))
    assert not catalogue.own_movements
    assert not any(entry.own or entry.hides_shipped for entry in catalogue.sessions.values())
    first, *others = catalogue.sessions.values()
    assert first.id == DEFAULT_SESSION
    assert [entry.name for entry in others] == sorted(entry.name for entry in others)


def test_sessions_may_be_left_out() -> None:
    assert not Catalogue.load(None, sessions=False).sessions


def test_a_user_without_folders_is_no_problem(tmp_path: Path) -> None:
    catalogue = Catalogue.load(UserFolder(tmp_path / "nothing"))
    assert catalogue.sessions.keys() == Catalogue.load(None).sessions.keys()
    assert not catalogue.problems


def test_own_sessions_come_after_the_shipped_ones_by_name(user: UserFolder) -> None:
    session(user, "a.yaml", "name: zebra\nsteps: resting-squat\n")
    session(user, "b.yml", "name: Ape\nsteps: resting-squat\n")
    session(user, "c.txt", "no session")
    catalogue = Catalogue.load(user)
    assert list(catalogue.sessions)[-2:] == ["b", "a"]
    assert all(catalogue.sessions[name].own for name in "ab")
    assert not any(catalogue.sessions[name].hides_shipped for name in "ab")


def test_the_users_session_wins_over_a_shipped_one_and_is_marked(user: UserFolder) -> None:
    path = session(user, "x.yaml", "session: chair-5\nname: Mine\nsteps: resting-squat\n")
    entry = Catalogue.load(user).sessions["chair-5"]
    assert (entry.name, entry.own, entry.hides_shipped, entry.file) == ("Mine", True, True, path)


def test_the_users_movement_wins_over_a_shipped_one_and_is_marked(user: UserFolder) -> None:
    movement(user, "m.yaml", "movement: resting-squat\nname: My squat\ndose: 20s\n")
    catalogue = Catalogue.load(user)
    assert catalogue.movements["resting-squat"].name == "My squat"
    assert catalogue.own_movements == {"resting-squat"}
    assert not catalogue.problems


def test_a_broken_file_of_the_users_leaves_the_shipped_movement(user: UserFolder) -> None:
    movement(user, "resting-squat.yaml", "movement: resting-squat\nnam: x\n")
    catalogue = Catalogue.load(user)
    assert catalogue.movements["resting-squat"].name != "x"
    assert all(line.startswith("movements/resting-squat.yaml:") for line in said(catalogue))
    assert len(said(catalogue)) == 2
    assert all(entry.session for entry in catalogue.sessions.values())


def test_of_two_files_with_one_id_the_first_stays_and_the_other_is_told(user: UserFolder) -> None:
    session(user, "a.yaml", "session: one\nname: First\nsteps: resting-squat\n")
    session(user, "b.yaml", "session: one\nname: Second\nsteps: resting-squat\n")
    movement(user, "a.yaml", "movement: one\nname: First\n")
    movement(user, "b.yaml", "movement: one\nname: Second\n")
    catalogue = Catalogue.load(user)
    assert catalogue.sessions["one"].name == "First"
    assert catalogue.movements["one"].name == "First"
    assert said(catalogue) == [
        "movements/b.yaml:1:1: error: another file has the id one already",
        "sessions/b.yaml:1:1: error: a.yaml has the id one already",
    ]


def test_a_bad_session_is_a_row_that_says_why(user: UserFolder) -> None:
    session(user, "bad.yaml", "name: x\nsteps: [no-such-thing]\n")
    entry = Catalogue.load(user).sessions["bad"]
    assert entry.session is None
    assert entry.name == "bad"
    assert [problem.text for problem in entry.errors] == ["no movement is called 'no-such-thing'"]


def test_a_session_with_a_warning_can_be_played(user: UserFolder) -> None:
    session(user, "w.yaml", "name: x\npace: {switch: 1s}\nsteps: figure-four-chair\n")
    entry = Catalogue.load(user).sessions["w"]
    assert entry.session
    assert entry.problems
    assert not entry.errors


def test_a_session_that_needs_a_broken_movement_says_which(user: UserFolder) -> None:
    movement(user, "mine.yaml", "name: Mine\ndose: nonsense\n")
    session(user, "uses.yaml", "name: x\nsteps: [mine]\n")
    session(user, "other.yaml", "name: y\nsteps: [resting-squat]\n")
    catalogue = Catalogue.load(user)
    assert catalogue.sessions["other"].session
    assert "'mine'" in catalogue.sessions["uses"].errors[0].text
    assert len(said(catalogue)) == 1


def test_a_file_without_an_id_has_its_names(user: UserFolder) -> None:
    session(user, "My Desk.yaml", "name: x\nsteps: resting-squat\n")
    movement(user, "My Stretch.yaml", "name: x\n")
    catalogue = Catalogue.load(user)
    assert "my-desk" in catalogue.sessions
    assert "my-stretch" in catalogue.movements


def test_a_files_name_that_makes_no_id_is_told(user: UserFolder) -> None:
    path = session(user, "股.yaml", "name: x\nsteps: resting-squat\n")
    (problem,) = check_file(path, Catalogue.load(None).movements)
    assert problem.text == "the file's name makes no id"


def test_a_name_that_moves_a_terminal_is_no_row_of_its_own_making(user: UserFolder) -> None:
    try:
        session(user, "\x1b[31m.yaml", "bad")
    except OSError:  # this system has no such names, and so no such trouble
        return
    assert all(entry.id.isprintable() for entry in Catalogue.load(user).sessions.values())


def test_variants_are_movements_and_share_what_they_do_not_say(user: UserFolder) -> None:
    movement(
        user,
        "family.yaml",
        "name: One\nplace: floor\ndose: 20s\nsteps: [A.]\n"
        "variants: [{movement: family-two, name: Two, steps: [B.]}]\n",
    )
    movements = Catalogue.load(user).movements
    one, two = movements["family"], movements["family-two"]
    assert (one.steps, two.steps) == (("A.",), ("B.",))
    assert (one.place, one.dose) == (two.place, two.dose)
    assert two.name == "Two"


def test_a_base_lends_its_set_up(user: UserFolder) -> None:
    movement(user, "low.yaml", "name: Low\nset-up: [Kneel down.]\n")
    movement(user, "high.yaml", "name: High\nbase: low\nsteps: [Rise.]\n")
    path = session(user, "s.yaml", "name: x\nsteps: high\n")
    movements = Catalogue.load(user).movements
    found, _report = read_session(path, movements)
    assert found
    words = [phase.words for phase in compile_session(found, movements, Pace()).phases]
    assert words[:3] == ["", "Kneel down.", "Rise."]


def test_a_base_that_is_not_there_is_told_and_done_without(user: UserFolder) -> None:
    movement(user, "high.yaml", "name: High\nbase: lo\nsteps: [Rise.]\n")
    session(user, "s.yaml", "name: x\nsteps: high\n")
    catalogue = Catalogue.load(user)
    assert said(catalogue) == ["movements/high.yaml:2:7: error: no movement is called 'lo'"]
    entry = catalogue.sessions["s"]
    assert entry.session
    assert compile_session(entry.session, catalogue.movements, Pace()).phases


def test_links_may_go_to_movements_of_later_files(user: UserFolder) -> None:
    movement(user, "a.yaml", "name: A\neasier: [b, c-two]\n")
    movement(user, "b.yaml", "name: B\nharder: a\n")
    movement(user, "c.yaml", "name: C\nvariants: [{movement: c-two, name: C two}]\n")
    assert not Catalogue.load(user).problems


def test_a_folder_that_cannot_be_looked_into_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.yaml").touch()
    assert yaml_files(tmp_path)
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert yaml_files(tmp_path) == []
    assert yaml_files(tmp_path / "a.yaml") == []


def test_a_folder_or_a_lost_link_named_like_a_file_is_a_row_with_a_reason(user: UserFolder) -> None:
    (user.sessions / "folder.yaml").mkdir()
    (user.sessions / "lost.yaml").symlink_to(user.sessions / "nowhere.yaml")
    sessions = Catalogue.load(user).sessions
    assert "it is a folder" in sessions["folder"].problems[0].text
    assert "there is no such file" in sessions["lost"].problems[0].text


@pytest.mark.parametrize(
    ("folder", "text", "kind"),
    [
        ("x", "movement: a\nname: x\n", "movement"),
        ("movements", "session: a\nname: x\n", "session"),
        ("x", "name: x\nkind: strech\n", "movement"),
        ("x", "name: x\ntags: a\nsteps: [A.]\n", "session"),
        ("movements", "name: x\nsteps: [Sit.]\n", "movement"),
        ("sessions", "name: x\nsteps: [Sit.]\n", "session"),
    ],
)
def test_the_keys_tell_the_kind_of_a_file_and_else_its_folder(
    folder: str, text: str, kind: str, tmp_path: Path
) -> None:
    (tmp_path / folder).mkdir()
    path = tmp_path / folder / "a.yaml"
    path.write_text(text + "zzz: 1\n", encoding="utf-8")
    hint = next(problem.hint for problem in check_file(path, {}) if "zzz" in problem.text)
    assert ("variants" in hint) is (kind == "movement")


def test_a_movement_may_name_itself(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("movement: m\nname: x\neasier: m\n", encoding="utf-8")
    assert check_file(path, {}) == []


def test_problems_of_a_file_come_in_its_order(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("name: x\nsteps:\n  - nothing\n  - b: 1\nplace: flor\n", encoding="utf-8")
    lines = [problem.where.line for problem in check_file(path, {})]
    assert lines == sorted(lines) == [3, 4, 5]


@pytest.mark.parametrize(
    "step",
    [
        "{name: x, sets: 2}",
        "{name: x, sets: 2, rest: 5s, kind: activity}",
        "{name: x, phases: {up: 1s}}",
        "{name: x, phases: {up: 1s}, kind: rest}",
        "{do: resting-squat, sets: 2}",
        "{do: mini-band-walk, sets: 2}",
        "{do: mini-band-walk, for: 10 reps, sides: each}",
        "{do: mini-band-walk, for: 30s}",
        "{do: standing-quad-stretch, sides: by-direction}",
        "{do: standing-hip-hinge, for: 30s}",
    ],
)
def test_whatever_is_accepted_compiles(step: str, user: UserFolder) -> None:
    session(user, "s.yaml", f"name: x\nsteps: [{step}]\n")
    catalogue = Catalogue.load(user)
    entry = catalogue.sessions["s"]
    assert entry.session, entry.problems
    assert compile_session(entry.session, catalogue.movements, Pace()).work


def test_parts_of_a_rep_do_not_fit_a_movement_that_is_held(user: UserFolder) -> None:
    session(user, "s.yaml", "name: x\nsteps:\n  - do: figure-four-chair\n    phases: {up: 1s}\n")
    (problem,) = Catalogue.load(user).sessions["s"].problems
    assert (problem.where.line, problem.text) == (
        3,
        "phases: are the parts of a rep; write for: 10 reps",
    )


def test_a_movement_file_with_sets_alone_can_be_played(user: UserFolder) -> None:
    movement(user, "m.yaml", "name: M\ndose: {sets: 3}\n")
    movement(user, "n.yaml", "name: N\ndose: {phases: {up: 1s}}\n")
    session(user, "s.yaml", "name: x\nsteps: [m, n]\n")
    catalogue = Catalogue.load(user)
    entry = catalogue.sessions["s"]
    assert entry.session
    assert len(compile_session(entry.session, catalogue.movements, Pace()).work) == 4


def test_a_broken_file_leaves_the_shipped_session_and_is_told(user: UserFolder) -> None:
    session(user, "chair-5.yaml", "session: chair-5\nname: Mine\nsteps: [no-such-thing]\n")
    catalogue = Catalogue.load(user)
    entry = catalogue.sessions["chair-5"]
    assert entry.session
    assert (entry.own, entry.hides_shipped) == (False, False)
    assert said(catalogue) == [
        "sessions/chair-5.yaml:3:9: error: no movement is called 'no-such-thing'"
    ]


def test_a_broken_file_takes_no_id_from_another_of_the_users(user: UserFolder) -> None:
    session(user, "one.yaml", "name: Broken\nsteps: [no-such-thing]\n")
    session(user, "two.yaml", "session: one\nname: Works\nsteps: resting-squat\n")
    catalogue = Catalogue.load(user)
    assert catalogue.sessions["one"].name == "Works"
    assert [line.partition(":")[0] for line in said(catalogue)] == ["sessions/one.yaml"]


def test_the_ending_may_be_in_capitals(user: UserFolder) -> None:
    session(user, "a.YAML", "name: A\nsteps: resting-squat\n")
    session(user, "b.Yml", "name: B\nsteps: resting-squat\n")
    movement(user, "m.YML", "movement: mine\nname: Mine\n")
    catalogue = Catalogue.load(user)
    assert {"a", "b"} <= catalogue.sessions.keys()
    assert catalogue.own_movements == {"mine"}
