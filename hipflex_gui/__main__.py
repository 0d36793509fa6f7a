"""``python -m hipflex_gui`` is the same as ``hipflex``."""

import sys

from hipflex_gui.cli import main

sys.exit(main())
