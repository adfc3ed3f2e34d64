#!/usr/bin/env python3
"""What was paid comes home over connections that end in the middle and links that died. Prints TAP.

usage: downloads.py JIMENG
"""

import hashlib
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import FakeService, accepted, links, state  # noqa: E402,F401
from harness import *  # noqa: E402,F403


def generate(*args):
    return Run("generate", "a cat", *args, env=keys())


def fetches():
    return [(r["target"], r["headers"].get("Range", "")) for r in service.requests if r["target"].endswith(".png")]


def content(name):
    with open(os.path.join(scratch, name), "rb") as file:
        return file.read()


@check
def row_13_a_download_goes_on_where_its_connection_ended():
    picture = png(256, 256, noise=True)
    service.pictures["/p.png"] = (200, picture, "image/png")
    cuts = [1, 1, 1000, 70000, len(picture) - 1]
    service.cuts["/p.png"] = list(cuts)
    service.answers = [accepted(), links(service.url + "/p.png")]
    run = generate("--output", "cat.png", "--json")
    same((run.code, run.err), (0, ACCEPTED))
    same(content("cat.png"), picture)
    same(run.json["pictures"][0]["sha256"], hashlib.sha256(picture).hexdigest())
    same(fetches(), [("/p.png", "")] + [("/p.png", f"bytes={cut}-") for cut in cuts])
    same(os.listdir(scratch), ["cat.png"])


@check
def row_56_dead_links_are_replaced_once_and_what_came_is_left_alone():
    for name in ("1", "2", "new"):
        service.pictures[f"/{name}.png"] = (200, png(64, 64, noise=True), "image/png")
    old, new = ([f"{service.url}/{name}.png" for name in names] for names in (("1", "dead", "2"), ("x", "new", "y")))
    service.answers = [accepted(), links(*old), links(*new)]
    run = generate("--output", "cat.png")
    same((run.code, run.err), (0, ACCEPTED))
    same([target for target, _ in fetches()], ["/1.png", "/dead.png", "/2.png", "/new.png"])
    same((len(service.submits()), len(service.queries())), (1, 2))
    for number, name in enumerate(("1", "new", "2"), 1):
        same(content(f"cat-{number}.png"), service.pictures[f"/{name}.png"][1])


@check
def a_link_that_is_dead_again_is_told_with_the_way_back():
    for last in (links(service.url + "/dead-too.png"), state("not_found"), (500, "no JSON")):
        service.requests.clear()
        service.answers = [accepted(), links(service.url + "/dead.png"), last]
        run = generate("--output", "cat.png")
        same(run.code, 12)
        one_line(run.err)
        holds(run.err, "answered 404")
        ends_in_resume(run.err)
        same((len(service.submits()), len(service.queries())), (1, 2))
        same(os.listdir(scratch), [])


sys.exit(over())
