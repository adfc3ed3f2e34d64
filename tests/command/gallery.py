#!/usr/bin/env python3
"""`jimeng gallery`: the page as a file, and the page as Chromium shows it. Prints TAP.

usage: gallery.py JIMENG
"""

import base64
import hashlib
import html.parser
import json
import os
import re
import socket
import sys
import threading
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from browser import Browser, chromium  # noqa: E402
from harness import *  # noqa: E402,F403

LINES = [{"id": "lake", "model": "3.0", "prompt": "A lake at dawn", "width": 512, "height": 512},
         {"id": "猫 1", "model": "3.0", "prompt": "窗台上的猫", "width": 1024, "height": 576},
         {"id": "wave", "model": "video-3.0", "prompt": "A wave breaks"},
         {"id": "bad", "model": "3.0", "prompt": "emulate:50411", "width": 512, "height": 512}]
HOSTILE = ["</script><script>window.hit=1</script>", "<!--<script>", "<img src=x onerror=\"window.hit=1\">",
           "\"><svg onload=window.hit=1>", "' onmouseover='window.hit=1", "javascript:window.hit=1", "\u2028window.hit=1\u2029",
           "\u202egnp.exe\u0007", "@data@ @script@ @policy@ ${window.hit=1}", "&lt;b&gt;&amp;<b>bold</b>", "__proto__", "x" * 5000]
STRANGE_NAME = "a b#1?%41'\"<x>&\\.png"


class Elements(html.parser.HTMLParser):
    """What a parser of HTML makes of a page."""

    def __init__(self, text):
        super().__init__()
        self.found, self.texts, self.open = [], {}, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag in ("script", "style"):
            self.open = dict(attributes).get("id", tag)

    def handle_data(self, data):
        if self.open:
            self.texts[self.open] = self.texts.get(self.open, "") + data

    def handle_endtag(self, tag):
        self.open = None

    def named(self, tag):
        return [attributes for one, attributes in self.found if one == tag]


