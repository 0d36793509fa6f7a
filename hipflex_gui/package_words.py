"""What somebody sent, in words: what it holds, and what becomes of each part of it."""

from hipflex_gui.i18n import _, length_text, ngettext
from hipflex_gui.package import Fate, Plan
from hipflex_gui.package_files import SESSIONS
from hipflex_gui.package_reading import Parcel, Piece


def about(parcel: Parcel) -> str:
    """Return the steps and the length of the session, and how much comes with it; or nothing."""
    parts = []
    if parcel.session:
        steps = ngettext("{n} step", "{n} steps", parcel.steps).format(n=parcel.steps)
        # of minutes of practice the seconds say nothing
        parts += [steps, length_text(round(parcel.seconds / 60) * 60 or parcel.seconds)]
    if number := len(parcel.movements):
        said = ngettext("{n} movement file", "{n} movement files", number)
        parts.append(said.format(n=number))
    if number := len(parcel.pictures):
        parts.append(ngettext("{n} picture", "{n} pictures", number).format(n=number))
    return ", ".join(parts)


def parts_text(parcel: Parcel) -> list[str]:
    """Return what is in it, a line for each part."""
    pieces = [_piece_name(piece) for piece in parcel.pieces]
    return [*pieces, *(_picture_name(name, raw) for name, raw in parcel.pictures.items())]


def fates_text(parcel: Parcel, plan: Plan, *, replace: bool) -> list[tuple[str, str]]:
    """Return what is in it and what becomes of that, a pair of lines for each part."""
    names = parts_text(parcel)
    called = [(fate, piece.id) for fate, piece in plan.pieces]
    called += [plan.pictures[name] for name in parcel.pictures]
    before = [*(piece.id for piece in parcel.pieces), *parcel.pictures]
    return [
        (name, _fate_text(fate, new, moved=new != old, replace=replace))
        for name, (fate, new), old in zip(names, called, before, strict=True)
    ]


def _piece_name(piece: Piece) -> str:
    said = _("Session {name}") if piece.place == SESSIONS else _("Movement {name}")
    return said.format(name=piece.name)


def _picture_name(name: str, raw: bytes) -> str:
    return _("Picture {name}, {size} KB").format(name=name, size=-(-len(raw) // 1024))


def _fate_text(fate: Fate, new: str, *, moved: bool, replace: bool) -> str:
    if fate is Fate.NEW:
        return _("new")
    if fate is Fate.THERE:
        said = _("there already, as {name}") if moved else _("there already, and the same")
        return said.format(name=new)
    if moved or not replace:
        return _("another one is there already, so this becomes {name}").format(name=new)
    return _("takes the place of the one there, which is kept")
