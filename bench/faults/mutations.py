"""Bytes spoilt on purpose, the same for the same seed."""


def mutate(seed, others, rng):
    """What became of one seed, and the name of what was done to it."""
    data = bytearray(seed)
    kind = rng.choice(["flip", "truncate", "splice", "head"])
    if kind == "flip":
        for _ in range(rng.choice([1, 4, 32])):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    elif kind == "truncate":
        del data[rng.randrange(len(data)) :]
    elif kind == "splice":
        other = rng.choice(others)
        start = rng.randrange(len(other))
        chunk = other[start : start + rng.randrange(1, 512)]
        at = rng.randrange(len(data))
        data[at : at + rng.choice([0, len(chunk)])] = chunk
    else:  # where a format keeps its sizes and tables
        for _ in range(rng.choice([1, 2, 8])):
            data[rng.randrange(min(64, len(data)))] = rng.randrange(256)
    return bytes(data), kind
