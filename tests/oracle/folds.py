"""The paper's rows of a life on a day, by every world and filling; by some of
them, where there are too many."""
from paper import duties
from worlds import TooMany, leaves, sample


def one(function, fixed):
    try:
        return leaves(function, fixed), False
    except TooMany:
        return sample(function, fixed), True


def every(rec, fixed=()):
    """({key: [(path, Row or None)]}, of how many only some were tried)."""
    found, beyond = {}, 0
    for function in duties.functions(rec):
        tried, more = one(function, fixed)
        beyond += more
        keys = {key for _, made in tried for key in made}
        for key in keys:
            found[key] = type(tried)((path, made.get(key))
                                     for path, made in tried)
    return found, beyond


def of(functions, fixed=()):
    """As every, of what a register has: [(key, function of a world)]."""
    found, beyond = {}, 0
    for key, function in functions:
        found[key], more = one(function, fixed)
        beyond += more
    return found, beyond
