"""Key-frames put in, taken out and turned left for right."""

from dataclasses import replace

from hipflex_gui.figure.body import mirror, swapped
from hipflex_gui.figure.figures import Figure, KeyFrame, PropAt


def mirror_frame(figure: Figure, number: int) -> Figure:
    """Return the figure with one key-frame left for right."""
    frame = figure.frames[number]
    turned = replace(
        frame,
        bones=tuple(mirror(frame.posture).items()),
        touch=tuple((what, tuple(map(swapped, parts))) for what, parts in frame.touch),
        pins=tuple((swapped(end), swapped(grip)) for end, grip in frame.pins),
    )
    return with_frame(figure, number, turned)


def with_frame(figure: Figure, number: int, frame: KeyFrame) -> Figure:
    """Return the figure with another key-frame in a place."""
    frames = figure.frames
    return replace(figure, frames=(*frames[:number], frame, *frames[number + 1 :]))


def copy_frame(figure: Figure, number: int) -> Figure:
    """Return the figure with a copy of a key-frame right after it, under a name of its own."""
    names = {frame.name for frame in figure.frames}
    free = ("pose", "end", *(f"frame {n}" for n in range(3, len(names) + 4)))
    name = next(one for one in free if one not in names)
    made = replace(figure.frames[number], name=name)
    frames = figure.frames
    return replace(figure, frames=(*frames[: number + 1], made, *frames[number + 1 :]))


def without_frame(figure: Figure, number: int) -> Figure:
    """Return the figure without a key-frame; what led to it or stood at it goes to the first."""
    gone = figure.frames[number].name
    frames = tuple(frame for n, frame in enumerate(figure.frames) if n != number)
    parts = tuple((part, goal) for part, goal in figure.parts if goal != gone)
    props = tuple(replace(prop, frame="") if prop.frame == gone else prop for prop in figure.props)
    return replace(figure, frames=frames, parts=parts, props=props)


def with_prop(figure: Figure, prop: PropAt) -> Figure:
    """Return the figure with a prop more."""
    return replace(figure, props=(*figure.props, prop))


def without_prop(figure: Figure, name: str) -> Figure:
    """Return the figure without a prop, and without all that touches it."""
    frames = tuple(
        replace(
            frame,
            touch=tuple((what, parts) for what, parts in frame.touch if what != name),
            pins=tuple((end, grip) for end, grip in frame.pins if grip != name),
        )
        for frame in figure.frames
    )
    props = tuple(prop for prop in figure.props if prop.name != name)
    return replace(figure, frames=frames, props=props)
