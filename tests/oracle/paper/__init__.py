"""The agreement written a second time: one world, no hole, as the paper has it.

Each function takes the world, which it asks, and the record of a day.  What
the text leaves open and the agreement's file does not ask is asked here all
the same, as local: points, each with a comment where it is asked:

    to-be-sold                    3(d): whose securities are to be sold
    gap                           6(h): from when one must reckon with a gap
    given-hour, very-minute       6(e), 5(a)(2): the hour, and in one minute
    then                          6(f): which day is "then"
"""
