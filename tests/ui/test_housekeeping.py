"""What is done beside the window: the day's backup and the shared folder, in a real thread."""

import threading
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.errors import Busy, MachineFault
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from hipflex_gui.ui.background import Job, Progress
from hipflex_gui.ui.housekeeping import Housekeeping
from hipflex_gui.ui.model import Model
from tests.histories import history
from tests.support import ManualClock
from tests.ui import desk


def lasting(folder: Path, runs: int, seed: int) -> Model:
    user = UserFolder(folder)
    folder.mkdir()
    store = Store(user.database)
    store.merge(history(runs, 3, seed=seed))
    return Model(ManualClock(), store, user, Catalogue.load(user), desk.SEEN)


def keep(qtbot: QtBot, model: Model) -> tuple[str, list[str]]:
    """Do it once, and return what came of sharing."""
    house = Housekeeping(model, model)
    with qtbot.waitSignal(house.shared, timeout=20_000) as heard:
        house.run()
    assert heard.args
    return heard.args[0], heard.args[1]


def test_two_computers_come_to_the_same_history(qtbot: QtBot, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    models = [lasting(tmp_path / name, 5, seed) for seed, name in enumerate(("one", "two"))]
    for model in models:
        model.change(sync_folder=str(shared))
    said = [keep(qtbot, model) for model in (*models, models[0])]
    assert [problems for _sentence, problems in said] == [[], [], []]
    logs = [list(model.store.versions()) for model in models]
    assert logs[0] == logs[1]
    assert len(logs[0]) == 10
    assert len(list(shared.glob("hipflex-*.jsonl"))) == 2
    today = date(2026, 3, 2)
    assert all((tmp_path / name / "backups" / f"hipflex-{today}.zip").exists() for name in ("one",))
    for model in models:
        model.store.close()


def test_a_folder_that_is_gone_is_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    model = lasting(tmp_path / "data", 2, 1)
    model.change(sync_folder=str(tmp_path / "gone"))
    noticed: list[str] = []
    model.noticed.connect(noticed.append)
    house = Housekeeping(model, model)
    told: list[list[str]] = []
    house.shared.connect(lambda _sentence, problems: told.append(problems))
    with qtbot.waitSignal(model.noticed, timeout=20_000):
        house.run()
    house.run()
    house.run()  # asked while it is being done: once more afterwards
    qtbot.waitUntil(lambda: house._job is None, timeout=20_000)
    assert len(noticed) == 1
    assert "is not there" in noticed[0]
    assert told == [noticed] * 3  # the page of settings says it whenever it was asked for
    model.store.close()


def test_a_log_in_memory_is_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    model = desk.make_plain_model(tmp_path, desk.SEEN)
    house = Housekeeping(model, model)
    with qtbot.waitSignal(house.shared) as told:
        house.run()
    assert told.args == ["", ["For now your history is only in memory, so it is not shared."]]
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize("fault", [MachineFault("The disk is full."), Busy("Not now.")])
def test_a_job_tells_of_its_fault(qtbot: QtBot, fault: MachineFault) -> None:
    def work(_progress: object) -> None:
        raise fault

    job = Job(work)
    with qtbot.waitSignal(job.failed, timeout=20_000) as heard:
        job.start()
    assert heard.args == [fault.text]


def test_a_job_tells_how_far_it_is_and_what_came_of_it(qtbot: QtBot) -> None:
    steps: list[tuple[int, int]] = []

    def work(progress: Progress) -> str:
        for n in range(3):
            progress(n, 3)
        return "done"

    job = Job(work)
    job.progressed.connect(lambda done, total: steps.append((done, total)))
    with qtbot.waitSignal(job.done, timeout=20_000) as heard:
        job.start()
    assert heard.args == ["done"]
    assert steps == [(0, 3), (1, 3), (2, 3)]


def test_nobody_is_left_to_be_told() -> None:
    gate = threading.Event()

    def work(progress: Progress) -> None:
        gate.wait(20)
        progress(1, 1)
        told.append("still at work")

    told: list[str] = []
    job = Job(work)
    job.start()
    shiboken6.delete(job)  # as when the window is closed
    gate.set()
    job._thread.join(20)
    assert told == ["still at work"]


def test_a_bug_in_a_job_is_told_and_reported(qtbot: QtBot) -> None:
    job = Job(lambda _progress: 1 // 0)
    with qtbot.captureExceptions() as reported, qtbot.waitSignal(job.failed, timeout=20_000):
        job.start()
        qtbot.waitUntil(lambda: bool(reported), timeout=20_000)
    assert [kind for kind, _error, _trace in reported] == [ZeroDivisionError]
