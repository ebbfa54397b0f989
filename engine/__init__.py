"""The engine: pure computation. No Qt, no clock, no state; the same inputs give the same bits."""
