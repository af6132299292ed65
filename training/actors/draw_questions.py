#!/usr/bin/env python3
"""Draws questions "who held OFFICE of COUNTRY on DAY" from sources that the tables of office-holders were not made from.

usage: draw_questions.py CORPORA PETRARCH_ACTORS.csv.zst COUNTRIES.tsv OUT.jsonl [--seed N] [--all N]
(needs the command zstd)

Two sources: half of the questions from the news (fewer where it holds fewer), the rest from the lists of rulers:

news    dated news texts (LGL, TR-News, PolNeAR, TimeBank, AQUAINT, GUM news, WCXB, Fundus the dated texts of docdate, and MUC-4). A question is an
        office with its country beside a name: "French Foreign Minister Ana Lima", "Ana Lima, the French foreign minister", "Ana Lima,
        foreign minister of France", "France's foreign minister, Ana Lima". The day is the text's. One question for an office, country, name and year.
        Left out by rule: an office within four words after "former", "then", "deputy" and their like; a sentence that names a year before that of the text
        or holds "in the past" words ("late", "ago", "was then"); names that are one word after a comma or in capitals, or begin with a small word.
rulers  the countries file of PETRARCH's actors: names with a country, a GOV code and days. Its rows whose days are exact (not the first or last of a
        month, as those that were compiled from monthly lists are) and begin before 2003 are heads of state and government of that time. The question
        is who was head of state or of government on a day drawn evenly from the row's days after 1990-01-01; any head of the country counts.
        Left out by rule: rows that end before 1990 or last less than 30 days; countries of which three or more exact rows hold on the day (there the file
        lists a cabinet or a collective head, and does not say who heads it), or two in states whose president heads the government (there the second is a vice
        president or a head of the cabinet's office); realms and territories whose governors it mixes with heads of government; MUS, under
        which it files Mauritania too.
Noise of their own: see the report in the notes of the project; a sample of the misses is read by hand, and no question is dropped one by one.
"""
import argparse
import collections
import csv
import datetime
import gzip
import io
import json
import pathlib
import random
import re
import subprocess
import sys

OFFICES = """president|prime minister|premier|chancellor|foreign minister|foreign secretary|defence minister|defense minister|defense secretary|defence secretary
|interior minister|finance minister|justice minister|health minister|education minister|home secretary|treasury secretary|economy minister|trade minister|agriculture minister
|environment minister|energy minister|transport minister|labour minister|labor minister|oil minister|attorney general|secretary of state|vice president|deputy prime minister|king|queen|emir|sultan|emperor
|central bank governor|parliament speaker""".replace("\n", "").split("|")
PAST = {"former", "ex", "late", "then", "onetime", "past", "previous", "ousted", "deposed", "deputy", "vice", "assistant", "associate", "shadow", "candidate",
        "future", "next", "incoming", "elect", "designate", "acting", "interim", "retired", "spokesman", "spokeswoman", "to", "for", "wife", "son", "first", "formerly", "outgoing", "as"}
NAME = r"(?:[A-Z][\w'’.-]+\s+){0,3}[A-Z][\w'’-]+"


def read(path):
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    if path.suffix == ".zst":
        data = subprocess.run(["zstd", "-dc", "--long=31"], input=data, capture_output=True, check=True).stdout
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line.strip()]


SMALL = set("""the of and to in is was that it for on with as be are were by at from this have has had not but his her he she they them who will would said also announced
told has been which a an or today yesterday after before during against reported stated added declared met arrived received asked confirmed expressed visited called""".split())


def small(words):
    """Capitals as names are printed; words that are none in small letters."""
    return lambda found: found[0].lower() if found[0].lower() in words else found[0].capitalize()


def texts(corpora):
    files = {"lgl": "places/lgl.dev.jsonl", "trnews": "places/tr-news.dev.jsonl", "polnear-dev": "claims/polnear/dev.jsonl", "polnear": "claims/polnear/train.jsonl.gz",
             "timebank": "time/tbaq/timebank.jsonl.gz", "aquaint": "time/tbaq/aquaint.jsonl.gz", "gum": "time/gum_news/gum_news.jsonl.gz",
             "docdate": "time/docdate/docs.jsonl.gz", "wcxb": "extraction/wcxb/gold.jsonl.zst", "fundus": "extraction/fundus/gold.jsonl.zst"}
    for name, file in files.items():
        path = corpora / file
        if not path.exists():
            print(f"missing: {file}", file=sys.stderr)
            continue
        for row in read(path):
            day = (row.get("date") or row.get("dct") or "")[:10]
            text = row.get("text") or row.get("body") or ""
            if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
                yield name, day, text
    # Messages of MUC-4: the day stands in the first line, all in capitals.
    for path in sorted((corpora / "events/muc4").glob("dev*")):
        for row in read(path):
            found = re.search(r"\b(\d\d?) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (8\d|9\d)\b", row["text"][:200])
            if found:
                month = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC".index(found[2]) // 3 + 1
                body = re.sub(r"\s+", " ", row["text"])
                yield "muc4", f"19{found[3]}-{month:02d}-{int(found[1]):02d}", re.sub(r"[A-Z][A-Z'-]*", small(SMALL), body)


def countries(path):
    words = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, names = line.split("\t")[:2]
            for name in names.split("|"):
                words.setdefault(name, code)
    words.update({"u.s.": "US", "us": "US", "u.k.": "GB", "uk": "GB", "british": "GB", "russian": "RU", "american": "US"})
    return words


