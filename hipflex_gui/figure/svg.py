"""Paint operations as SVG text."""

from collections.abc import Sequence
from math import cos, pi, sin

from hipflex_gui.figure.drawing import Op
from hipflex_gui.figure.shapes import Path


def svg(ops: Sequence[Op], width: float, height: float, ground: str = "", title: str = "") -> str:
    """Return a picture as one SVG document; sizes in pixels, ``ground`` as ``#rrggbb``."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">'
    ]
    if title:
        escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parts.append(f"<title>{escaped}</title>")
    if ground:
        parts.append(f'<rect width="{width:g}" height="{height:g}" fill="{ground}"/>')
    for op in ops:
        seen = f' opacity="{op.opacity:.2f}"' if op.opacity < 1 else ""
        parts.append(f'<path d="{path_text(op.path)}" fill="{op.fill}"{seen}/>')
    return "\n".join([*parts, "</svg>\n"])


def path_text(path: Path) -> str:
    """Return a path's ``d``."""
    words: list[str] = []
    for kind, *numbers in path:
        if kind in ("Z", "H"):
            words.append("Z")
        elif kind == "A":
            cx, cy, r, start, sweep = (float(n) for n in numbers)
            end = start + sweep
            large = int(sweep > pi)
            words.append(f"L{cx + r * cos(start):.1f},{cy + r * sin(start):.1f}")
            words.append(
                f"A{r:.1f},{r:.1f} 0 {large} 1 {cx + r * cos(end):.1f},{cy + r * sin(end):.1f}"
            )
        else:
            words.append(f"{kind}{float(numbers[0]):.1f},{float(numbers[1]):.1f}")
    return "".join(words)
