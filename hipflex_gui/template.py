"""Files to begin with: one with comments that teach, an empty one, a copy of what there is."""

import re
from itertools import count
from pathlib import Path

from hipflex_gui.catalogue import Entry
from hipflex_gui.drafts import content_of
from hipflex_gui.editing import set_value
from hipflex_gui.errors import UserFault, from_os, gone, not_writable
from hipflex_gui.files import free_name
from hipflex_gui.i18n import _
from hipflex_gui.paths import UserFolder
from hipflex_gui.readers import LONGEST_NAME, id_from
from hipflex_gui.yamltext import scalar

SCHEMA = "session.schema.json"

_TEXT = """\
# yaml-language-server: $schema={schema}
# A session of your own. Lines that begin with # are comments.
# Check it with: hipflex check FILE      Play it with: hipflex start {id}
session: {id}
name: {name}
summary: A few quiet minutes.
level: easy                      # easy, medium or hard
# place: chair                   # chair, standing, floor or gym
# tags: [desk]                   # words to find it by
# pace:                          # only for this session; else your settings
#   breath: {{in: 4s, out: 6s}}
#   switch: 8s
steps:
  - figure-four-chair            # a movement as it stands in the library
  - do: standing-quad-stretch    # the same, with a dose of your own
    for: 15-30s                  # or 30s, 8 breaths, 10 reps, 30s+, until done
    sides: each                  # one side after the other
  - rest: 10s
  - name: Shoulder roll          # a movement of your own
    steps: [Sit tall., Roll both shoulders back slowly.]
    for: 6 reps
    phases: {{up: 1s, back: 2s}}
"""


_EMPTY = """\
# yaml-language-server: $schema={schema}
session: {id}
name: {name}
steps:
"""


def session_id(name: str, folder: UserFolder) -> str:
    """Return the id, and so the file's name, that a session of that name gets.

    A name without a letter that can stand in an id, as in many scripts, has the first of session,
    session-2, ... of which there is no file.

    Raises:
        UserFault: there is no letter and no digit in the name.
        OSError: the folder cannot be looked into.
    """
    if not any(char.isalnum() for char in name):
        raise UserFault(_("The name needs at least one letter or digit."))
    numbered = ("session" if n == 1 else f"session-{n}" for n in count(1))
    return id_from(name) or next(
        found for found in numbered if not (folder.sessions / f"{found}.yaml").exists()
    )


def template(name: str, folder: UserFolder, schemas: Path) -> Path:
    """Write a new session file that plays as it is, and return where it is.

    An existing file is never overwritten.

    Args:
        name: what people will see; the file's name follows from it.
        folder: whose ``sessions`` it goes to.
        schemas: where the JSON Schema lies, for editors.

    Raises:
        UserFault: the name has no letter and no digit, or there is such a file.
        MachineFault: it could not be written.
    """
    return _begin(_TEXT, name, folder, schemas)


def empty(name: str, folder: UserFolder, schemas: Path) -> Path:
    """Write a new session file without steps and return where it is; see ``template``."""
    return _begin(_EMPTY, name, folder, schemas)


def copy_of(entry: Entry, folder: UserFolder, schemas: Path) -> Path:
    """Write a copy of a session to the user's folder, to be changed, and return where it is.

    Args:
        entry: the session.
        folder: whose ``sessions`` the copy goes to.
        schemas: where the JSON Schema lies, for editors.

    Raises:
        UserFault: it is no text, or has lines that are no YAML.
        MachineFault: it cannot be read, or the copy cannot be written.
    """
    content = content_of(entry.file)
    if content is None:
        raise gone(entry.file.name)
    try:
        path = free_name(folder.sessions / f"{id_from(f'my-{entry.id}')}.yaml")
    except OSError as error:
        raise from_os(error, str(folder.sessions)) from error
    schema = (schemas / SCHEMA).as_uri()  # where the first one led to is not beside the copy
    text = re.sub(r"(?m)^(# yaml-language-server: \$schema=)\S+", rf"\g<1>{schema}", content.text)
    text = set_value(text, (), "session", path.stem)
    name = _("My {name}").format(name=entry.name)[:LONGEST_NAME]
    _write(path, set_value(text, (), "name", name))
    return path


def _begin(text: str, name: str, folder: UserFolder, schemas: Path) -> Path:
    name = " ".join("".join(c for c in name if c.isprintable() or c.isspace()).split())
    name = name[:LONGEST_NAME]
    try:
        found = session_id(name, folder)
    except OSError as error:
        raise from_os(error, str(folder.sessions)) from error
    path = folder.sessions / f"{found}.yaml"
    schema = (schemas / SCHEMA).as_uri()
    _write(path, text.format(schema=schema, id=found, name=scalar(name)))
    return path


def _write(path: Path, text: str) -> None:
    """Write a file that is not there yet."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_writable(str(path.parent)) from error
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            try:
                file.write(text)
                file.flush()
            except OSError:
                path.unlink()  # half a file would stand in the way of the next try
                raise
    except FileExistsError:
        raise UserFault(_("There is a session file {path} already.").format(path=path)) from None
    except OSError as error:
        raise from_os(error, str(path)) from error