def news(corpora, words):
    office = "|".join(sorted((re.escape(o) for o in OFFICES), key=len, reverse=True))
    land = r"(?P<land>(?:[A-Z][\w.]+\s){0,2}[A-Z][\w.]+)"
    patterns = [
        re.compile(rf"\b{land}(?:['’]s)?\s(?P<office>(?i:{office})),?\s(?P<name>{NAME})"),
        re.compile(rf"\b(?P<name>{NAME}),\s(?:the\s)?{land}(?:['’]s)?\s(?P<office>(?i:{office}))\b"),
        re.compile(rf"\b(?P<name>{NAME}),\s(?:the\s)?(?P<office>(?i:{office}))\sof\s(?:the\s)?{land}"),
    ]
    seen = set()
    for source, day, text in texts(corpora):
        for sentence in re.split(r"(?<=[.!?])[\s\"”]+(?=[A-Z\"“])|\n", text):
            years = [int(y) for y in re.findall(r"\b(1[89]\d\d|20\d\d)\b", sentence)]
            if any(y < int(day[:4]) for y in years) or re.search(r"\b(late|ago|was then|at the time|once|assassinated|died|dead|elected)\b", sentence):
                continue
            for pattern in patterns:
                for found in pattern.finditer(sentence):
                    parts = found["land"].split()
                    # The longest end of what stands before the office that is a country.
                    of = next((" ".join(parts[i:]) for i in range(len(parts)) if " ".join(parts[i:]).lower() in words), None)
                    if of is None or " ".join(parts) != of and pattern is not patterns[0]:
                        continue
                    before = re.findall(r"\w+", sentence[: found.start("office")].lower())[-4:]
                    before += re.findall(r"\w+", sentence[: found.start()].lower())[-2:]
                    after = re.findall(r"\w+", sentence[found.end("office"):].lower())[:1]
                    if PAST & set(before) or PAST & set(after) - {"as"}:
                        continue
                    name = re.sub(r"['’]s$", "", found["name"])
                    # After a comma, or in capitals, or beginning with a small word, one word is no name.
                    comma = found.end("office") < len(sentence) and sentence[found.end("office")] == "," and pattern is patterns[0]
                    if comma and " " not in name or name.isupper() or name.split()[0].lower() in SMALL | {"indeed", "as", "when", "if"}:
                        continue
                    if any(word.lower() in " ".join(OFFICES).split() or word.lower() in words for word in name.split()):
                        continue
                    capitals = source == "muc4"
                    who = " ".join(name.split()[:2]) if capitals else name.split()[-1]
                    key = (words[of.lower()], found["office"].lower(), who, day[: 7 if capitals else 4])
                    if key not in seen:
                        seen.add(key)
                        yield {"kind": "holder", "office": found["office"].lower(), "of": words[of.lower()], "name": name, "day": day, "source": source}


# Realms of a monarch abroad, territories, and a code of two countries.
MIXED = set("ATG BHS BRB BLZ GRD JAM KNA LCA VCT PNG SLB TUV CAN AUS NZL AIA BMU MSR CYM VGB TCA FLK GIB ABW ANT COK NIU GGY JEY IMN HKG MAC MUS".split())


# States without a head of government beside the president.
PRESIDENTIAL = set("ARG BOL BRA CHL COL CRI DOM ECU GTM HND MEX NIC PAN PRY SLV URY USA VEN PHL NGA GHA LBR MWI ZMB SYC BEN IDN CYP MHL PLW FSM NRU".split())


def twice(questions):
    """Of MUC-4, whose capitals do not tell where a name ends, only names of two words that are asked for twice."""
    name = lambda row: (row["of"], *row["name"].split()[:2])
    count = collections.Counter(name(row) for row in questions if row["source"] == "muc4")
    return [row for row in questions if row["source"] != "muc4" or " " in row["name"] and count[name(row)] > 1]


def rulers(path, codes, draw):
    data = subprocess.run(["zstd", "-dc", str(path)], capture_output=True, check=True).stdout.decode("utf-8")
    exact = collections.defaultdict(list)
    found = []
    for row in csv.DictReader(io.StringIO(data)):
        code, start, end = row["code"], row["start"], row["end"]
        if row["file"] != "country" or code[3:6] != "GOV" or not start or not end or start >= "2003":
            continue
        if len(code) != 6 or code[:3] not in codes or code[:3] in MIXED:
            continue
        try:
            first, last = (datetime.date.fromisoformat(d) for d in (start, end))
        except ValueError:
            continue
        rough = first.day == 1 or (last + datetime.timedelta(days=1)).day == 1
        if not rough:
            exact[code[:3]].append((first, last))
        first = max(first, datetime.date(1990, 1, 1))
        if not rough and (last - first).days >= 30:
            found.append((code, first, last, row["entity"]))
    for code, first, last, name in found:
        day = first + datetime.timedelta(days=draw.randrange((last - first).days + 1))
        if sum(start <= day <= end for start, end in exact[code[:3]]) > (1 if code[:3] in PRESIDENTIAL else 2):
            continue
        yield {"kind": "holder", "office": "head", "of": codes[code[:3]], "name": name.title(), "day": day.isoformat(), "source": "petrarch rulers"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpora", "petrarch", "countries", "out"):
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", type=int, default=500)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    words = countries(options.countries)
    codes = {}
    for line in (options.countries.parent / "country_codes.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            alpha2, alpha3 = line.split("\t")[:2]
            codes[alpha3] = alpha2
    told = twice(list(news(options.corpora, words)))
    heads = list(rulers(options.petrarch, codes, draw))
    print(len(told), "questions of the news,", len(heads), "of the rulers to draw from", file=sys.stderr)
    out = draw.sample(told, min(options.all // 2, len(told)))
    out += draw.sample(heads, min(options.all - len(out), len(heads)))
    with open(options.out, "w", encoding="utf-8") as file:
        for row in out:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