def at(*names):
    return os.path.join(scratch, *names)


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def put(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def result(name, **more):
    files = more.pop("files", [name + ".png"])
    return {"id": name, "line": 1, "status": "done", "model": "jimeng_t2i_v30", "subject": f"about {name}", "task_id": "1",
            "files": [{"path": file if "/" in file else at("f", file), "size_bytes": 7, "sha256": "ab" * 32} for file in files],
            "error": None, **more}


def put_results(*results, folder="f", end=""):
    put(at(folder, "results.jsonl"), "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in results) + end)


def gallery(folder="f", *options, **more):
    return Run("gallery", at(folder), *options, **more)


def page(folder="f", *options):
    done = gallery(folder, *options)
    same((done.code, done.err), (0, ""))
    return Elements(read(at(folder, "gallery.html")))


def data_of(elements):
    return json.loads(elements.texts["data"])


def run_batch():
    put(at("lines.jsonl"), "".join(json.dumps(line) + "\n" for line in LINES))
    Run("batch", at("lines.jsonl"), "--output", at("f"), "--emulator", "--rate", "1000", env={"JIMENG_POLL_INTERVAL": "0.01"})


def put_hostile():
    put(at("f", STRANGE_NAME), png(4, 3))
    put_results(*(result(one[:60] or "x", line=n + 1, status=["done", "failed"][n % 2], subject=one, model=one, task_id=one,
                         error={"message": one, "cause": one, "exit_code": 5},
                         files=["/moved/from/" + STRANGE_NAME, "javascript:window.hit=1", "//127.0.0.1:9/x.png",
                                "../../../../../../../../etc/passwd", "/etc/passwd", one + "/x"])
                  for n, one in enumerate(HOSTILE)))


def in_chromium(function):
    """A test that is skipped where there is no browser."""
    if chromium():
        return check(function)
    results.append(None)
    print(f"ok {len(results)} - {function.__name__.replace('_', ' ')} # SKIP chromium is not installed", flush=True)
    return function


def seen(browser, folder="f", file="gallery.html"):
    browser.requests.clear()
    browser.said.clear()
    took = browser.open("file://" + urllib.parse.quote(at(folder, file)))
    browser.settle()
    return took


def ids(browser):
    return browser.ask("shown.map((one) => one.id)")


def chosen(browser):
    return browser.ask("shown[selected].id")


# --- The page as a file

@check
def a_batch_becomes_a_page():
    run_batch()
    done = gallery()
    same((done.code, done.err), (0, ""))
    same(done.out, f"{at('f', 'gallery.html')}: 4 results, 0 files missing\n")
    data = data_of(Elements(read(at("f", "gallery.html"))))
    same(data["folder"], "f")
    same([(one["id"], one["status"], one["model"], one["subject"]) for one in data["results"]],
         [(line["id"], "failed" if line["id"] == "bad" else "done", line["model"], line["prompt"]) for line in LINES])
    same([(one["kind"], one["width"], one["height"], one["there"]) for entry in data["results"] for one in entry["files"]],
         [("picture", 512, 512, True), ("picture", 1024, 576, True), ("video", 0, 0, True)])
    same(data["results"][1]["files"][0]["href"], "./%E7%8C%AB%201.png")
    holds(data["results"][3]["error"], "50411")


@check
def the_page_loads_and_runs_nothing_but_itself():
    put_results(result("one"))
    elements = page()
    policy = next(one["content"] for one in elements.named("meta") if one.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))

    def hashed(text):
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    same(rules, {"default-src": "'none'", "script-src": hashed(elements.texts["script"]),
                 "style-src": hashed(elements.texts["style"]), "img-src": "'self' file:", "media-src": "'self' file:",
                 "base-uri": "'none'", "form-action": "'none'"})
    for tag, attributes in elements.found:
        bad = [name for name in attributes if name.startswith("on") or name in ("style", "src", "href", "action", "srcdoc")]
        assert not bad, f"{tag} has {bad}"
    assert not {tag for tag, _ in elements.found} & {"link", "base", "iframe", "object", "form", "img"}
    assert "://" not in read(at("f", "gallery.html")), "an address"
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Function\(", elements.texts["script"])


@check
def hostile_texts_are_data():
    put_hostile()
    elements = page()
    same([one.get("id") for one in elements.named("script")], ["data", None])
    for forbidden in "<>&\u2028\u2029":
        assert forbidden not in elements.texts["data"], f"{forbidden!r} is not escaped"
    data = data_of(elements)
    same([one["subject"] for one in data["results"]], HOSTILE)
    same([one["error"] for one in data["results"]], HOSTILE)


@check
def files_outside_of_the_folder_are_never_linked():
    put_hostile()
    put(at("outside.png"), png(2, 2))
    put_results(result("a", files=[at("outside.png"), "../outside.png", at("f", "..", "outside.png"), "/etc/passwd"]))
    same(gallery().out.split(": ")[1], "1 results, 4 files missing\n")
    data = data_of(Elements(read(at("f", "gallery.html"))))
    for one in data["results"][0]["files"]:
        assert not one["there"] and one["href"].startswith("./") and ".." not in one["href"], one


@check
def names_are_percent_encoded():
    put_hostile()
    one = data_of(page())["results"][0]["files"]
    same(one[0]["href"], "./" + urllib.parse.quote(STRANGE_NAME, safe="-_.~"))
    same([file["there"] for file in one], [True] + [False] * 5)
    same(one[1]["href"], "./javascript%3Awindow.hit%3D1")
    same(one[2]["href"], "./x.png")


@check
def a_folder_that_was_moved_keeps_its_pictures():
    put(at("f", "sub", "lake.png"), png(6, 5))
    put_results(result("lake", files=["/somewhere/else/sub/lake.png"]), result("none", line=2))
    done = gallery("f", "--json")
    same(done.json, {"path": at("f", "gallery.html"), "results": 2, "missing_files": 1, "damaged_lines": 0})
    lake, none = data_of(Elements(read(at("f", "gallery.html"))))["results"]
    same([(one["href"], one["width"], one["height"]) for one in lake["files"]], [("./sub/lake.png", 6, 5)])
    same((none["files"][0]["there"], none["files"][0]["path"], none["files"][0]["size_bytes"]), (False, "none.png", 7))


@check
def no_results_are_a_page_too():
    put_results()
    same(data_of(page())["results"], [])


@check
def a_last_line_that_is_half_written_is_left_out():
    for end in (json.dumps(result("c"))[:-1], json.dumps(result("c"))):
        put_results(result("b", line=2), result("a", line=1), end=end)
        same([one["id"] for one in data_of(page())["results"]], ["a", "b"])


@check
def the_last_line_of_an_id_counts_and_damaged_ones_are_told():
    put_results(result("a", status="running"), result("b", status="strange"), [1], {"id": ""}, result("a", status="failed"))
    done = gallery()
    same((done.code, done.err), (0, "jimeng: note: 3 lines of results.jsonl are damaged and left out; the same jimeng batch "
                                    "line mends them\n"))
    same([(one["id"], one["status"]) for one in data_of(Elements(read(at("f", "gallery.html"))))["results"]], [("a", "failed")])


@check
def lines_of_an_odd_shape_do_no_harm():
    put_results({"id": "a", "status": "done", "files": 7, "error": "x", "line": "one", "subject": {}, "model": None},
                {"id": "b", "status": "done", "files": [1, {"path": ""}, {"path": "/"}, {"path": "."}, {"path": "a\0b"}]})
    same([one["id"] for one in data_of(page())["results"]], ["a", "b"])


@check
def results_that_are_not_there_are_one_sentence():
    os.mkdir(at("f"))
    for folder, path in (("f", at("f", "results.jsonl")), ("nowhere", at("nowhere", "results.jsonl"))):
        done = gallery(folder)
        same((done.code, done.out), (2, ""))
        same(done.err, f"jimeng: results {path}: is not there; name the folder that jimeng batch was given with --output; "
                       "after batch --store, first run jimeng status --store URL --results > FOLDER/results.jsonl\n")
    same(os.listdir(at("f")), [])
    os.mkdir(at("f", "results.jsonl"))
    done = gallery()
    same(done.code, 13)
    one_line(done.err)


@check
def the_page_may_lie_elsewhere():
    put(at("f", "lake.png"), png(6, 5))
    put_results(result("lake"))
    os.mkdir(at("out"))
    same(gallery("f", "--output", at("out", "all.html")).code, 0)
    same(data_of(Elements(read(at("out", "all.html"))))["results"][0]["files"][0]["href"], "./../f/lake.png")
    os.symlink(at("f"), at("link"))
    same(gallery("link").code, 0)
    same(data_of(Elements(read(at("f", "gallery.html"))))["results"][0]["files"][0]["href"], "./lake.png")


@check
def only_an_older_page_is_written_over():
    put_results(result("one"))
    put(at("mine.html"), "<!doctype html>\nmine")
    done = gallery("f", "--output", at("mine.html"))
    same((done.code, read(at("mine.html"))), (2, "<!doctype html>\nmine"))
    same(done.err, f"jimeng: output {at('mine.html')}: exists already; choose another name or add --force\n")
    for more in (["--force"], []):
        same(gallery("f", "--output", at("mine.html"), *more).code, 0)
    for name, words in (("-", "is no name of a file"), (at("f"), "is a folder"), (at("no", "such") + "/", "is no name of a file")):
        done = gallery("f", "--output", name)
        same(done.code, 2)
        holds(done.err, words)
        one_line(done.err)


@check
def the_language_is_that_of_the_option_else_of_a_chinese_locale():
    put_results(result("one"))
    for options, env, wanted in ((["--lang", "zh"], {}, "zh"), (["--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
                                 ([], {"LANG": "zh_CN.UTF-8"}, "zh"), ([], {"LANG": "de_DE.UTF-8"}, "")):
        same(gallery("f", *options, env=env).code, 0)
        same(data_of(Elements(read(at("f", "gallery.html"))))["language"], wanted)
    done = gallery("f", "--lang", "fr")
    same((done.code, done.err), (2, "jimeng: --lang: 'fr' is none of en, zh; take one of them; see --help\n"))


@check
def help_and_completion_know_it():
    holds(Run("--help").out, "  gallery ")
    holds(Run("gallery", "--help").out, "--output FILE", "--lang en|zh", "jimeng gallery pictures")
    holds(Run("completion", "bash").out, "gallery) options='--help --output --force --lang --json")


# --- The page as a browser shows it

@in_chromium
def chromium_shows_the_pictures_of_a_batch_and_asks_for_nothing_else():
    run_batch()
    gallery()
    with Browser() as browser:
        seen(browser)
        browser.ask("Promise.all([...document.images].map((one) => one.decode()))")
        same(browser.ask("[...document.images].map((one) => [one.naturalWidth, one.naturalHeight])"), [[512, 512], [1024, 576]])
        same(browser.ask("[...document.querySelectorAll('.subject')].map((one) => one.textContent)"),
             [line["prompt"] for line in LINES])
        same(browser.said, [])
        same(sorted(urllib.parse.unquote(one) for one in browser.requests),
             sorted("file://" + at("f", name) for name in ("gallery.html", "lake.png", "猫 1.png")))
        same(browser.ask("document.querySelector('video').preload"), "none")
        browser.press("ArrowRight", "ArrowRight", "Enter")
        browser.ask("new Promise((done) => { const one = detail.querySelector('video');"
                    "one.readyState ? done(0) : one.addEventListener('loadedmetadata', () => done(0)); })")
        holds(browser.ask("detail.textContent"), "wave.mp4", " × ", "A wave breaks", "video-3.0")
        same(browser.ask("detail.querySelector('a').href"), "file://" + at("f", "wave.mp4"))
        same(browser.said, [])


@in_chromium
def chromium_runs_no_script_of_a_prompt():
    put_hostile()
    gallery()
    with Browser() as browser:
        seen(browser)
        same(browser.ask("[...document.querySelectorAll('.subject')].map((one) => one.textContent)"), HOSTILE)
        for text in HOSTILE:
            browser.press("Enter")
            holds(browser.ask("detail.textContent"), text)
            links = browser.ask("[...document.querySelectorAll('a')].map((one) => one.href)")
            same(links, ["file://" + at("f", "") + urllib.parse.quote(STRANGE_NAME, safe="-_.~")])
            browser.press("Escape", "ArrowRight")
        same(browser.ask("document.querySelectorAll('script').length"), 2)
        same(browser.ask("[...document.querySelectorAll('main *, dialog *')].filter((one) => [...one.attributes].some("
                         "(each) => each.name.startsWith('on'))).length"), 0)
        browser.press("/", *"window.hit")
        same(browser.ask("window.hit === undefined"), True)
        same(browser.said, [])
        assert all(one.startswith("file://" + at("f")) for one in browser.requests), browser.requests


ATTEMPTS = """Promise.allSettled([
    fetch("ADDRESS/fetch"), new Promise((done) => setTimeout(done, 500)),
    (async () => { new Image().src = "ADDRESS/image"; })(), (async () => navigator.sendBeacon("ADDRESS/beacon", "x"))(),
    (async () => new WebSocket("ADDRESS/socket".replace("http", "ws")))(), (async () => new EventSource("ADDRESS/events"))(),
    (async () => { for (const [kind, name] of [["script", "src"], ["iframe", "src"], ["video", "src"], ["link", "href"]]) {
        const one = document.createElement(kind);
        if (kind === "link") one.rel = "stylesheet";
        one[name] = "ADDRESS/" + kind;
        document.head.append(one);
    } })(),
    (async () => { const one = document.createElement("div"); document.body.append(one);
        one.innerHTML = "<img src=x onerror='window.hit=1'><svg onload='window.hit=1'>"; })(),
    (async () => { const one = document.createElement("script"); one.textContent = "window.hit = 1"; document.body.append(one); })(),
]).then(() => window.hit === undefined)"""


def listening(attempts):
    """A listener on this machine, and the paths that somebody asked it for."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.settimeout(5)
            try:
                attempts.append(connection.recv(4096).split(b" ")[1:2])
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            except OSError:
                pass
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    return listener, f"http://127.0.0.1:{listener.getsockname()[1]}"


@in_chromium
def chromium_lets_the_page_reach_no_network_and_run_nothing_new():
    put_results(result("one"))
    gallery()
    put(at("f", "free.html"), "<!doctype html><head></head><body></body>")
    attempts = []
    listener, address = listening(attempts)
    with listener:
        with Browser() as browser:
            seen(browser, file="free.html")
            same(browser.ask(ATTEMPTS.replace("ADDRESS", address)), False)
            wait_until(lambda: len(attempts) >= 8, what="the test itself reaches nothing")
    listener, address = listening(attempts := [])  # what the first page still asks for comes to the other one
    with listener, Browser() as browser:
        seen(browser)
        same(browser.ask(ATTEMPTS.replace("ADDRESS", address)), True)
        same(attempts, [])
        refused = [one for one in browser.said if "Content Security Policy" in one]
        assert len(refused) >= 10, browser.said


@in_chromium
def chromium_filters_by_status_and_text():
    put_results(*(result(name, line=n, status=status, subject=text) for n, (name, status, text) in enumerate(
        (("a", "done", "A Lake at dawn"), ("b", "failed", "a lake at night"), ("c", "running", "ＣＡＴ"), ("d", "done", "窗台上的猫")), 1)))
    gallery()
    with Browser() as browser:
        seen(browser)
        same(browser.ask("[...part('statuses').children].map((one) => one.textContent)"),
             ["all 4", "done 2", "failed 1", "running 1"])
        browser.press("1")
        same(ids(browser), ["a", "d"])
        browser.ask("document.querySelector('[data-status=failed]').click()")
        same(ids(browser), ["b"])
        browser.press("0", "/", *"lake a")
        same(ids(browser), ["a", "b"])
        browser.press("Enter", "2")
        same(ids(browser), ["b"])
        same(browser.ask("part('count').textContent"), "1 of 4")
        browser.press("3")
        same((ids(browser), browser.ask("part('nothing').hidden")), ([], False))
        browser.press("/", "Escape", "Escape")
        same((ids(browser), browser.ask("part('nothing').hidden")), (["c"], True))
        browser.press("0", "/", *"cat")
        same(ids(browser), ["c"])
        browser.press("Escape", "猫")
        same((ids(browser), browser.ask("document.querySelectorAll('.card').length")), (["d"], 1))


@in_chromium
def chromium_is_steered_by_keys():
    put_results(*(result(f"{n:03}", line=n) for n in range(1, 301)))
    gallery()
    with Browser() as browser:
        seen(browser)
        columns = browser.ask("table.columns")
        assert columns > 2, columns
        for keys, place in ((["ArrowRight"], 2), (["ArrowDown"], 2 + columns), (["ArrowLeft", "ArrowUp"], 1), (["End"], 300),
                            (["ArrowRight"], 300), (["Home"], 1), (["ArrowLeft"], 1), (["PageDown", "PageDown", "PageUp"], None)):
            browser.press(*keys)
            same(chosen(browser), f"{place or 1 + browser.ask('page()'):03}")
            box = browser.ask("(() => { const box = cards.get(selected).getBoundingClientRect();"
                              "return box.top >= 0 && box.bottom <= innerHeight; })()")
            same(box, True)
        browser.press("Home", "Enter")
        same((browser.ask("detail.open"), browser.ask("part('place').textContent")), (True, "1 of 300"))
        browser.press("ArrowRight", "ArrowRight")
        holds(browser.ask("part('facts').textContent"), "about 003")
        browser.press("Escape")
        same((browser.ask("detail.open"), chosen(browser)), (False, "003"))
        same(browser.ask("document.activeElement.id"), "grid")
        same(browser.ask("document.getElementById(grid.getAttribute('aria-activedescendant')).getAttribute('aria-selected')"), "true")


@in_chromium
def chromium_has_it_light_and_dark_in_english_and_chinese():
    put_results(result("one"))
    gallery()
    with Browser("--accept-lang=zh-CN") as browser:
        browser.prefer("dark")
        seen(browser)
        same(browser.ask("[document.documentElement.dataset.theme, document.documentElement.lang, document.title]"),
             ["dark", "zh-CN", "结果： f"])
        dark = browser.ask("getComputedStyle(document.body).backgroundColor")
        browser.prefer("light")
        browser.settle()
        assert browser.ask("getComputedStyle(document.body).backgroundColor") != dark
        browser.press("t", "l")
        same(browser.ask("[getComputedStyle(document.body).backgroundColor, document.title]"), [dark, "Results of f"])
        seen(browser)
        same(browser.ask("[document.documentElement.dataset.theme, language]"), ["dark", "en"])
        browser.ask("part('theme').click(), part('language').click()")
        same(browser.ask("[document.documentElement.dataset.theme, language]"), ["light", "zh"])
        same(browser.ask("Object.keys(languages.en).join() === Object.keys(languages.zh).join()"), True)
    gallery("f", "--lang", "zh")
    with Browser() as browser:
        seen(browser)
        same(browser.ask("language"), "zh")


@in_chromium
def chromium_builds_few_elements_of_ten_thousand_pictures():
    picture = png(64, 64)
    for n in range(1, 10001):
        put(at("f", f"{n:05}.png"), picture)
    put_results(*(result(f"{n:05}", line=n) for n in range(1, 10001)))
    gallery()
    with Browser() as browser:
        seen(browser)
        for keys in ([], ["End"], ["Home", "PageDown"]):
            browser.press(*keys)
            elements = browser.ask("document.querySelectorAll('*').length")
            assert 50 < elements < 1000, f"{elements} elements"
        assert len(browser.requests) < 250, f"{len(browser.requests)} requests"
        for part_of in (0.25, 0.5, 0.9):
            browser.ask(f"scrollTo(0, document.documentElement.scrollHeight * {part_of})")
            browser.settle()
            first, last = browser.ask("[Math.min(...cards.keys()), Math.max(...cards.keys())]")
            assert first < part_of * 10000 < last + 100 and last - first < 100, (first, last)
            holes = browser.ask("[60, 400, 780].filter((y) => !document.elementsFromPoint(200, 100 + y * .8)"
                                ".some((one) => one === grid)).length")
            same(holes, 0)
        browser.press("End")
        same(chosen(browser), "10000")
        browser.ask("cards.get(9999).querySelector('img').decode()")
        browser.press("/", *"07777")
        same(ids(browser), ["07777"])
        same(browser.said, [])


@in_chromium
def chromium_shows_it_on_a_phone():
    put_results(*(result("w" * 100 + str(n), line=n, subject="x" * 700) for n in range(1, 30)))
    gallery()
    with Browser() as browser:
        browser.resize(360, 740, phone=True)
        seen(browser)
        same(browser.ask("[table.columns, document.documentElement.scrollWidth, innerWidth]"), [2, 360, 360])
        browser.press("Enter")
        same(browser.ask("[detail.scrollWidth <= detail.clientWidth, document.documentElement.scrollWidth]"), [True, 360])


@in_chromium
def chromium_says_what_is_not_there():
    put(at("f", "gone.png"), png(2, 2))
    put(at("f", "broken.png"), png(2, 2)[:40])
    put(at("f", "facts.json"), "{}")
    put_results(result("gone"), result("broken", line=2), result("missing", line=3), result("empty", line=4, files=[]),
                result("facts", line=5, files=["facts.json"]))
    gallery()
    os.remove(at("f", "gone.png"))
    with Browser() as browser:
        seen(browser)
        browser.ask("new Promise((done) => { const look = () => document.images.length ? setTimeout(look, 20) : done(0); look(); })")
        same(browser.ask("[...document.querySelectorAll('.thumb')].map((one) => one.textContent)"),
             ["this browser cannot show the file", "this browser cannot show the file", "the file is not there", "no file",
              "facts.json"])
    put_results()
    gallery()
    with Browser() as browser:
        seen(browser)
        browser.press("Enter", "End", "ArrowLeft")
        same((browser.ask("part('nothing').textContent"), browser.said), ("There are no results yet.", []))


sys.exit(over())
