"""The screen is kept on by the desktop's own service; without one nothing happens or fails.

The service here is a real one on a private D-Bus, in a second process.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipflex_gui.ui.awake import Awake

SERVICE = """
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection

@ClassInfo({"D-Bus Interface": "org.freedesktop.ScreenSaver"})
class Saver(QObject):
    asked = False

    @Slot(str, str, result="uint")
    def Inhibit(self, app, why):
        self.asked = True
        print("inhibit", app, flush=True)
        return 7

    @Slot(str, str, str)
    def changed(self, name, old, new):
        if self.asked and not new:
            print("gone", flush=True)
            app.quit()

app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
saver = Saver()
bus.interface().serviceOwnerChanged.connect(saver.changed)
bus.registerObject(
    "/org/freedesktop/ScreenSaver", saver, QDBusConnection.RegisterOption.ExportAllSlots
)
print("ready", bus.registerService("org.freedesktop.ScreenSaver"), flush=True)
QTimer.singleShot(20000, app.quit)
app.exec()
"""
CLIENT = """
import sys
from PySide6.QtCore import QCoreApplication
from hipflex_gui.ui.awake import Awake
app = QCoreApplication([])
awake = Awake()
awake.hold()
awake.hold()
sys.stdin.readline()
awake.release()
sys.stdin.readline()
"""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("no dbus-daemon on this machine")
    address = f"unix:path={tmp_path / 'bus'}"
    process = subprocess.Popen(
        [daemon, "--session", "--nofork", f"--address={address}", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    process.stdout.readline()  # it listens once it has said where
    yield {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}
    process.terminate()
    process.wait(10)
    process.stdout.close()


def test_the_service_is_asked_and_let_go(bus: dict[str, str]) -> None:
    python = [sys.executable, "-c"]
    with subprocess.Popen(
        [*python, SERVICE], env=bus, stdout=subprocess.PIPE, text=True
    ) as service:
        assert service.stdout
        try:
            assert service.stdout.readline() == "ready True\n"
            with subprocess.Popen(
                [*python, CLIENT], env=bus, stdin=subprocess.PIPE, text=True
            ) as client:
                assert client.stdin
                try:
                    assert service.stdout.readline() == "inhibit Hipflex\n"
                    client.stdin.write("release\n")
                    client.stdin.flush()
                    assert service.stdout.readline() == "gone\n"
                    assert client.poll() is None  # it let go; it did not just end
                finally:
                    client.kill()
        finally:
            service.kill()


def test_without_a_service_it_only_remembers(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    awake = Awake()
    awake.hold()
    assert awake.held
    awake.release()
    awake.release()
    assert not awake.held
