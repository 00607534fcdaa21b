"""The paper's rows of a life on a day, by every world and filling."""
from paper import duties
from worlds import TooMany, leaves


def every(rec, fixed=()):
    """({key: [(path, Row or None)]}, how many were too many to try)."""
    found, beyond = {}, 0
    for function in duties.functions(rec):
        try:
            tried = leaves(function, fixed)
        except TooMany:
            beyond += 1
            continue
        keys = {key for _, made in tried for key in made}
        for key in keys:
            found[key] = [(path, made.get(key)) for path, made in tried]
    return found, beyond


def of(functions, fixed=()):
    """As every, of what a register has: [(key, function of a world)]."""
    found, beyond = {}, 0
    for key, function in functions:
        try:
            found[key] = leaves(function, fixed)
        except TooMany:
            beyond += 1
    return found, beyond
