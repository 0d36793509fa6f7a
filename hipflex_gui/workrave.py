"""Workrave's exercises.xml: titles, descriptions and pictures in sequences, in many languages."""

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hipflex_gui.bringing_text import (
    MOST_MOVEMENTS,
    Brought,
    Told,
    asks_for_other_side,
    clean,
    decoded,
    id_for,
    instruction_lines,
    movement_text,
    session_text,
)
from hipflex_gui.doses import LONGEST_S, Amount, Dose, Unit
from hipflex_gui.errors import UserFault
from hipflex_gui.i18n import _, ngettext

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ENGLISH = "en"  # what has no language of its own is in English
# The file does not say what an exercise is for, but these words of its English title do.
_AREAS = {
    "shoulder": "shoulders",
    "shoulders": "shoulders",
    "arm": "arms",
    "neck": "neck",
    "head": "neck",
    "finger": "hands",
    "fingers": "hands",
    "wrist": "hands",
    "eyes": "eyes",
}
_DEEPEST = 10
_KNOWN = {"title", "description", "sequence"}


class _Shallow(ElementTree.TreeBuilder):
    """Builds a tree, unless it nests deeper than Workrave's, which would only cost memory."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Go one deeper."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise UserFault(_("This is not the exercises.xml of Workrave."))
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """Come up again."""
        self.depth -= 1
        return super().end(tag)


def exercises(data: bytes, language: str = _ENGLISH) -> Brought:
    """Return the exercises of a file, a movement each, and a session that does them all.

    Args:
        data: the file.
        language: its code, such as ``de`` or ``pt_BR``; what is not in it is taken in English.

    Raises:
        UserFault: it is no such file, not a harmless one, or has nothing in the language.
    """
    told = Told()
    wanted = _code(language) or _ENGLISH
    found = [one for one in _root(data) if one.tag == "exercise"]
    if not found:
        raise UserFault(_("There are no exercises in this file."))
    others = _languages(found) - {wanted, ""}
    if wanted != _ENGLISH and not any(_said(one, "title", wanted) for one in found):
        said = _("There is no text in the language '{language}' in this file. There are: {codes}.")
        raise UserFault(said.format(language=wanted, codes=", ".join(sorted(others))[:500]))
    if len(found) > MOST_MOVEMENTS:
        said = _("Only the first {n} exercises were taken.")
        told.add(said.format(n=MOST_MOVEMENTS))
    prefix = "workrave" if wanted == _ENGLISH else id_for("workrave", wanted, ())
    movements: dict[str, str] = {}
    for number, exercise in enumerate(found[:MOST_MOVEMENTS], 1):
        if made := _movement(exercise, number, wanted, told):
            name, text = made
            movements[id_for(prefix, name, movements)] = text
    if not movements:
        raise UserFault(_("There are no exercises in this file."))
    _tell_of_all(found, others, told)
    files = tuple((f"{id_}.yaml", text) for id_, text in movements.items())
    summary = _("What Workrave shows in a rest break.")
    session = session_text(_("Workrave exercises"), summary, files, told)
    return Brought(((f"{prefix}.yaml", session),), files, told.lines())


def _root(data: bytes) -> Element:
    """Return the root of the document.

    Raises:
        UserFault: it is no such document, or declares something of its own. Entities can make a
            small file huge, or name other files; without a DOCTYPE there are none.
    """
    text = decoded(data)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        said = _("This file declares things of its own (DOCTYPE), which Workrave's does not.")
        raise UserFault(said)
    try:
        root = ElementTree.fromstring(text, ElementTree.XMLParser(target=_Shallow()))
    except ElementTree.ParseError as error:
        line, column = error.position
        said = _("This file is not whole: line {line}, column {column}.")
        raise UserFault(said.format(line=line, column=column + 1)) from None
    except ValueError:
        raise UserFault(_("This file is not text in UTF-8, so it cannot be read.")) from None
    if root.tag != "exercises":
        raise UserFault(_("This is not the exercises.xml of Workrave."))
    return root


def _movement(exercise: Element, number: int, language: str, told: Told) -> tuple[str, str] | None:
    """Return an exercise's English title and its file; None if it says nothing."""
    english, title = _said(exercise, "title", _ENGLISH), _said(exercise, "title", language)
    plain, about = (_said(exercise, "description", one) for one in (_ENGLISH, language))
    name = title or english or _("Exercise {n}").format(n=number)
    if not (title or english or about or plain):
        told.add(_("there is nothing in it, so it was left out"), name)
        return None
    if not title or not about:
        said = _("not all of it is in the language '{language}', so English was taken")
        told.add(said.format(language=language), name)
    for strange in sorted({one.tag for one in exercise} - _KNOWN):
        told.add(_("<{tag}> means nothing here").format(tag=clean(strange)), name)
    images = [one for part in exercise.findall("sequence") for one in part.findall("image")]
    mirrored = any(one.get("mirrorx") == "yes" for one in images)
    seconds = _seconds(exercise, name, told)
    each = mirrored and asks_for_other_side(plain)
    if each:
        seconds = max(1.0, seconds / 2)
        told.add(_("it says to change sides, so each side has half of its time"), name)
    elif mirrored:
        said = _("it leads through both sides itself, so its time is for both together")
        told.add(said, name)
    words = re.findall(r"\w+", english.casefold())
    areas = list(dict.fromkeys(_AREAS[word] for word in words if word in _AREAS))
    if not areas:
        told.add(_("it does not say what part of the body it is for"), name)
    values: dict[str, str | Sequence[str]] = {
        "name": name,
        "kind": "stretch" if "stretch" in words else "mobility",
        "targets": areas,
        "sides": "each" if each else "",
        "dose": str(Dose(Amount(seconds, seconds), Unit.SECONDS)),
        "steps": instruction_lines(about or plain),
        "cue": _("Now the other side.") if each else "",
        "notes": _("From an exercises.xml of Workrave."),
    }
    return english or name, movement_text(values, told)


