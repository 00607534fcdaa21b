"""Another process at the case file, stopped in the middle: peer.py HOW.

HOW is "writes" (behind the gate, inside its transaction), "commits" (nobody
can read either) or "go" (whoever was stopped goes on, and leaves).
"""
import fcntl
import os
import signal
import sqlite3
import sys
import time

folder = os.path.join(os.environ["XDG_DATA_HOME"], "regrights")
path = os.path.join(folder, "cases.db")
kept = os.path.join(folder, "peer")


def stop(how):
    gate = open(path + ".gate", "r+")
    fcntl.flock(gate, fcntl.LOCK_EX)
    gate.truncate(0)
    gate.write("%d %d\n" % (os.getpid(), time.time()))
    gate.flush()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN EXCLUSIVE" if how == "commits" else "BEGIN IMMEDIATE")
    os.kill(os.getpid(), signal.SIGSTOP)
    db.execute("ROLLBACK")


if sys.argv[1] == "go":
    with open(kept) as file:
        os.kill(int(file.read()), signal.SIGCONT)
    sys.exit(0)
child = os.fork()
if child == 0:
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    stop(sys.argv[1])
    os._exit(0)
os.waitpid(child, os.WUNTRACED)
with open(kept, "w") as file:
    file.write("%d" % child)
