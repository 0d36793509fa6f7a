"""What may be written at a place of a session or movement file, while the file is being written.

A text in the middle of a change is rarely whole YAML, so lines, their indentation and the brackets
around the cursor tell where it is (``place``). What may stand there follows from the field tables,
by way of the schemas with which their readers describe themselves (``shapes``).
"""

from hipflex_gui.completing.options import Completions, Option, completions
from hipflex_gui.completing.shapes import list_keys

__all__ = ["Completions", "Option", "completions", "list_keys"]