def _said(exercise: Element, tag: str, language: str) -> str:
    """Return a text in a language, or in the one it belongs to (pt for pt_BR); else nothing."""
    texts: dict[str, str] = {}
    for one in exercise.findall(tag):
        texts.setdefault(_code(one.get(_LANGUAGE, _ENGLISH)), clean("".join(one.itertext())))
    return texts.get(language) or texts.get(re.split("[_@]", language)[0], "")


def _code(language: str) -> str:
    """Return a language's code in one spelling."""
    return re.sub(r"[^a-z0-9_@]", "", language.strip().replace("-", "_").casefold())[:12]


def _seconds(exercise: Element, name: str, told: Told) -> float:
    sequences = exercise.findall("sequence")
    if len(sequences) > 1:
        told.add(_("only the first of its sequences was taken"), name)
    text = sequences[0].get("duration", "") if sequences else ""
    if re.fullmatch(r"[0-9]{1,6}", text) and 0 < int(text) <= LONGEST_S:
        return float(text)
    told.add(_("it has no length that can be used; it got 30 s"), name)
    return 30.0


def _languages(found: Iterable[Element]) -> set[str]:
    return {_code(one.get(_LANGUAGE, _ENGLISH)) for part in found for one in part.findall("title")}


def _tell_of_all(found: Sequence[Element], others: set[str], told: Told) -> None:
    images = sum(len(part.findall("image")) for one in found for part in one.findall("sequence"))
    if images:
        said = ngettext(
            "{n} picture was left behind, and when it is shown.",
            "{n} pictures were left behind, and when each is shown.",
            images,
        )
        told.add(said.format(n=images))
    if others:
        said = ngettext(
            "Its texts in {n} other language were left behind: {codes}.",
            "Its texts in {n} other languages were left behind: {codes}.",
            len(others),
        )
        told.add(said.format(n=len(others), codes=", ".join(sorted(others)[:60])))
