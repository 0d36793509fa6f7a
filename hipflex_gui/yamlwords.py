"""What the YAML parser complains of, in words for those who write the files."""

from hipflex_gui.i18n import N_, _

# What the parser says, in its own words, and what its reader should be told.
_PLAINER = (
    (
        "mapping values are not allowed",
        N_("a colon followed by a space starts a new key here"),
        N_("put a text that holds a colon in quotes"),
    ),
    (
        "unknown escape",
        N_("a backslash in double quotes begins a code, and this is none"),
        N_("write the text in single quotes"),
    ),
    (
        "Unicode character escape",
        N_("this code in double quotes is no character"),
        N_("write the character itself"),
    ),
    (
        "cannot start any token",
        N_("this character cannot stand at the start of a value"),
        N_("indent with spaces, never tabs; put texts that start with @ ` or % in quotes"),
    ),
    (
        "did not find expected key",
        N_("this line does not fit in with the ones above it"),
        N_("keys of one block start in the same column; close every quote"),
    ),
    (
        "expected '-' indicator",
        N_("this line does not fit in with the ones above it"),
        N_("begin it with a dash, in the column of the others, or indent it further"),
    ),
    (
        "block end",
        N_("this line does not fit in with the ones above it"),
        N_("lines of one list or block start in the same column"),
    ),
    (
        "unexpected end of stream",
        N_("the file ends in the middle of a quoted text"),
        N_("close the quote"),
    ),
    (
        "could not find expected ':'",
        N_("this line is no 'key: value'"),
        N_("write a colon and a space after the key"),
    ),
    (
        "expected ',' or",
        N_("a list or mapping in brackets is not finished"),
        N_("separate with commas and close the bracket"),
    ),
    (
        "node content",
        N_("a value is expected here"),
        N_("put texts that start with , ] or } in quotes"),
    ),
    (
        "document start",
        N_("this does not belong to what stands above it"),
        N_("a file is one block of keys, all starting in the same column"),
    ),
    (
        "incompatible YAML",
        N_("this version of YAML cannot be read"),
        N_("delete the line that begins with %"),
    ),
    (
        "directive",
        N_("a directive cannot be used in these files"),
        N_("delete the line that begins with %"),
    ),
    (
        "tag handle",
        N_("a tag cannot be used in these files"),
        N_("put a text that starts with an exclamation mark in quotes"),
    ),
)


def plainer(said: str) -> tuple[str, str]:
    """Return what is wrong and what to do about it; the parser's own words where none are known."""
    for part, plain, hint in _PLAINER:
        if part in said:
            return _(plain), _(hint)
    return said, ""
