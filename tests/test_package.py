"""A session sent as one file: all it needs is in it, and nothing that was there is ever lost."""

import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.errors import MachineFault, UserFault
from hipflex_gui.movements import Movement
from hipflex_gui.package import Fate, Plan, install, plan
from hipflex_gui.package_reading import read
from hipflex_gui.package_words import about, fates_text
from hipflex_gui.paths import UserFolder
from hipflex_gui.sessions import Do, Session
from tests.parcels import (
    FILES,
    NOD,
    PUBLIC,
    REST,
    ROLL,
    SENT,
    files_of,
    filled,
    looked_into,
    png,
    shared,
    tree,
    zipped,
)


def planned(path: Path, folder: UserFolder, *, instead: bool = False) -> Plan:
    catalogue = Catalogue.load(folder)
    return plan(read(path, catalogue.movements), catalogue, folder, replace=instead)


def refused(*_words: object, **_more: object) -> bytes:
    raise PermissionError(13, "Permission denied")


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    return shared(filled(tmp_path / "sender"), "my-hips", tmp_path / "hips.hipflex")


@pytest.fixture
def folder(tmp_path: Path) -> UserFolder:
    return UserFolder(tmp_path / "data")


# -- out


def test_all_that_a_session_needs_is_in_its_file_and_no_more(sent: Path) -> None:
    with zipfile.ZipFile(sent) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == SENT


def test_the_file_tells_nothing_of_the_computer_it_was_made_on(sent: Path, tmp_path: Path) -> None:
    again = shared(filled(tmp_path / "elsewhere"), "my-hips", tmp_path / "again.hipflex")
    assert again.read_bytes() == sent.read_bytes()
    assert b"somebody" not in b"".join(SENT.values())
    with zipfile.ZipFile(sent) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_a_shipped_session_is_a_file_of_one(tmp_path: Path, folder: UserFolder) -> None:
    path = shared(folder, "chair-5", tmp_path / "chair.hipflex")
    what = planned(path, folder)
    assert [fate for fate, _piece in what.pieces] == [Fate.THERE]
    assert what.first("sessions") == "chair-5"
    assert not what.writes
    assert not folder.root.exists()


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("movements/roll.png", None, "no such file"),
        ("movements/roll.png", b"GIF89a", "broken"),
        ("movements/roll.png", png() + bytes(5_000_000), "5 MB"),
        ("sessions/my-hips.yaml", b"session: my-hips\nname: x\nsteps: [nothing]\n", "mistakes"),
    ],
)
def test_what_could_not_be_opened_again_is_not_sent(
    tmp_path: Path, name: str, raw: bytes | None, words: str
) -> None:
    folder = filled(tmp_path / "data")
    if raw is None:
        (folder.root / name).unlink()
    else:
        (folder.root / name).write_bytes(raw)
    with pytest.raises(UserFault, match=words):
        shared(folder, "my-hips", tmp_path / "out.hipflex")
    assert not list(tmp_path.glob("*.hipflex"))


def test_more_than_a_file_can_hold_is_said(tmp_path: Path) -> None:
    big = png()[:-12] + os.urandom(4_500_000) + png()[-12:]
    files = {f"movements/m{n}.yaml": f"name: m{n}\npicture: p{n}.png\n".encode() for n in range(6)}
    files |= {f"movements/p{n}.png": big for n in range(6)}
    steps = ", ".join(f"m{n}" for n in range(6))
    files["sessions/all.yaml"] = f"name: All\nsteps: [{steps}]\n".encode()
    with pytest.raises(UserFault, match="more in this session than one file can hold"):
        shared(filled(tmp_path / "data", files), "all", tmp_path / "out.hipflex")
    assert not list(tmp_path.glob("*hipflex*"))


def test_two_pictures_of_one_name_cannot_be_sent(tmp_path: Path) -> None:
    step = b"{name: In place, steps: [Sit.], picture: roll.png}"
    session = b"name: Mine\nsteps: [my-roll, " + step + b"]\n"
    files = {**FILES, "sessions/mine.yaml": session}
    path = shared(filled(tmp_path / "one", files), "mine", tmp_path / "out.hipflex")
    assert looked_into(path, UserFolder(tmp_path / "empty")).pictures == {"roll.png": png()}
    two = filled(tmp_path / "two", {**files, "sessions/roll.png": png(5)})
    with pytest.raises(UserFault, match=r"Two pictures are called 'roll\.png'"):
        shared(two, "mine", tmp_path / "out2.hipflex")


