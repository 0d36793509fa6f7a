"""The joints, key-frames and contacts of a figure in words."""

from hipflex_gui.figure.figures import FLOOR, WALL, KeyFrame
from hipflex_gui.i18n import N_, _

_PARTS = {
    "head": N_("head"), "nose": N_("face"), "chest": N_("chest"), "waist": N_("waist"),
    "pelvis": N_("hips, with the whole body"), "seat": N_("seat"), "back": N_("back"),
    "shoulders": N_("shoulders"), "forehead": N_("forehead"), "shoulder": N_("shoulder"),
    "elbow": N_("elbow"), "forearm": N_("forearm"), "wrist": N_("wrist"), "hand": N_("hand"),
    "fingers": N_("fingers"), "hip": N_("hip"), "thigh": N_("thigh"), "knee": N_("knee"),
    "calf": N_("calf"), "shin": N_("shin"), "ankle": N_("ankle"), "heel": N_("heel"),
    "foot": N_("foot"), "toes": N_("toes"), "instep": N_("instep"),
}  # fmt: skip
_ON = {FLOOR: N_("On the floor: {parts}"), WALL: N_("At the wall: {parts}")}
_FRAMES = {"start": N_("Start"), "pose": N_("Pose"), "end": N_("End")}


def part_words(part: str) -> str:
    """Return a part or a joint, with its side."""
    stem, _sign, side = part.rpartition("_")
    words = _(_PARTS[stem or part])
    if not stem:
        return words
    return (_("left {part}") if side == "l" else _("right {part}")).format(part=words)


def joint_words(joint: str) -> str:
    """Return a joint as the beginning of a sentence."""
    words = part_words(joint)
    return words[0].upper() + words[1:]


def frame_words(name: str) -> str:
    """Return a key-frame's name for people."""
    return _(_FRAMES[name]) if name in _FRAMES else name[:1].upper() + name[1:]


def height_words(metres: float) -> str:
    """Return how high something is."""
    return _("{n} cm above the floor").format(n=max(0, round(metres * 100)))


def contact_sentences(frame: KeyFrame) -> list[str]:
    """Return what rests on what, and what is held."""
    said = []
    for what, parts in frame.touch:
        named = _(_ON[what]) if what in _ON else _("On the {thing}: {parts}")
        words = ", ".join(part_words(part) for part in parts)
        if parts:
            said.append(named.format(parts=words, thing=_(what)))
    held = [(end, grip) for end, grip in frame.pins if "_" in grip or grip == "head"]
    for end, grip in held:
        words = _("{end} stays at the {grip}")
        words = words.format(end=joint_words(end), grip=part_words(grip))
        said.append(words)
    return said
