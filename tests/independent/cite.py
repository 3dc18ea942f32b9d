#!/usr/bin/env python3
"""Reads the program's reference lists with programs of others, and compares them with the base they were made from.

    cite.py PROGRAM

The base is read from its TOML, not from the program. BibTeX is read by bibtexparser, RIS by rispy, CSL-JSON by
citeproc-py, which also formats it. For each of the shipped base and one with hard names: the same number of works, the
same DOIs, every name with its particle, accents and suffix. Exit code 1 where anything differs.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import shutil
import tomllib

import bibtexparser
import rispy
from bibtexparser import middlewares as m
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1]
faults = []


def cite(base, style):
    command = [PROGRAM, "--data", str(base), "cite", "--style", style]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def same(what, found, wanted):
    if found != wanted:
        faults.append(f"{what}: {found!r} instead of {wanted!r}")


def spelled(*parts):
    """A name as the base writes it: particle, family, initials, suffix, without full stops."""
    words = [" ".join(part) if isinstance(part, list) else part for part in parts]
    family = " ".join(word for word in words[:2] if word)
    initials = re.sub(r"[. ]", "", words[2] or "")
    return " ".join(word for word in (family, initials, words[3]) if word)


def signed(work):
    """The authors of a work, without the braces by which the base marks a group."""
    return [name.strip("{}") for name in work.get("authors", [])]


def bibtex(text, works):
    library = bibtexparser.parse_string(
        text, append_middleware=[m.SeparateCoAuthors(), m.SplitNameParts()]
    )
    same("bibtex: blocks that could not be read", len(library.failed_blocks), 0)
    same("bibtex: works", len(library.entries), len(works))
    count = 0
    same("bibtex: DOIs", {e.key: e["doi"] for e in library.entries if "doi" in e}, dois(works))
    for entry in library.entries:
        work = works[entry.key]
        names = entry["author"] if "author" in entry else []
        found = [re.sub(r"[{}]", "", spelled(n.von, n.last, "".join(n.first), " ".join(n.jr))) for n in names]
        more = ["others"] if work.get("more_authors") and work.get("authors") else []
        same(f"bibtex: names of {entry.key}", found, signed(work) + more)
        count += len(found) - len(more)
    return count


def ris(text, works):
    records = rispy.loads(text)
    same("ris: works", len(records), len(works))
    same("ris: DOIs", {r["id"]: r["doi"] for r in records if "doi" in r}, dois(works))
    count = 0
    for record in records:
        found = []
        for author in record.get("authors", []):
            family, initials, suffix = (author.split(", ") + ["", ""])[:3]
            found.append(spelled("", family, initials, suffix))
        same(f"ris: names of {record['id']}", found, signed(works[record["id"]]))
        same(f"ris: unknown tags of {record['id']}", record.get("unknown_tag", {}), {})
        count += len(found)
    return count


def csl(text, works):
    items = json.loads(text)
    same("csl: works", len(items), len(works))
    same("csl: DOIs", {i["id"]: i["DOI"] for i in items if "DOI" in i}, dois(works))
    count = 0
    for item in items:
        found = [
            name.get("literal")
            or spelled(name.get("non-dropping-particle", ""), name["family"], name.get("given", ""), name.get("suffix", ""))
            for name in item.get("author", [])
        ]
        same(f"csl: names of {item['id']}", found, signed(works[item["id"]]))
        count += len(found)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    list_ = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        list_.register(Citation([CitationItem(item["id"])]))
    lines = [str(line) for line in list_.bibliography()]
    same("csl: lines that citeproc-py formats", len(lines), len(works))
    text = "\n".join(lines)
    for item in items:
        for name in item.get("author", [])[:1]:
            family = name.get("family") or name["literal"]
            if family not in text:
                faults.append(f"csl: {family!r} of {item['id']} is not in what citeproc-py formats")
    return count


def dois(works):
    return {key: work["doi"] for key, work in works.items() if "doi" in work}


def main():
    with tempfile.TemporaryDirectory() as folder:
        hard = pathlib.Path(folder) / "base"
        shutil.copytree(ROOT / "tests/second-base", hard)
        with open(hard / "references.toml", "a", encoding="utf-8") as file:
            file.write((ROOT / "tests/citations/references.toml").read_text(encoding="utf-8"))
        for base in (ROOT / "data", hard):
            with open(base / "references.toml", "rb") as file:
                works = {work["id"]: work for work in tomllib.load(file)["reference"]}
            for read, style in ((bibtex, "bibtex"), (ris, "ris"), (csl, "csl-json")):
                names = read(cite(base, style), works)
                print(f"{base.name}: {style}: {len(works)} works, {len(dois(works))} DOIs, {names} names")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
