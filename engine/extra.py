"""What a file holds that this version does not know: kept, so that saving loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

Extra = Mapping[str, Any]
NOTHING: Extra = MappingProxyType({})
