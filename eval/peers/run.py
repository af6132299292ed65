#!/usr/bin/env python3
"""Runs another reader of pages on the pages that Dateline is measured on.

usage: run.py NAME --describe     prints {"version", "fields"}; exit status 3 when it is not installed
       run.py NAME                reads {"id", "html", "url"} a line from standard input, writes {"id", ..., "ms"} a line

Every peer gets the same decoded string and runs with its own default settings, metadata included where it has any.
"ms" is processor time.
An error inside a peer is an empty answer, as it would be for its user.
"""
import importlib.metadata
import json
import logging
import sys
import time
import warnings


def trafilatura():
    from trafilatura import bare_extraction

    def read(html, url):
        found = bare_extraction(html, url=url, with_metadata=True)
        if found is None:
            return {}
        return {"text": found.text, "comments": found.comments, "title": found.title, "authors": found.author, "date": found.date}

    return "trafilatura", ["text", "comments", "title", "authors", "date"], read


def htmldate():
    from htmldate import find_date

    def read(html, url):
        return {"date": find_date(html, url=url, extensive_search=True, original_date=True)}

    return "htmldate", ["date"], read


def readability():
    from lxml import html as lxml_html
    from readability import Document

    def read(html, url):
        document = Document(html)
        # Text of the summary, one block a line.
        tree = lxml_html.fromstring(document.summary())
        for element in tree.iter("p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr"):
            element.tail = "\n" + (element.tail or "")
        return {"text": tree.text_content(), "title": document.title()}

    return "readability-lxml", ["text", "title"], read


def newspaper():
    from newspaper import Article

    def read(html, url):
        article = Article(url or "https://example.org/")
        article.download(input_html=html)
        article.parse()
        date = article.publish_date
        return {"text": article.text, "title": article.title, "authors": list(article.authors), "date": date and str(date)[:10]}

    return "newspaper4k", ["text", "title", "authors", "date"], read


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text

    def read(html, url):
        return {"text": extract_plain_text(html, main_content=True)}

    return "Resiliparse", ["text"], read


PEERS = {
    "trafilatura": trafilatura,
    "htmldate": htmldate,
    "readability-lxml": readability,
    "newspaper4k": newspaper,
    "resiliparse": resiliparse,
}


def main():
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    try:
        package, fields, read = PEERS[sys.argv[1]]()
    except ImportError as error:
        print(error, file=sys.stderr)
        sys.exit(3)
    if "--describe" in sys.argv:
        print(json.dumps({"version": importlib.metadata.version(package), "fields": fields}))
        return
    for line in sys.stdin:
        page = json.loads(line)
        start = time.process_time()
        try:
            answer = read(page["html"], page.get("url"))
        except Exception as error:  # whatever a peer raises, its user is left without an answer
            answer = {"error": repr(error)[:200]}
        answer["ms"] = (time.process_time() - start) * 1000
        answer["id"] = page["id"]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
