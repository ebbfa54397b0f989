"""What every test needs: Qt, where it is used at all, paints off screen."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
