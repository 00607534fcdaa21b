"""The agreement written a second time: one world, no hole, as the paper has it.

Each function takes the world, which it asks, and the record of a day.  What
the text leaves open and the agreement's file does not ask is asked here all
the same, as local: points, each with a comment where it is asked:

    owed-as-of, to-be-sold        3(a), 3(d): who is a Holder there, and when
    required-later        3(c): the four days where the half came first
    request-made          6(g): sent within the twenty days, given after
    gap                   6(h): from when one must reckon with a gap
    advised, notified, given-hour, very-minute    6(e), 5(a)(2)
    then                  6(f): which day is "then"
"""
