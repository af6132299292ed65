#!/usr/bin/env python3
"""Writes data/actors/agents.tsv from the agents dictionary of PLOVER (plover_agents.csv: phrase, plural, code).

usage: make_agents.py PLOVER_AGENTS.csv OUT.tsv

The dictionary is NGEC's PLOVER_agents.txt, Copyright (c) 2014, 2015 Open Event Data Alliance / Open Event Data, MIT licence.
A code of several letters is cut into sectors of three; JNK and NON say that nobody is meant; NGO becomes SOC, IGO and IMG
stay, as they stand for a country.
"""
import csv
import re
import sys

HEAD = """# Nouns for persons and groups and the sector of PLOVER that they tell of. Made by training/actors/make_agents.py; do not edit: corrections go to roles.tsv.
# Source: NGEC, PLOVER_agents.txt. Copyright (c) 2014, 2015 Open Event Data Alliance / Open Event Data. MIT licence.
# words	plural where it is not regular	sector	second sector
"""


def main():
    source, out = sys.argv[1:]
    rows = {}
    with open(source, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            phrase = re.sub(r"\s+", " ", row["phrase"].strip().lower()).strip("_ ")
            code = row["code"].strip().strip("~")
            if not phrase or not re.fullmatch(r"([A-Z]{3})+", code):
                continue
            codes = ["-" if part in ("JNK", "NON") else "SOC" if part == "NGO" else part for part in re.findall("...", code)]
            # Civilians in opposition: the third code says what they are by trade.
            rows.setdefault(phrase, (row["plural"].strip().lower(), codes[0], codes[1] if len(codes) > 1 else ""))
    with open(out, "w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD)
        for phrase in sorted(rows):
            file.write("\t".join((phrase, *rows[phrase])).rstrip("\t") + "\n")


if __name__ == "__main__":
    main()
