"""What ``hipflex new`` begins: a file that plays as it is, and never at the cost of another."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from hipflex_gui.catalogue import Catalogue, read_session
from hipflex_gui.errors import MachineFault, UserFault
from hipflex_gui.paths import UserFolder, assets
from hipflex_gui.template import copy_of, empty, template

SCHEMAS = assets() / "schema"


@pytest.mark.parametrize(
    ("name", "file", "kept"),
    [
        ("Desk reset", "desk-reset", "Desk reset"),
        ("  Über  den\tTag ", "uber-den-tag", "Über den Tag"),
        ('A "quoted" \\ name: {x} #1', "a-quoted-name-x-1", 'A "quoted" \\ name: {x} #1'),
        ("Über häßliche Sitzung", "uber-hassliche-sitzung", "Über häßliche Sitzung"),
        ("東京", "session", "東京"),
        ("no", "no", "no"),
        ("a\x1b[31m\u202eb", "a-31mb", "a[31mb"),
        ("a\udcff", "a", "a"),
        ("x" * 300, "x" * 64, "x" * 80),
        ("../../etc/passwd", "etc-passwd", "../../etc/passwd"),
    ],
)
def test_it_begins_a_session_without_a_problem(
    name: str, file: str, kept: str, tmp_path: Path
) -> None:
    folder = UserFolder(tmp_path / "data")
    path = template(name, folder, SCHEMAS)
    assert path == folder.sessions / f"{file}.yaml"
    movements = Catalogue.load(None).movements
    session, report = read_session(path, movements)
    assert not report.problems
    assert session
    assert (session.id, session.name) == (file, kept)
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.endswith("session.schema.json")
    assert (SCHEMAS / "session.schema.json").as_uri() in first


def test_the_lines_in_comments_work_when_they_are_used(tmp_path: Path) -> None:
    path = template("x", UserFolder(tmp_path), SCHEMAS)
    text = path.read_text(encoding="utf-8")
    for key in ("place", "tags", "pace", "  breath", "  switch"):
        assert f"\n# {key}:" in text
        text = text.replace(f"\n# {key}:", f"\n{key}:")
    path.write_text(text, encoding="utf-8")
    session, report = read_session(path, Catalogue.load(None).movements)
    assert not report.problems
    assert session
    assert session.pace.breath_out == 6


@pytest.mark.parametrize("name", ["", "  ", "!?"])
def test_a_name_that_makes_no_id_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="at least one letter or digit"):
        template(name, UserFolder(tmp_path), SCHEMAS)
    assert list(tmp_path.iterdir()) == []


def test_names_in_other_scripts_are_numbered(tmp_path: Path) -> None:
    folder = UserFolder(tmp_path)
    assert [template(name, folder, SCHEMAS).stem for name in ("東京", "股関節", "東京")] == [
        "session",
        "session-2",
        "session-3",
    ]
    movements = Catalogue.load(None).movements
    session, _report = read_session(folder.sessions / "session-2.yaml", movements)
    assert session
    assert (session.id, session.name) == ("session-2", "股関節")


def test_a_folder_that_cannot_be_looked_into_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(MachineFault, match="cannot be written"):
        template("東京", UserFolder(tmp_path), SCHEMAS)


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    folder = UserFolder(tmp_path)
    path = template("Desk", folder, SCHEMAS)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(UserFault, match="already"):
        template("desk!", folder, SCHEMAS)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MachineFault, match="cannot be written"):
        template("x", UserFolder(tmp_path / "file"), SCHEMAS)
    (tmp_path / "sessions").touch()
    with pytest.raises(MachineFault, match="cannot be written"):
        template("x", UserFolder(tmp_path), SCHEMAS)


def test_a_folder_that_may_not_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")  # an administrator may write everywhere

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(MachineFault, match=r"x\.yaml cannot be written"):
        template("x", UserFolder(tmp_path), SCHEMAS)


@pytest.mark.skipif(sys.platform == "win32", reason="limits on a file's size are POSIX's")
def test_no_half_file_is_left_on_a_full_disk(tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(MachineFault, match="full"):
            template("x", UserFolder(tmp_path), SCHEMAS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list((tmp_path / "sessions").iterdir()) == []
    assert template("x", UserFolder(tmp_path), SCHEMAS).exists()


def test_a_copy_has_its_own_id_and_name_and_leads_editors_to_the_schema(tmp_path: Path) -> None:
    folder, schemas = UserFolder(tmp_path), tmp_path / "schema"
    entry = Catalogue.load(None).sessions["chair-5"]
    path = copy_of(entry, folder, schemas)
    assert path == folder.sessions / "my-chair-5.yaml"
    lines = path.read_text("utf-8").splitlines()
    assert "session: my-chair-5" in lines
    assert "name: My Chair hip reset" in lines
    modelines = [line for line in lines if "$schema=" in line]
    assert all((schemas / "session.schema.json").as_uri() in line for line in modelines)
    before = entry.file.read_text("utf-8").splitlines()
    assert len(lines) == len(before)
    assert sum(old != new for old, new in zip(before, lines, strict=True)) <= 3
    assert copy_of(entry, folder, schemas).name == "my-chair-5-2.yaml"


def test_a_copy_of_what_is_gone_or_to_where_nobody_may_look_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = UserFolder(tmp_path)
    entry = Catalogue.load(None).sessions["chair-5"]
    with pytest.raises(MachineFault, match="not there any more"):
        copy_of(replace(entry, file=tmp_path / "gone.yaml"), folder, SCHEMAS)

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(MachineFault, match="cannot be written"):
        copy_of(entry, folder, SCHEMAS)


def test_an_empty_session_waits_for_its_steps(tmp_path: Path) -> None:
    path = empty("Evening: hips", UserFolder(tmp_path), tmp_path)
    assert path.read_text("utf-8").splitlines()[1:] == [
        "session: evening-hips",
        'name: "Evening: hips"',
        "steps:",
    ]
