"""The window: Qt widgets over the engine, and the only place where Qt is imported."""
