"""A figure as the text of a movement file: what is like a posture is not said again."""

from collections.abc import Iterator, Mapping

from hipflex_gui.figure.body import BONES, LIMB_BONES, complete, mirror
from hipflex_gui.figure.figures import Figure, KeyFrame, PropAt
from hipflex_gui.figure.postures import NAMES, posture, spread
from hipflex_gui.figure.vectors import LEFT, UP, Vec, across, cross, distance
from hipflex_gui.yamltext import scalar

SAME = 0.002  # how far apart directions of one unit are that need no word
_DIGITS = 3


def figure_text(figure: Figure) -> str:
    """Return what stands under ``figure:``, as lines that begin in the first column."""
    lines = [f"turn: {_number(figure.view.turn, 1)}", f"tilt: {_number(figure.view.tilt, 1)}"]
    if figure.props:
        lines.append(f"props: [{', '.join(_prop(prop) for prop in figure.props)}]")
    lines.append("frames:")
    before: dict[str, KeyFrame] = {}
    for frame in figure.frames:
        first, *rest = _frame(frame, before)
        lines += [f"  - {first}", *(f"    {line}" for line in rest)]
        before[frame.name] = frame
    if figure.parts:
        lines.append(f"parts: {_pairs(dict(figure.parts))}")
    if figure.loop:
        lines.append("loop: yes")
    if figure.glow:
        lines.append(f"glow: {_list(figure.glow)}")
    return "\n".join(lines) + "\n"


def _frame(frame: KeyFrame, before: Mapping[str, KeyFrame]) -> Iterator[str]:
    """Yield the lines of a key-frame, written like whatever leaves the least to say."""
    named = {name: KeyFrame(name, tuple(posture(name).items())) for name in NAMES}
    known = {**named, **before}
    said = {name: _different(frame.posture, base.posture) for name, base in known.items()}
    like = min(reversed(known), key=lambda name: len(said[name]))
    yield f"name: {scalar(frame.name)}"
    yield f"like: {scalar(like)}"
    if frame.touch != known[like].touch:
        touch = frame.touch or (("floor", ()),)
        yield f"touch: {{{', '.join(f'{what}: {_list(parts)}' for what, parts in touch)}}}"
    for bone, way in said[like].items():
        yield f"{bone}: [{', '.join(_number(x, _DIGITS) for x in way)}]"
    if frame.pins:
        yield f"pins: {_pairs(dict(frame.pins))}"


def _different(whole: Mapping[str, Vec], base: Mapping[str, Vec]) -> dict[str, Vec]:
    """Return the directions that have to be written; one for both sides where these are alike."""
    bones = [bone for bone in BONES if bone != "look"]
    given = {bone: whole[bone] for bone in bones if distance(whole[bone], base[bone]) > SAME}
    reflected = mirror(whole)
    for bone in LIMB_BONES:
        left, right = f"{bone}_l", f"{bone}_r"
        same = distance(whole[right], reflected[right]) < SAME
        if same and {left, right} & given.keys():
            given[bone] = whole[left]
            given = {key: way for key, way in given.items() if key not in (left, right)}
    look = across(whole["look"], whole["head"], cross(LEFT, UP))  # as it is read
    if distance(complete(spread(given), base)["look"], look) > SAME:
        given["look"] = look
    order = (*BONES, *LIMB_BONES)
    return {bone: given[bone] for bone in order if bone in given}


def _prop(prop: PropAt) -> str:
    if prop == PropAt(prop.name):
        return scalar(prop.name, flow=True)
    parts = [f"prop: {scalar(prop.name, flow=True)}"]
    parts += [f"at: {_list(prop.at)}"] if prop.at else []
    parts += [f"frame: {scalar(prop.frame, flow=True)}"] if prop.frame else []
    parts += [f"facing: {prop.facing}"] if prop.facing != "forward" else []
    parts += [f"ahead: {_number(prop.ahead, _DIGITS)}"] if prop.ahead else []
    return f"{{{', '.join(parts)}}}"


def _pairs(pairs: Mapping[str, str]) -> str:
    inner = (f"{scalar(k, flow=True)}: {scalar(v, flow=True)}" for k, v in pairs.items())
    return f"{{{', '.join(inner)}}}"


def _list(words: tuple[str, ...]) -> str:
    return f"[{', '.join(scalar(word, flow=True) for word in words)}]"


def _number(value: float, digits: int) -> str:
    rounded = round(value, digits)
    return f"{rounded + 0.0:.{digits}f}".rstrip("0").rstrip(".") if rounded else "0"
