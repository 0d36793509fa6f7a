"""What was brought from other programs, as this program reads it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hipflex_gui.bringing import placed, write_new
from hipflex_gui.bringing_text import Brought
from hipflex_gui.catalogue import Catalogue, read_movement
from hipflex_gui.movements import Movement
from hipflex_gui.paths import UserFolder


def catalogue_of(brought: Brought, root: Path) -> Catalogue:
    """Return the catalogue of a new user who has brought this, and nothing else."""
    folder = UserFolder(root)
    write_new(placed(brought, folder))
    catalogue = Catalogue.load(folder)
    assert catalogue.problems == ()
    assert len(catalogue.own_movements) == len(brought.movements)
    return catalogue


def movements_of(brought: Brought) -> dict[str, Movement]:
    """Return the movements of files that the normal reader has nothing to say about."""
    found: dict[str, Movement] = {}
    with TemporaryDirectory() as folder:
        for name, text in brought.movements:
            path = Path(folder) / name
            path.write_text(text, encoding="utf-8", newline="\n")
            [movement], report = read_movement(path)
            assert report.problems == []
            found[movement.id] = movement
    assert len(found) == len(brought.movements)
    assert set(found) == {name.removesuffix(".yaml") for name, _text in brought.movements}
    return found