def test_a_disk_that_refuses_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MachineFault, match=r"out\.hipflex is not there"):
        shared(filled(tmp_path / "data"), "my-hips", tmp_path / "gone" / "out.hipflex")


# -- in


def test_what_is_in_it_is_told_before_anything_is_done(sent: Path, folder: UserFolder) -> None:
    parcel = looked_into(sent, folder)
    assert parcel.sound
    assert parcel.problems == ()
    assert about(parcel) == "4 steps, 4 min, 3 movement files, 1 picture"
    what = plan(parcel, Catalogue.load(folder), folder, replace=False)
    assert fates_text(parcel, what, replace=False) == [
        ("Session My hips", "new"),
        ("Movement Nod", "new"),
        ("Movement Rest", "new"),
        ("Movement Shoulder roll", "new"),
        ("Picture roll.png, 1 KB", "new"),
    ]
    assert not folder.root.exists()


def test_it_is_put_where_it_belongs_and_then_it_is_there(sent: Path, folder: UserFolder) -> None:
    install(planned(sent, folder))
    assert files_of(folder.root) == SENT
    before = tree(folder.root)
    again = planned(sent, folder)
    assert {fate for fate, _what in (*again.pieces, *again.pictures.values())} == {Fate.THERE}
    assert not again.writes
    install(again)
    assert tree(folder.root) == before


def test_ones_own_file_comes_back_as_the_same(tmp_path: Path, sent: Path) -> None:
    sender = filled(tmp_path / "sender")
    assert not planned(sent, sender).writes


def test_what_differs_stays_beside_the_new_one_and_links_follow(
    sent: Path, folder: UserFolder
) -> None:
    mine = ROLL.replace("6 reps", "9 reps").encode()
    filled(folder.root, {**SENT, "movements/my-roll.yaml": mine})
    before = files_of(folder.root)
    what = planned(sent, folder)
    assert what.differing
    install(what)
    after = files_of(folder.root)
    assert {name: after[name] for name in before} == before
    assert {name: raw.decode() for name, raw in after.items() if name not in before} == {
        "sessions/my-hips-2.yaml": PUBLIC.replace("my-hips", "my-hips-2")
        .replace("My hips", "My hips 2")
        .replace("my-roll", "my-roll-2"),
        "movements/my-roll-2.yaml": ROLL.replace("my-roll-seated", "my-roll-seated-2")
        .replace("my-nod", "my-nod-2")
        .replace("Shoulder roll", "Shoulder roll 2"),
        "movements/my-nod-2.yaml": NOD.replace("my-nod", "my-nod-2")
        .replace("my-roll", "my-roll-2")
        .replace("Nod\n", "Nod 2\n"),
    }
    catalogue = Catalogue.load(folder)
    assert catalogue.problems == ()
    assert catalogue.sessions["my-hips-2"].session
    assert not planned(sent, folder).writes  # and now it is there


def test_a_session_without_movements_of_its_own_takes_the_next_number(
    tmp_path: Path, folder: UserFolder
) -> None:
    text = "name: Mine\nsteps: [figure-four-chair]\n"
    for n, words in (("", "a"), ("-2", "b")):
        filled(folder.root, {f"sessions/mine{n}.yaml": f"# {words}\n{text}".encode()})
    path = tmp_path / "mine.yaml"
    path.write_text(text)
    what = planned(path, folder)
    assert what.first("sessions") == "mine-3"
    install(what)
    assert (folder.sessions / "mine-3.yaml").read_text() == text.replace("Mine", "Mine 3")


def test_a_new_name_is_none_that_the_file_has_itself(tmp_path: Path, folder: UserFolder) -> None:
    files = {
        "sessions/mine.yaml": b"name: Mine\nsteps: [sit, sit-2]\n",
        "movements/sit.yaml": b"name: Sit\nsteps: [Sit.]\n",
        "movements/sit-2.yaml": b"name: Sit again\nsteps: [Sit.]\n",
    }
    filled(folder.root, {"movements/sit.yaml": b"name: Mine\nsteps: [Wait.]\n"})
    install(planned(zipped(tmp_path / "x.hipflex", files), folder))
    assert (folder.movements / "sit-3.yaml").read_text() == "name: Sit 3\nsteps: [Sit.]\n"
    assert (folder.sessions / "mine.yaml").read_text() == "name: Mine\nsteps: [sit-3, sit-2]\n"


