"""Who holds how many shares on a day: as on record, at least, and at most."""
import json
import subprocess
import sys

words = ["regrights", "--db", "case.db", "holders", "neo", "--on", sys.argv[1],
         "--format", "json"]
for row in json.loads(subprocess.run(words, check=True, capture_output=True,
                                     text=True).stdout)["rows"]:
    for one in row["holdings"]:
        if one["class"] == "shares":
            print(row["key"], one["shares"], one["least"], one["most"])
