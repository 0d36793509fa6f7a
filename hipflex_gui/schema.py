"""What follows from the field tables: the JSON Schema for editors and the reference page.

    python -m hipflex_gui.schema

writes them to ``assets/schema``.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from hipflex_gui import format as tables
from hipflex_gui.fields import Field, Schema, Table
from hipflex_gui.paths import assets
from hipflex_gui.readers import described

_BODY_HEADING = "What every movement may say of itself"
_MOVEMENT_TABLES = (tables.MOVEMENT, tables.VARIANT, tables.DOSE_CHOICE)

# A heading, what it is about, and the tables below it.
_PARTS: tuple[tuple[str, str, tuple[Table, ...]], ...] = (
    (
        "Sessions",
        "A session lies in `sessions/` as one file. A step is the id of a movement, or one of the"
        " four forms below: with `do`, `name`, `rest` or `repeat`.",
        tables.SESSION_TABLES,
    ),
    (
        "Movements",
        "A movement lies in `movements/` as one file.",
        _MOVEMENT_TABLES,
    ),
    ("Parts of a movement", "Where a key takes more than a text.", tables.BODY_TABLES),
    (
        "The figure",
        "A pose is a set of directions: ahead (x), to the person's left (y) and up (z)."
        " `[1, 0, -0.5]` points ahead and a little down. It is drawn for the left side;"
        " `hipflex figure ID -o FILE` shows it, and tells which contact is not true.",
        tables.FIGURE_TABLES,
    ),
)

_INTRODUCTION = """\
# Session and movement files

Files are YAML in UTF-8. `hipflex new NAME` begins one, `hipflex check FILE` tells what is wrong
with it, and an editor that knows JSON Schema completes keys by the first line of each shipped file.

## How values are written

| what | how |
|---|---|
| a time | `30s`, `1m30s`, `2m`, `1:30`, `0:45`, or a number of seconds |
| a range of time | `15-30s`: a cue sounds at the first number, and it ends at the second |
| at least so long | `30s+`: a cue sounds there, and it goes on until Next |
| a number | `8`, `8-10` or `8+`, followed by `breaths`, `counts`, `reps` (or `times`), `steps` |
| no end | `until done` |
| an id | lower-case words joined by hyphens, such as `figure-four-chair` |
| a side | `$side` and `$other` in a text become left and right (`$Side` where a sentence begins) |
| a measure | `{15 cm}` or `{5-10 kg}` in a text is shown in the units of whoever reads it |

A list of one entry may be written without the list. Values mean what they say: `no` is a word,
`012` is twelve seconds where a time is meant. Anchors, aliases and tags are not read.
"""


def _anchor(heading: str) -> str:
    """Return the name that Markdown readers give to a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


_BODY_LINK = f"Also every key of: [{_BODY_HEADING}](#{_anchor(_BODY_HEADING)})."


def files() -> dict[str, str]:
    """Return the text of every file that follows from the tables, by name."""
    session = (*tables.SESSION_TABLES, *tables.BODY_TABLES, *tables.FIGURE_TABLES)
    schemas = {
        "session": schema_of(tables.SESSION, session, "A Hipflex session"),
        "movement": schema_of(tables.MOVEMENT, tables.MOVEMENT_TABLES, "A Hipflex movement"),
    }
    texts = {
        f"{name}.schema.json": json.dumps(schema, indent=1) + "\n"
        for name, schema in schemas.items()
    }
    return {**texts, "reference.md": reference()}


def schema_of(root: Table, tables: Iterable[Table], title: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a file whose root is a table."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "$ref": f"#/$defs/{root.name}",
        "$defs": {table.name: _table_schema(table) for table in tables},
    }


def _table_schema(table: Table) -> Schema:
    properties = {
        name: field.reader.schema() | {"description": field.help}
        for field in table.fields
        for name in (field.key, *field.also)
    }
    names = {field.key: (field.key, *field.also) for field in table.fields}
    rules: list[Schema] = []

    def has(*keys: str) -> Schema:
        return {"anyOf": [{"required": [name]} for key in keys for name in names[key]]}

    def never_both(first: str, second: str) -> Schema:
        return {"not": {"required": [first, second]}}

    for field in table.fields:
        if field.required:
            rules.append(has(field.key))
        rules += [never_both(field.key, other) for other in field.also]
    for group in table.apart:
        spelled = [(a, b) for i, a in enumerate(group) for b in group[i + 1 :]]
        rules += [never_both(x, y) for a, b in spelled for x in names[a] for y in names[b]]
    if table.some:
        rules.append(has(*table.some))
    for key, needed in (table.needs or {}).items():
        rules += [{"if": {"required": [name]}, "then": has(needed)} for name in names[key]]
    schema: Schema = {
        "type": "object",
        "description": table.help,
        "properties": properties,
        "additionalProperties": False,
    }
    return schema | ({"allOf": rules} if rules else {})


def reference() -> str:
    """Return the reference page, in Markdown, of every key of every table."""
    links = {
        described(table): f"[{described(table)}](#{_anchor(_heading(table))})"
        for _title, _about, group in _PARTS
        for table in group
    }
    parts = [_INTRODUCTION]
    for title, about, group in _PARTS:
        parts.append(f"## {title}\n\n{about}\n")
        for table in group:
            own, rules = table.fields, _rules(table)
            if tables.BODY[0] in own:
                own = tuple(field for field in own if field not in tables.BODY)
                rules = [_BODY_LINK, *rules]
            parts.append(_section(_heading(table), own, rules, links))
        if group is _MOVEMENT_TABLES:
            parts.append(_section(_BODY_HEADING, tables.BODY, [], links))
    return "\n".join(parts)


def _section(
    heading: str, fields: Sequence[Field], rules: Sequence[str], links: Mapping[str, str]
) -> str:
    head = f"### {heading}\n\n| key | value | meaning |\n|---|---|---|\n"
    rows = "".join(_row(field, links) for field in fields)
    return head + rows + (f"\n{' '.join(rules)}\n" if rules else "")


def _heading(table: Table) -> str:
    return table.help.rstrip(".")


def _row(field: Field, links: Mapping[str, str]) -> str:
    # The longest first: one description may begin another.
    pattern = "|".join(map(re.escape, sorted(links, key=len, reverse=True)))
    also = f" or `{'`, `'.join(field.also)}`" if field.also else ""
    needed = "**Required.** " if field.required else ""
    what = re.sub(pattern, lambda match: links[match[0]], field.reader.what)
    return f"| `{field.key}`{also} | {what} | {needed}{field.help} |\n"


def _rules(table: Table) -> list[str]:
    lines = [f"`{'` and `'.join(group)}` do not go together." for group in table.apart]
    lines += [f"`{key}` needs `{other}`." for key, other in (table.needs or {}).items()]
    some = f"At least one of `{'`, `'.join(table.some)}` is needed."
    return [*lines, some] if table.some else lines


def main(folder: Path | None = None) -> None:
    """Write the files."""
    folder = folder or assets() / "schema"
    folder.mkdir(exist_ok=True)
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
