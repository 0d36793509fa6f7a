"""What is said about safety, in one place: the disclaimer, and the answer to "It hurts".

The order matters: signs of an emergency first, then when to see someone, then easier ways. It never
diagnoses and never frightens, and it names no emergency number because that depends on the country.
The signs are those on which medical guidance agrees for pain in the low back and hips: lost feeling
around groin and buttocks, or lost control of bladder or bowel, may mean that nerves of the spine
are pressed and need help the same day.
"""

from dataclasses import dataclass

from hipflex_gui.i18n import _


@dataclass(frozen=True)
class Advice:
    """A heading and the sentences under it."""

    title: str
    lines: tuple[str, ...]


def disclaimer() -> str:
    """Return the line of the first run."""
    return _(
        "Hipflex guides stretches; it does not give medical advice. "
        "If you have a condition or an injury, ask a doctor or physiotherapist first, "
        "and stop whenever something hurts."
    )


def about() -> tuple[str, ...]:
    """Return the paragraphs of the About page."""
    return (
        _(
            "Hipflex is a timer with instructions. It does not diagnose or treat anything, "
            "and it is not made for emergencies."
        ),
        _(
            "If you have an illness, an injury, a recent operation or a pregnancy, "
            "ask a doctor or a physiotherapist which of these movements suit you."
        ),
        _(
            "Move slowly into every stretch, stay where it is comfortable, and never bounce. "
            "Discomfort is a reason to stop, and stopping is always right."
        ),
        _("In an emergency, call the emergency number of the country you are in."),
    )


def after_discomfort() -> tuple[Advice, ...]:
    """Return the answer to "It hurts", most urgent first."""
    return (
        Advice(
            _("Call the emergency number of the country you are in if you notice"),
            (
                _("numb skin around the groin, the buttocks or the inner thighs"),
                _("trouble holding or passing urine, or losing control of your bowel"),
                _("legs that turn weak, or sexual function that is suddenly lost"),
                _("pain in the groin while you are pregnant"),
                _("strong pain after a fall or an accident"),
            ),
        ),
        Advice(
            _("See a doctor or physiotherapist if"),
            (
                _("the pain stays, gets worse, or comes back with the same movement"),
                _("it runs down a leg, or comes with fever or feeling ill"),
                _("you are not sure"),
            ),
        ),
        Advice(
            _("Otherwise"),
            (
                _("rest for a moment, then walk a few easy steps"),
                _("next time go less far, or choose the chair version"),
                _("leave out a movement that hurts: nothing is lost by it"),
            ),
        ),
    )


def lines(advice: tuple[Advice, ...]) -> list[str]:
    """Return advice as plain lines for a terminal."""
    return [text for part in advice for text in (f"{part.title}:", *(f"- {x}" for x in part.lines))]
