"""What comes before and after a session, over the full window: its questions and its result."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget

from hipflex_gui.errors import MachineFault
from hipflex_gui.events import Finished
from hipflex_gui.log import Logged, RunRecord, RunStatus
from hipflex_gui.run import Run
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import EndPage

EndPageKind = TypeVar("EndPageKind", bound=EndPage)


class Around(QObject):
    """The pages around a session, each made when it is first wanted.

    Signals:
        left: the person is done with the last of them.
        back: the person would rather not begin.
        go: show the desk page with this key.
    """

    left = Signal()
    back = Signal()
    go = Signal(str)

    def __init__(self, look: Look, model: Model, outer: QStackedWidget) -> None:
        super().__init__(outer)
        self.look, self.model, self._outer = look, model, outer
        self._pages: dict[type[EndPage], EndPage] = {}
        self._then: Callable[[int | None], None] = lambda _rating: None
        self._go_on: Callable[[], None] | None = None
        self._offered: Logged | None = None

    # -- before

    def ask(self, name: str, then: Callable[[int | None], None]) -> None:
        """Ask how tight it feels, then call ``then`` with the number or None."""
        from hipflex_gui.ui.pages.before import BeforePage

        page, new = self._page(BeforePage, self.back)
        self._then = then
        if new:
            page.answered.connect(lambda rating: self._then(rating))
            page.never.connect(self._never)
        page.ask(name)
        self._show(page)

    def _never(self) -> None:
        self.model.change(ask_tightness=False)
        self._then(None)

    def offer(self, logged: Logged, go_on: Callable[[], None] | None) -> None:
        """Ask what is to become of an interrupted run; ``go_on`` plays the rest, where it can."""
        from hipflex_gui.ui.pages.goon import GoOnPage

        page, new = self._page(GoOnPage)
        self._offered, self._go_on = logged, go_on
        if new:
            page.go_on.connect(lambda: self._go_on and self._go_on())
            page.keep.connect(self._keep)
            page.discard.connect(self._discard)
        page.offer(logged, can_go_on=go_on is not None)
        self._show(page)

    def _keep(self) -> None:
        self.left.emit()
        if self._offered:
            self.model.keep(self._offered)

    def _discard(self) -> None:
        self.left.emit()
        if self._offered:
            self.model.delete(self._offered.run)

    # -- after

    def show_result(self, run: Run, event: Finished) -> bool:
        """Show what was done, and tell whether there is anything to show."""
        from hipflex_gui.ui.pages.finish import FinishPage
        from hipflex_gui.ui.pages.hurt import HurtPage

        record = self._record(run)
        if record is None or (not event.active_s and event.status is not RunStatus.DISCOMFORT):
            return False
        if event.status is RunStatus.DISCOMFORT:
            item = run.engine.timeline.items[run.engine.view().phase.item]
            hurt, _new = self._page(HurtPage)
            hurt.show_for(item.movement, record)
            self._show(hurt)
        else:
            finish, _new = self._page(FinishPage)
            finish.show_result(record, run.steps)
            self._show(finish)
        return True

    def _record(self, run: Run) -> RunRecord | None:
        """Return the run as the log has it, or as it was played if the log is behind."""
        if run.record is None:
            return None
        try:
            kept = self.model.store.run(run.record.id)
        except MachineFault:
            kept = None
        if kept is None or kept.status is RunStatus.RUNNING:
            played = run.as_played()
            return played and replace(played, ended_at=self.model.clock.now())
        return kept

    def _page(
        self, kind: type[EndPageKind], closed: SignalInstance | None = None
    ) -> tuple[EndPageKind, bool]:
        """Return the page of a kind, and if it is new; ``closed`` or ``left`` hears of its end."""
        page = self._pages.get(kind)
        if isinstance(page, kind):
            return page, False
        page = self._pages[kind] = kind(self.look, self.model)
        page.closed.connect(closed or self.left)
        page.go.connect(self.go)
        self._outer.addWidget(page)
        return page, True

    def _show(self, page: EndPage) -> None:
        self._outer.setCurrentWidget(page)
        page.settle()
        page.setFocus()
