import json

from tests.coverage_floor import complaints, parse_floors, raised, reached

REPORT = json.dumps(
    {
        "files": {
            f"hipflex_gui/{name}": {"summary": {"percent_covered": percent}}
            for name, percent in {
                "engine.py": 97.9,
                "store.py": 80.0,
                "cli.py": 10.0,
                "ui/app.py": 0.0,
                "__init__.py": 100.0,
            }.items()
        }
    }
)


def test_front_ends_have_no_floor_and_figures_are_rounded_down() -> None:
    assert reached(REPORT) == {"engine.py": 97, "store.py": 80}


def test_each_file_stands_on_its_own_floor() -> None:
    now = reached(REPORT)
    assert complaints({"engine.py": 97, "store.py": 80}, now) == []
    assert complaints({"engine.py": 98, "gone.py": 50}, now) == [
        "store.py: no floor yet",
        "gone.py: is gone",
        "engine.py: 97 % covered, its floor is 98 %",
    ]


def test_floors_rise_and_never_fall() -> None:
    table = parse_floors(raised({"engine.py": 99, "gone.py": 50}, reached(REPORT)))
    assert table == {"engine.py": 99, "store.py": 80}
