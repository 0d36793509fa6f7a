"""Histories of any size: what somebody might have done, the same each time for the same numbers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from hipflex_gui.log import Comfort, Logged, RunRecord, RunStatus, StepRecord, StepStatus

UNTIL = date(2026, 3, 2)  # the Monday of tests.support.START
OFFSET_S = 3600
SESSIONS = (
    ("chair-5", "Chair hip reset"),
    ("standing-5", "Reach and hinge"),
    ("floor-10", "Floor hip opener"),
    ("deep-10", "Deep hip rotation"),
)
MOVEMENTS = (
    ("seated-figure-four", "Seated figure four", ("outer-hips", "glutes", "piriformis")),
    ("kneeling-lunge", "Kneeling lunge", ("hip-flexors", "psoas")),
    ("pigeon", "Pigeon", ("outer-hips", "glutes", "piriformis", "hip-flexors")),
    ("forward-fold", "Forward fold", ("hamstrings", "shoulders", "spine")),
    ("quad-stretch", "Quad stretch", ("quadriceps", "hip-flexors")),
    ("side-lunge", "Side lunge", ("inner-thighs", "hips")),
)
SIDES = ("left", "right")


def history(
    runs: int, steps_each: int = 10, *, until: date = UNTIL, a_day: float = 1.0, seed: int = 4
) -> Iterator[Logged]:
    """Yield runs oldest first, the last of them on the day ``until``.

    Args:
        runs: how many.
        steps_each: how many steps each has when it is completed.
        until: the last day.
        a_day: how many runs there are on a working day; on a weekend there are few.
        seed: which of all such histories.
    """
    random = Random(seed)
    days, day, left = [], until, float(runs)
    while left > 0:
        share = a_day * (1.0 if day.weekday() < 5 else 0.15)
        number = int(share) + (random.random() < share % 1)
        days += [day] * min(number, int(left) or 1) if number else []
        left = runs - len(days)
        day -= timedelta(days=1)
    for number, day in enumerate(reversed(days[:runs])):
        yield _logged(random, number, day, steps_each)


def _logged(random: Random, number: int, day: date, steps_each: int) -> Logged:
    hour = random.choice((9, 10, 11, 12, 14, 15, 16, 17, 17, 17))
    start = datetime(day.year, day.month, day.day, hour, random.randrange(60), tzinfo=UTC)
    start -= timedelta(seconds=OFFSET_S)
    lot = random.random()
    status = RunStatus.COMPLETED if lot < 0.86 else RunStatus.STOPPED
    status = RunStatus.DISCOMFORT if lot > 0.985 else status
    length = steps_each if status is RunStatus.COMPLETED else random.randrange(1, steps_each + 1)
    session = random.randrange(len(SESSIONS))
    steps = tuple(_step(random, start, position, session) for position in range(length))
    active = 12.0 * length + sum(step.held_s for step in steps)
    before = random.randrange(3, 9) if random.random() < 0.6 else None
    end = start + timedelta(seconds=active + 20)
    return Logged(
        RunRecord(
            id=str(UUID(int=random.getrandbits(128), version=4)),
            session=SESSIONS[session][0],
            name=SESSIONS[session][1],
            started_at=start,
            day=day,
            planned_s=42.0 * steps_each,
            status=status,
            ended_at=end,
            active_s=active,
            utc_offset_s=OFFSET_S,
            steps_planned=steps_each,
            steps_done=length,
            before=before,
            after=None if before is None else max(0, before - random.randrange(-1, 4)),
            note="Left side tighter than the right." if number % 40 == 0 else "",
            edited_at=end,
        ),
        steps,
    )


def _step(random: Random, start: datetime, position: int, session: int) -> StepRecord:
    movement, name, targets = MOVEMENTS[(session + position // 2) % len(MOVEMENTS)]
    side = SIDES[position % 2]
    held = 30.0 if side == "left" or random.random() < 0.8 else round(random.uniform(8, 30), 3)
    began = start + timedelta(seconds=42 * position + 12)
    return StepRecord(
        position=position,
        movement=movement,
        name=name,
        side=side,
        dose="30s",
        planned_s=30.0,
        held_s=held,
        status=StepStatus.DONE if held == 30.0 else StepStatus.CUT,
        started_at=began,
        ended_at=began + timedelta(seconds=held),
        targets=targets,
        comfort=random.choice((None, None, Comfort.GOOD, Comfort.EASY, Comfort.TOO_MUCH)),
    )
