"""Texts as Python counts them and as Qt does, where some letters are two; and how two differ."""


def units(text: str) -> int:
    """Return the length of a text as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def letters(text: str, length: int) -> int:
    """Return how many letters of a text are as long as ``length``, as Qt counts them."""
    if text.isascii() or max(text) <= "\uffff":
        return length
    wide = text.encode("utf-16-le", "surrogatepass")[: 2 * length]
    return len(wide.decode("utf-16-le", "ignore"))


def shared(one: str, other: str) -> int:
    """Return how many letters two texts begin with alike."""
    least, most = 0, min(len(one), len(other))
    while least < most:  # halving compares long pieces at a time
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def difference(old: str, new: str) -> tuple[int, int, str]:
    """Return from where to where a text changed, and what stands there in the new one."""
    start = shared(old, new)
    most = min(len(old), len(new)) - start
    rest = shared(old[len(old) - most :][::-1], new[len(new) - most :][::-1])
    return start, len(old) - rest, new[start : len(new) - rest]
