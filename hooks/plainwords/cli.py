"""The command `plainwords`: what a writer needs besides the build."""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from plainwords import __version__, addresses, check, codes, content, embed_releases, new, pack
from plainwords.codes import Entry
from plainwords.embed_site import ROOT, Site
from plainwords.problems import ContentError, Problem, report
from plainwords.provenance import next_review
from plainwords.render import Renderer
from plainwords.schema import CATEGORIES

_NO_SITE = "holds no docs/ with a sources.yml; name the folder of a site"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the result is the exit code: 0, or 1 where the content or the call needs mending."""
    args = _parser().parse_args(arguments)
    try:
        print(args.run(args))
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plainwords", description="Tools for a glossary in plain words.")
    parser.add_argument("--version", action="version", version=f"plainwords {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    checking = commands.add_parser("check", help="check all terms, sources and page heads without building the site")
    checking.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="the site's folder, or a folder of term files"
    )
    checking.set_defaults(run=_check)

    audit = commands.add_parser("audit", help="read all pages and terms, and say what is hard, unexplained or overdue")
    audit.add_argument("folder", nargs="?", type=Path, default=Path(), help="the site's folder")
    audit.add_argument("--terms", action="store_true", help="list the measures of the terms, too")
    audit.set_defaults(run=_audit)

    logging = commands.add_parser("codes", help="add the codes of the present texts to docs/codes.yml")
    logging.add_argument("site", type=Path, help="the folder of the built site")
    logging.add_argument("--folder", type=Path, default=Path(), help="the folder that the site was built from")
    logging.set_defaults(run=_codes)

    packing = commands.add_parser("pack", help="pack a built site as a copy that works from a USB stick")
    packing.add_argument("site", type=Path, help="the folder of the built site")
    packing.add_argument("to", type=Path, help="the zip file to write")
    packing.add_argument("--folder", type=Path, default=Path(), help="the folder that the site was built from")
    packing.set_defaults(run=_pack)

    embedding = commands.add_parser("embeds", help="add what other sites may show of the glossary to a built site")
    embedding.add_argument("site", type=Path, help="the folder of the built site")
    embedding.add_argument("--folder", type=Path, default=Path(), help="the folder that the site was built from")
    embedding.add_argument("--url", required=True, help="the address of the site's home page: https://…/")
    embedding.add_argument("--name", required=True, help="the name of the site")
    embedding.set_defaults(run=_embeds)

    releasing = commands.add_parser("release", help="release the scripts for other sites: their bytes stay as they are")
    releasing.add_argument("to", nargs="?", type=Path, default=embed_releases.FOLDER, help="the folder of the releases")
    releasing.set_defaults(run=_release)

    paper = commands.add_parser("pdf", help="check PDFs for paper: structure, print, and what they have to say")
    paper.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a PDF")
    paper.set_defaults(run=_pdf)

    make = commands.add_parser("new", help="write a new term file to fill in")
    make.add_argument("term", help="the word as it stands inside a sentence, such as 'M protein'")
    make.add_argument("--glossary", type=Path, default=Path("glossary"), help="the folder of the term files")
    make.add_argument("--category", choices=CATEGORIES, default=CATEGORIES[0], help="the kind of word")
    make.set_defaults(run=_new)
    return parser


def _check(args: argparse.Namespace) -> str:
    found = content.find(args.folder)
    read = content.load(*found)
    counts = [f"{len(read.terms)} terms"]
    if read.sources:
        counts += [f"{len(read.sources)} sources", f"{len(read.heads)} pages"]
    return f"{', '.join(counts)}: nothing to mend"


def _audit(args: argparse.Namespace) -> str:
    from plainwords.audit import Audit, table  # needs the extra 'audit', which the other commands do without

    glossary, docs, source_list = content.find(args.folder)
    if docs is None or source_list is None:
        raise ContentError([Problem(args.folder, _NO_SITE)])
    found = Audit(content.load(glossary, docs, source_list), docs, date.today())
    print(table(found.pages))
    if args.terms:
        print(table(found.terms))
    if found.advice:
        print(f"\nWorth a look:\n{report(found.advice)}\n")
    if found.problems:
        raise ContentError(found.problems)
    return f"{len(found.pages)} pages and {len(found.terms)} terms: nothing to mend"


def _codes(args: argparse.Namespace) -> str:
    glossary, docs, source_list = content.find(args.folder)
    if docs is None or source_list is None:
        raise ContentError([Problem(args.folder, _NO_SITE)])
    read = content.load(glossary, docs, source_list)
    days = {uri: head.reviewed for uri, head in read.heads.items()}
    days |= {f"{glossary.name}/{id}.md": term.reviewed for id, term in read.terms.items()}
    found = check.codes_of(args.site)
    present = {uri: Entry(day, found[url]) for uri, day in days.items() if (url := addresses.place(uri)) in found}
    log = codes.complete(read.codes, present, date.today())
    path = docs / codes.NAME
    path.write_text(codes.write(log), encoding="utf-8")
    more = sum(map(len, log.values())) - sum(map(len, read.codes.values()))
    return f"{path}: {more} {'entry' if more == 1 else 'entries'} added"


def _pack(args: argparse.Namespace) -> str:
    read = content.load(*content.find(args.folder))
    days = [*(head.reviewed for head in read.heads.values()), *(term.reviewed for term in read.terms.values())]
    count = pack.write(args.site, args.to, Renderer(), max(days))
    return f"{args.to}: {args.to.stat().st_size / 1e6:.1f} MB, {count} files"


def _embeds(args: argparse.Namespace) -> str:
    from plainwords import (
        embed,
        embed_kit,
        embed_versions,
        embed_wordpress,
    )  # need lxml, which the other commands do without

    if not re.fullmatch(r"https?://\S+/", args.url):
        raise ContentError([Problem(args.site, f"--url is '{args.url}'; write the whole address: https://…/")])
    found = content.find(args.folder)
    read = content.load(*found)
    site = Site(args.name, args.url, Renderer(), read.terms, read.sources, found[0].name, next_review, read.changes)
    texts = embed.files(site, [], lambda _, text: text)
    packs = embed_kit.files(site, texts) | embed_wordpress.files(site, [])
    files = {place: text.encode() for place, text in texts.items()} | packs
    for place, made in files.items():
        path = args.site / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
    notices = [f"{notice}\n" for notice in embed_versions.notices()]
    return f"{''.join(notices)}{args.site / ROOT}: {len(files)} files for {len(read.terms)} terms"


def _release(args: argparse.Namespace) -> str:
    import minify  # comes with the extra 'site'

    from plainwords import embed

    record = embed_releases.add(
        embed_releases.read(args.to), partial(embed.code, Renderer()), minify.string, date.today()
    )
    return f"{args.to / record.present}: released; commit it together with {embed_releases.LIST}"


def _pdf(args: argparse.Namespace) -> str:
    from plainwords.pdf_check import UnreadableError, by_name, check  # needs the extra 'check'

    found: list[Problem] = []
    for path in args.files:
        try:
            found += [Problem(path, str(problem)) for problem in check(path, by_name(path))]
        except FileNotFoundError:
            found.append(Problem(path, "is no file; name a PDF"))
        except UnreadableError as error:
            found.append(Problem(path, str(error)))
    if found:
        raise ContentError(found)
    count = len(args.files)
    return f"{'1 PDF' if count == 1 else f'{count} PDFs'}: nothing to mend"


def _new(args: argparse.Namespace) -> str:
    path = new.write(args.term, args.glossary, args.category, date.today())
    return f"{path}: now write 'short', check 'category' and 'sources', and add the longer text below"


if __name__ == "__main__":
    sys.exit(main())
