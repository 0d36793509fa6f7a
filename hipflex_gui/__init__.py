"""Hipflex: a desktop guided-stretch timer.

Three floors, and each may use only those below it: a pure domain (no I/O, no Qt), edges that
touch files, sound and SQLite (no Qt), and two front ends, the command line and the window.
CONTRIBUTING.md has the map.
"""

__version__ = "0.1.0"