def test_a_picture_that_differs_gets_a_name_of_its_own(sent: Path, folder: UserFolder) -> None:
    filled(folder.root, {"movements/roll.png": png(7), "movements/roll-2.png": png(8)})
    what = planned(sent, folder)
    assert what.pictures == {"roll.png": (Fate.OTHER, "roll-3.png")}
    install(what)
    assert (folder.movements / "roll.png").read_bytes() == png(7)
    assert (folder.movements / "roll-3.png").read_bytes() == png()
    assert "picture: roll-3.png" in (folder.movements / "my-roll.yaml").read_text()
    roll = Catalogue.load(folder).movements["my-roll"]
    assert roll.picture
    assert roll.picture.path.endswith("roll-3.png")


def test_replacing_keeps_what_was_there_under_another_name(sent: Path, folder: UserFolder) -> None:
    mine = b"movement: my-roll\n" + ROLL.replace("6 reps", "9 reps").encode()
    filled(folder.root, {"movements/rolling.yml": mine, "movements/roll.png": png(7)})
    filled(folder.root, {"movements/rolling.yml.bak": b"older"})
    what = planned(sent, folder, instead=True)
    assert dict(fates_text(looked_into(sent, folder), what, replace=True)) == {
        "Session My hips": "new",
        "Movement Nod": "new",
        "Movement Rest": "new",
        "Movement Shoulder roll": "takes the place of the one there, which is kept",
        "Picture roll.png, 1 KB": "takes the place of the one there, which is kept",
    }
    install(what)
    kept = {name: raw for name, raw in SENT.items() if name != "movements/my-roll.yaml"}
    assert files_of(folder.root) == {
        **kept,
        "movements/rolling.yml": ROLL.encode(),
        "movements/rolling.yml-2.bak": mine,
        "movements/rolling.yml.bak": b"older",
        "movements/roll.png.bak": png(7),
    }


def test_one_file_never_takes_the_place_of_two(sent: Path, folder: UserFolder) -> None:
    seated = b"name: Mine\nsteps: [Sit.]\n"
    filled(folder.root, {**SENT, "movements/my-roll.yaml": b"name: Mine\nsteps: [Roll.]\n"})
    filled(folder.root, {"movements/my-roll-seated.yaml": seated})
    before = files_of(folder.root)
    install(planned(sent, folder, instead=True))
    after = files_of(folder.root)
    assert {name: after[name] for name in before} == before
    assert Catalogue.load(folder).problems == ()
    assert "my-roll-seated-2" in Catalogue.load(folder).movements


def test_a_file_that_cannot_be_read_is_not_written_over(sent: Path, folder: UserFolder) -> None:
    filled(folder.root, {"sessions/my-hips.yaml": b"name: [", "movements/my-nod.yaml": b"\xff"})
    before = files_of(folder.root)
    what = planned(sent, folder)
    assert what.first("sessions") == "my-hips-2"
    install(what)
    after = files_of(folder.root)
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("instead", [False, True])
def test_a_shipped_movement_is_never_changed_unasked(
    tmp_path: Path, folder: UserFolder, instead: bool
) -> None:
    lunge = b"movement: low-lunge\nname: My lunge\nsteps: [Kneel.]\n"
    session = b"name: Mine\nsteps: [low-lunge]\n"
    files = {"sessions/mine.yaml": session, "movements/low-lunge.yaml": lunge}
    path = shared(filled(tmp_path / "sender", files), "mine", tmp_path / "x.hipflex")
    what = planned(path, folder, instead=instead)
    assert what.differing
    install(what)
    catalogue = Catalogue.load(folder)
    assert (catalogue.movements["low-lunge"].name == "My lunge") is instead
    assert ("low-lunge-2" in catalogue.movements) is not instead


