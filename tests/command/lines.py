#!/usr/bin/env python3
"""Pastes the lines that the command prints into shells: each fetches its task, and none touches what is there. Prints TAP.

usage: lines.py JIMENG
"""

import base64
import json
import os
import subprocess
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import FakeService, accepted, links, state  # noqa: E402
from harness import *  # noqa: E402,F403

PRECIOUS = b"precious"


def pasted(line, shell="sh", **more):
    """What became of the line in a shell that finds the command."""
    programs = os.path.join(scratch, "programs")
    if not os.path.exists(programs):
        os.mkdir(programs)
        os.symlink(JIMENG, os.path.join(programs, "jimeng"))
    environment = bare_environment(**keys(**more))
    environment["PATH"] = programs + os.pathsep + environment["PATH"]
    done = subprocess.run([shell, "-c", line], env=environment, cwd=scratch, capture_output=True, timeout=LIMIT)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def pictures():
    found = {}
    for folder, _, names in os.walk(scratch):
        for name in names:
            path = os.path.join(folder, name)
            if "programs" not in path:
                with open(path, "rb") as file:
                    found[os.path.relpath(path, scratch)] = file.read()
    return found


def put(path, content=PRECIOUS):
    path = os.path.join(scratch, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def after_patience(*arguments, task=ID):
    """A run whose patience ends, and what it says."""
    service.answers = [accepted(task)] + [state("generating")] * 2
    run = Run("generate", "a cat", *arguments, env=keys(JIMENG_MAX_POLL_ATTEMPTS="2"))
    same(run.code, 9)
    assert "--force" not in run.err.replace("--output=--force", ""), run.err
    return line_to_run(run.err)


def works(line, count=1, **more):
    before = pictures()
    for shell in ("sh", "bash"):
        known = pictures()
        service.pictures["/p"] = (200, png(8, 8), "image/png")
        service.answers = [links(*[service.url + "/p"] * count)]
        code, out, err = pasted(line, shell, **more)
        same((code, err), (0, ""))
        same(len(pictures()), len(known) + count)
    after = pictures()
    for path, content in before.items():
        assert after[path] == content, f"{path} was replaced by {line}"


@check
def paths_of_every_kind_come_back_as_they_were():
    for path in ("it's mine.png", 'say "cat".png', "two words.png", "-dash.png", "--force", "猫.png", "a\nb.png", "a\tb\\n%s.png", "$HOME!`id`.png"[1:], "a;b&c|d.png", "*?.png",
                 "\u202eevil.png", "new/-x/cat.png", b"\xff.png".decode("utf-8", "surrogateescape"), "%d%%.png", "#cat.png", "!x.png", "=x.png"):
        line = after_patience(f"--output={path}")
        assert "\n" not in line
        service.pictures["/p"] = (200, png(8, 8), "image/png")
        service.answers = [links(service.url + "/p")]
        same(pasted(line)[0::2], (0, ""))
        assert os.path.exists(os.path.join(scratch, path)), (path, line)
        works(line)  # again, when its own picture is in the way


@check
def everything_that_belongs_to_the_query_comes_back():
    wanted = ["--model", "4.6", "--watermark-text", "-it's mine-\n", "--watermark-language", "zh", "--aigc-producer-id", "p 1", "--aigc-content-producer", "-n", "--output", "my cat.png"]
    line = after_patience(*[f"{a}={b}" for a, b in zip(wanted[::2], wanted[1::2])])
    works(line)
    query = service.queries()[-1]
    mark = json.loads(query["req_json"])
    same((query["req_key"], mark["aigc_meta"]["content_producer"], mark["logo_info"]["logo_text_content"].rstrip()), ("jimeng_seedream46_cvtob", "-n", "-it's mine-"))


@check
def ids_of_every_kind_come_back():
    for task in ("-739", "--help", "-", "$(id)", "a'b", "`x`", "a\"b", "#1", "~me", "*", "a/../b", "!!", "(1)"):
        line = after_patience("--output", "new/", task=task)
        works(line)
        same(service.queries()[-1]["task_id"], task)
        line = after_patience(task=task)
        service.answers = [links(service.url + "/p")]
        same(pasted(line)[0], 0)


@check
def what_somebody_else_puts_there_meanwhile_is_never_replaced():
    for count in (1, 2):
        for taken in ("cat.png", "cat-2.png", "cat-15.png", "cat-1.jpg", "cat"):
            for force in ([], ["--force"]):
                service.on_submit = lambda taken=taken: put(taken)
                line = after_patience("--output", "cat.png", *force)
                service.on_submit = None
                works(line, count)
                same(pictures()[taken], PRECIOUS)
                for name in pictures():
                    os.remove(os.path.join(scratch, name))


@check
def what_comes_before_the_pictures_is_kept_and_nobody_is_told_to_replace_it():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    for count, taken in ((1, "cat.png"), (2, "cat-2.png"), (2, "cat-1.png")):
        service.answers = [accepted(), links(*[service.url + "/p"] * count)]
        service.on_submit = lambda taken=taken: put(taken)
        run = Run("generate", "cats", "--output", "cat.png", env=keys())
        service.on_submit = None
        same((run.code, pictures()[taken]), (12, PRECIOUS))
        assert "--force" not in run.err and "overwrite" not in run.err, run.err
        works(line_to_run(run.err), count)
        for name in pictures():
            os.remove(os.path.join(scratch, name))


@check
def what_comes_between_the_line_and_its_paste_is_not_replaced():
    for more, taken in ((["--output", "cat.png"], "cat.png"), (["--output", "cat.png"], "cat-2.png"), (["--output", "cats/"], f"cats/{ID}-2.png"),
                        (["--output", "cats/"], f"cats/{ID}.png"), (["--output", "deep/er/cat.png", "--force"], "deep/er/cat.png")):
        line = after_patience(*more)
        put(taken)
        works(line, 2)
        for name in pictures():
            os.remove(os.path.join(scratch, name))


@check
def a_line_works_over_the_files_that_its_run_saved():
    whole = base64.b64encode(png(8, 8)).decode()

    def inside(*pictures_inside):
        return 200, {"code": 10000, "data": {"status": "done", "image_urls": None, "binary_data_base64": list(pictures_inside)}}

    for output, name, again in (("y.png", "y", f"y-{ID}"), ("new/", f"new/{ID}", f"new/again/{ID}"), (None, f"generated_images/{ID}", f"generated_images/again/{ID}")):
        service.answers = [accepted(), inside(whole, "%%", whole)]
        run = Run("generate", "cats", "--base64", *(["--output", output] if output else []), "--json", env=keys())
        same(run.code, 12)
        same([one["path"] for one in run.json["pictures"]][::2], [f"{name}-1.png", f"{name}-3.png"])
        assert "--force" not in run.err, run.err
        service.answers = [inside(whole, whole, whole)]
        code, out, err = pasted(line_to_run(run.err) + " --json")
        same((code, err), (0, ""))
        same([one["path"] for one in json.loads(out)["pictures"]], [f"{again}-{i}.png" for i in (1, 2, 3)])
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [accepted(), links(service.url + "/p", service.url + "/gone")]
    works(line_to_run(Run("generate", "cats", "--output", "z.png", env=keys()).err), 2)


@check
def many_runs_with_the_same_name_all_get_their_pictures():
    ids = [f"73926163365196104{i:02}" for i in range(12)]
    lines = {}

    def one(task):
        own = FakeService()
        own.answers = [accepted(task)] + [state("generating")] * 2
        run = Run("generate", "cats", "--output", "cat.png", env=keys(JIMENG_API_URL=own.url, JIMENG_MAX_POLL_ATTEMPTS="2"))
        lines[task] = line_to_run(run.err)
        own.close()

    def all_at_once(work):
        threads = [threading.Thread(target=work, args=[task]) for task in ids]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]

    all_at_once(one)
    same(sorted(lines), ids)
    outcomes = {}

    for task in ids:  # one after the other: each finds what the ones before saved
        service.pictures["/p"] = (200, png(8, 8), "image/png")
        service.answers = [links(service.url + "/p", service.url + "/p")]
        outcomes[task] = pasted(lines[task])[0]
    same(set(outcomes.values()), {0})
    same(len(pictures()), 2 * len(ids))


@check
def a_wait_that_is_refused_for_a_name_says_what_works():
    put("cat.png")
    connections = service.connections
    run = Run("wait", ID, "--output", "cat.png", env=keys())
    same((run.code, service.connections), (2, connections))
    holds(run.err, "cat.png: exists already", "--free-name")
    works(line_to_run(run.err))
    same(pictures()["cat.png"], PRECIOUS)


sys.exit(over())
