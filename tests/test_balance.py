"""Where the time went: regions of the body, and sides that fall behind."""

from datetime import date, timedelta

import pytest

from hipflex_gui.balance import REGIONS, Sides, by_region, region_of, sides, sides_by_region
from hipflex_gui.catalogue import Catalogue
from hipflex_gui.figure.areas import OF_TARGET
from hipflex_gui.history import Worked
from hipflex_gui.sessions import Do, expanded
from hipflex_gui.words import Side

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
SUNDAY = MONDAY + DAY * 6
LISTED = [area for _region, areas in REGIONS for area in areas]


def worked(targets: str, side: str = "both", held_s: float = 60.0, day: date = MONDAY) -> Worked:
    return Worked(day, tuple(targets.split()), side, held_s)


def test_every_target_of_the_shipped_movements_lies_in_a_region() -> None:
    catalogue = Catalogue.load(None)
    sessions = [entry.session for entry in catalogue.sessions.values() if entry.session]
    steps = [step for session in sessions for step in expanded(session.steps)]
    own = [step.own for step in steps if isinstance(step, Do) and step.own]
    everything = [*catalogue.movements.values(), *own]
    targets = {target.area for movement in everything for target in movement.targets}
    assert len(targets) > 20
    assert targets <= set(LISTED)


def test_every_target_that_the_figure_can_show_lies_in_one_region() -> None:
    assert OF_TARGET.keys() <= set(LISTED)
    assert len(LISTED) == len(set(LISTED))


@pytest.mark.parametrize(
    ("area", "region"),
    [
        ("psoas", "Hip flexors"),
        ("piriformis", "Outer hips"),
        ("quadriceps", "Quads"),
        ("lower-back", "Back"),
        ("balance", "Standing balance"),
        ("big-toe", "Other"),  # somebody's own file
    ],
)
def test_regions_have_names_that_people_know(area: str, region: str) -> None:
    assert region_of(area) == region


def test_a_stretch_counts_in_full_and_once_for_each_region() -> None:
    done = [
        worked("hip-flexors psoas quads", held_s=30.0),
        worked("glutes", held_s=20.0),
        worked("quadriceps", "left", held_s=10.0),
        worked("", held_s=5.0),
    ]
    found = by_region(done, MONDAY, MONDAY)
    assert list(found.items()) == [
        ("Hip flexors", 30.0),
        ("Glutes", 20.0),
        ("Quads", 40.0),
        ("Other", 5.0),
    ]


def test_both_ends_of_a_span_belong_to_it() -> None:
    done = [
        worked("glutes", "left", 2.0**n, MONDAY + DAY * days)
        for n, days in enumerate((-1, 0, 3, 6, 7))
    ]
    assert by_region(done, MONDAY, SUNDAY) == {"Glutes": 14.0}
    assert sides(done, MONDAY, SUNDAY) == Sides(14.0, 0.0)
    assert sides_by_region(done, MONDAY, SUNDAY) == {"Glutes": Sides(14.0, 0.0)}
    assert by_region(done, SUNDAY + DAY * 2, SUNDAY + DAY * 9) == {}


@pytest.mark.parametrize(
    ("left", "right", "behind"),
    [
        (0.0, 0.0, None),
        (600.0, 600.0, None),
        (539.0, 600.0, Side.LEFT),
        (600.0, 539.0, Side.RIGHT),
        (540.0, 600.0, None),  # nine tenths
        (2000.0, 2061.0, None),  # a minute, but a small share
        (240.0, 300.0, Side.LEFT),
        (240.1, 300.0, None),  # a large share, but not a minute
        (0.0, 59.0, None),
        (60.0, 0.0, Side.RIGHT),
    ],
)
def test_a_side_is_behind_by_a_tenth_and_a_minute(
    left: float, right: float, behind: Side | None
) -> None:
    done = [worked("glutes", "left", left), worked("glutes", "right", right), worked("glutes")]
    found = sides(done, MONDAY, MONDAY)
    assert (found.left_s, found.right_s, found.behind) == (left, right, behind)


def test_each_region_has_its_own_sides() -> None:
    done = [
        worked("hips glutes", "left", 300.0),
        worked("glutes", "right", 300.0),
        worked("hips", "right", 100.0),
        worked("back", "both", 100.0),
    ]
    found = sides_by_region(done, MONDAY, SUNDAY)
    assert list(found) == ["Hips", "Glutes"]  # with both sides at once there is nothing to weigh
    assert found["Hips"].behind is Side.RIGHT
    assert found["Glutes"] == Sides(300.0, 300.0)
