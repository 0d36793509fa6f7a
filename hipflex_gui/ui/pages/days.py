"""Days as people name them."""

from collections.abc import Sequence
from datetime import date

from hipflex_gui.i18n import N_, _
from hipflex_gui.streaks import ONE_DAY

WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"),
    N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
SHORT_WEEKDAYS = (
    N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"),
)  # fmt: skip
MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def long_day(day: date, year: int | None = None) -> str:
    """Return a day with its weekday, and with its year unless it is ``year``.

    ``Friday 20 November``; without ``year`` no year is named.
    """
    named = date_text(day, day.year if year is None else year)
    return _("{weekday} {date}").format(weekday=_(WEEKDAYS[day.weekday()]), date=named)


def day_text(day: date, today: date) -> str:
    """Return "Today", "Yesterday" or "Friday 20 November", with the year if it is another one."""
    if day == today:
        return _("Today")
    return _("Yesterday") if day == today - ONE_DAY else long_day(day, today.year)


def last_done(last: date | None, today: date) -> str:
    """Return when a session was last done, in a sentence."""
    if last is None:
        return _("You have not done this one yet.")
    days = (today - last).days
    if days <= 0:
        return _("You did this one today.")
    if days == 1:
        return _("You last did this one yesterday.")
    said = _(WEEKDAYS[last.weekday()]) if days < 7 else date_text(last, today.year)
    return _("You last did this one on {day}.").format(day=said)


def date_text(day: date, year: int | None, months: Sequence[str] = MONTHS) -> str:
    """Return "20 November", with its year unless that is ``year``; ``months`` may be short."""
    pattern = _("{day} {month}") if day.year == year else _("{day} {month} {year}")
    return pattern.format(day=day.day, month=_(months[day.month - 1]), year=day.year)
