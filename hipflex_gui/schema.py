"""What follows from the field tables: the JSON Schema for editors and the reference page."""

from collections.abc import Iterable

from hipflex_gui.fields import Schema, Table


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

    def has(key: str) -> Schema:
        return {"anyOf": [{"required": [name]} for name in names[key]]}

    def never_both(first: str, second: str) -> Schema:
        return {"not": {"required": [first, second]}}

    for field in table.fields:
        if field.required:
            rules.append(has(field.key))
        rules += [never_both(field.key, other) for other in field.also]
    for group in table.apart:
        spelled = [(a, b) for i, a in enumerate(group) for b in group[i + 1 :]]
        rules += [never_both(x, y) for a, b in spelled for x in names[a] for y in names[b]]
    for key, needed in (table.needs or {}).items():
        rules += [{"if": {"required": [name]}, "then": has(needed)} for name in names[key]]
    schema: Schema = {
        "type": "object",
        "description": table.help,
        "properties": properties,
        "additionalProperties": False,
    }
    return schema | ({"allOf": rules} if rules else {})


def reference(tables: Iterable[Table]) -> str:
    """Return the reference page, in Markdown, of every key of every table."""
    parts = []
    for table in tables:
        parts += [
            f"## {table.name}",
            "",
            table.help,
            "",
            "| key | value | meaning |",
            "|---|---|---|",
        ]
        for field in table.fields:
            also = f" (or `{'`, `'.join(field.also)}`)" if field.also else ""
            needed = " **Required.**" if field.required else ""
            what = field.reader.what.replace("|", "\\|")
            parts.append(f"| `{field.key}`{also} | {what} | {field.help}{needed} |")
        parts.append("")
    return "\n".join(parts)
