"""The agreement written a second time: one world, no hole, as the paper has it.

Each function takes the world, which it asks, and the record of a day.
"""