@pytest.mark.parametrize("instead", [False, True])
def test_a_failure_on_the_way_leaves_everything_as_it_was(
    sent: Path, folder: UserFolder, monkeypatch: pytest.MonkeyPatch, instead: bool
) -> None:
    filled(folder.root, {"movements/my-roll.yaml": b"name: Mine\nsteps: [Roll.]\n"})
    (folder.sessions).mkdir()
    before = tree(folder.root)
    what = planned(sent, folder, instead=instead)
    real, moves = Path.replace, 0

    def failing(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += self.suffix == ".part"
        if self.suffix == ".part" and moves == 3:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(MachineFault, match="disk is full"):
        install(what)
    assert tree(folder.root) == before


def test_a_copy_that_fails_half_way_costs_nothing(
    sent: Path, folder: UserFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(folder.root, {"movements/my-roll.yaml": b"name: Mine\nsteps: [Roll.]\n"})
    before = tree(folder.root)
    what = planned(sent, folder, instead=True)

    def half(_source: Path, target: Path) -> None:
        target.write_bytes(b"na")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", half)
    with pytest.raises(MachineFault, match="disk is full"):
        install(what)
    assert tree(folder.root) == before


@pytest.mark.parametrize("alone", [False, True])
def test_a_file_where_the_folder_should_be_is_a_sentence(
    sent: Path, folder: UserFolder, tmp_path: Path, alone: bool
) -> None:
    folder.root.mkdir()
    folder.movements.write_text("mine")
    bare = tmp_path / "my-rest.yaml"
    bare.write_text(REST)
    what = planned(bare if alone else sent, folder)
    with pytest.raises(MachineFault, match="a file where a folder should be"):
        install(what)
    assert files_of(folder.root) == {"movements": b"mine"}


@pytest.mark.parametrize(
    "what", ["pathlib.Path.is_file", "hipflex_gui.package_reading.TemporaryDirectory"]
)
def test_a_disk_that_cannot_be_read_is_a_sentence(
    sent: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    movements = Catalogue.load(None).movements
    monkeypatch.setattr(what, refused)
    with pytest.raises(MachineFault, match=r"hips\.hipflex"):
        read(sent, movements)


def test_what_is_there_and_cannot_be_read_is_a_sentence(
    sent: Path, folder: UserFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(folder.root, {"movements/roll.png": png()})
    catalogue = Catalogue.load(folder)
    parcel = read(sent, catalogue.movements)
    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(MachineFault):
        plan(parcel, catalogue, folder, replace=False)


# -- bare files


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("Meine Übung.yaml", "name: Übung\nsteps: [figure-four-chair]\n", "sessions/meine-ubung"),
        ("a.yml", "movement: my-nod\nname: Nod\nsteps: [Nod.]\n", "movements/my-nod"),
        ("b.yaml", REST, "movements/b"),
        ("c.yaml", "session: abc\nname: x\nsteps: [figure-four-chair]\n", "sessions/abc"),
    ],
)
def test_a_bare_file_is_installed_where_its_kind_belongs(
    tmp_path: Path, folder: UserFolder, name: str, text: str, place: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    install(planned(path, folder))
    assert files_of(folder.root) == {f"{place}.yaml": text.encode()}


def test_a_bare_file_may_need_what_is_there_already(tmp_path: Path, folder: UserFolder) -> None:
    filled(folder.root, {"movements/my-nod.yaml": b"name: Nod\nsteps: [Nod.]\n"})
    path = tmp_path / "mine.yaml"
    path.write_text("name: Mine\nsteps: [my-nod]\n")
    assert planned(path, folder).first("sessions") == "mine"


def test_mistakes_are_told_and_nothing_is_installed(tmp_path: Path, folder: UserFolder) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("session: mine\nname: Mine\nsteps: [no-such]\n")
    parcel = looked_into(path, folder)
    assert not parcel.sound
    assert [problem.text for problem in parcel.problems] == ["no movement is called 'no-such'"]
    with pytest.raises(UserFault, match=r"mine\.yaml has mistakes"):
        plan(parcel, Catalogue.load(folder), folder, replace=False)


def test_two_movements_of_one_id_are_a_mistake(tmp_path: Path, folder: UserFolder) -> None:
    files = {"movements/a.yaml": NOD.encode(), "movements/b.yaml": NOD.encode(), **SENT}
    parcel = looked_into(zipped(tmp_path / "x.hipflex", files), folder)
    said = [problem.text for problem in parcel.problems]
    assert said.count("another file has the id my-nod already") == 2


def test_files_are_named_by_what_is_in_them(tmp_path: Path, folder: UserFolder) -> None:
    files = {"sessions/anything.yaml": b"session: mine\nname: Mine\nsteps: [figure-four-chair]\n"}
    install(planned(zipped(tmp_path / "x.hipflex", files), folder))
    assert list(files_of(folder.root)) == ["sessions/mine.yaml"]


# -- in general


def alike(movement: Movement) -> tuple[Movement, bytes]:
    """Return a movement with its picture's bytes in place of where the picture is."""
    picture = movement.picture
    return replace(movement, picture=None), Path(picture.path).read_bytes() if picture else b""


def does(session: Session) -> list[tuple[str, object]]:
    return [(one.movement, one.dose) for one in session.steps if isinstance(one, Do)]


NAMES = st.text("abc äß: #'\"{}-—漢", min_size=1, max_size=12).filter(lambda text: text.strip())


@st.composite
def folders(draw: st.DrawFn) -> dict[str, bytes]:
    """Return a session and movements that name each other in any way, some with pictures."""
    ids = [f"mine-{n}" for n in range(draw(st.integers(1, 5)))]
    some = st.lists(st.sampled_from(ids), max_size=2)
    files: dict[str, bytes] = {}

    def quoted(name: str) -> str:
        return "'" + " ".join(name.split()).replace("'", "''") + "'"

    for one in ids:
        lines = [f"name: {quoted(draw(NAMES))}", "steps: [Sit.]", f"easier: {draw(some)}"]
        lines += [f"harder: [{{movement: {one}}}]"] * draw(st.integers(0, 1))
        if base := draw(some):
            lines.append(f"base: {base[0]}  # a comment")
        if draw(st.booleans()):
            lines.append(f"picture: {one}.png")
            files[f"movements/{one}.png"] = png(draw(st.integers(0, 255)))
        if draw(st.booleans()):
            lines.append(
                f"variants: [{{movement: {one}-b, name: B, instead: {{floor: {ids[0]}}}}}]"
            )
        end = draw(st.sampled_from(["\n", "\r\n"]))
        files[f"movements/{one}.yaml"] = end.join([*lines, ""]).encode()
    names = draw(st.lists(st.sampled_from([*ids, "low-lunge"]), min_size=1, max_size=4))
    steps = "\n".join(f"  - {{do: {one}, for: 20s}}" for one in names)
    files["sessions/mine.yaml"] = f"name: {quoted(draw(NAMES))}\nsteps:\n{steps}\n".encode()
    return files


@settings(max_examples=12)
@given(files=folders())
def test_sharing_and_installing_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    root = tmp_path_factory.mktemp("share")
    sender, folder = filled(root / "sender", files), UserFolder(root / "data")
    path = shared(sender, "mine", root / "x.hipflex")
    install(planned(path, folder))
    before, after = Catalogue.load(sender), Catalogue.load(folder)
    assert after.problems == ()
    assert after.sessions["mine"].session == before.sessions["mine"].session
    assert {one: alike(after.movements[one]) for one in after.own_movements} == {
        one: alike(before.movements[one]) for one in after.own_movements
    }
    assert files_of(folder.root).items() <= files.items()
    assert not planned(path, folder).writes


@settings(max_examples=12)
@given(files=folders(), data=st.data())
def test_beside_what_differs_it_is_the_same_under_other_names(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("share")
    sender, folder = filled(root / "sender", files), UserFolder(root / "data")
    path = shared(sender, "mine", root / "x.hipflex")
    there = {name: raw for name, raw in files.items() if data.draw(st.booleans())}
    changed = {
        name: png(3, 5) if name.endswith("png") else b"name: Mine\nsteps: [Wait.]\n"
        for name in there
        if name.startswith("movements/") and data.draw(st.booleans())
    }
    filled(folder.root, {**there, **changed})
    before = files_of(folder.root)
    what = planned(path, folder)
    install(what)
    after = files_of(folder.root)
    assert {name: after[name] for name in before} == before
    catalogue = Catalogue.load(folder)
    was = Catalogue.load(sender)
    session = catalogue.sessions[what.first("sessions")].session
    original = was.sessions["mine"].session
    assert session
    assert original
    for (new, dose), (old, same) in zip(does(session), does(original), strict=True):
        assert dose == same
        now, then = alike(catalogue.movements[new]), alike(was.movements[old])
        assert (now[0].steps, now[1]) == (then[0].steps, then[1])
        assert now[0].name.startswith(then[0].name)
