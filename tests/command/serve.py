#!/usr/bin/env python3
"""`jimeng serve`: what programs that know OpenAI's images get, and what hostile ones do. Prints TAP.

usage: serve.py JIMENG
"""

import base64
import hashlib
import http.client
import json
import os
import random
import resource
import shutil
import ssl
import struct
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from emulated import Emulator  # noqa: E402
from harness import *  # noqa: E402,F403
from served import JSON, PICTURE, Answer, Server, form, parse, read_all  # noqa: E402

MALFORMED = 500
CROWD = 1000
TOKEN = "a-token-that-nobody-guesses"


def emulator(*options):
    return Emulator(os.path.join(scratch, "ledger.jsonl"), *options)


def accepted(one):
    return len(one.accepted()) if os.path.exists(one.ledger) else 0


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def picture_of(answer):
    same(answer.status, 200)
    return base64.b64decode(answer.json["data"][0]["b64_json"])


def fetched(url):
    with urllib.request.urlopen(url, timeout=LIMIT) as answer:
        return answer.read()


def in_threads(count, work):
    threads = [threading.Thread(target=work, args=(n,), daemon=True) for n in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(LIMIT)
    assert not any(one.is_alive() for one in threads), "a client still waits"


def refused(answer, status, code, *words):
    holds(answer.error["message"], *words)
    same((answer.status, answer.error["code"]), (status, code))
    return answer


def transparent(width, height, hole):
    """A mask as OpenAI's clients send it: RGBA, transparent in the hole."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"".join(b"\x10\x20\x30" + (b"\0" if hole(x, y) else b"\xff") for x in range(width)) for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def white(width, height, hole):
    """A mask as Jimeng takes it: grey, white in the hole."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes(255 if hole(x, y) else 0 for x in range(width)) for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def pixels_of(data):
    """Rows of pixels of a PNG with eight bits a channel."""
    width, height, _, colours = struct.unpack(">IIBB", data[16:26])
    size, idat, at = {2: 3, 6: 4}[colours], b"", 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        idat += data[at + 8:at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    raw, before, rows = zlib.decompress(idat), bytes(width * size), []
    for y in range(height):
        how, line = raw[y * (width * size + 1)], bytearray(raw[y * (width * size + 1) + 1:(y + 1) * (width * size + 1)])
        for i in range(len(line)):
            a, b, c = (line[i - size], before[i], before[i - size]) if i >= size else (0, before[i], 0)
            nearest = min((a, b, c), key=lambda v: abs(a + b - c - v))
            line[i] = (line[i] + (0, a, b, (a + b) // 2, nearest)[how]) & 255
        before = bytes(line)
        rows.append([tuple(line[x * size:(x + 1) * size]) for x in range(width)])
    return rows


@check
def a_picture_comes_by_link_and_in_base64_and_is_kept():
    with emulator() as one, Server(one) as server:
        linked = server.draw()
        same((linked.status, len(linked.json["data"]), list(linked.json["data"][0])), (200, 1, ["url"]))
        inside = picture_of(server.draw(response_format="b64_json"))
        task = linked.json["jimeng"]["tasks"][0]
        with open(os.path.join(scratch, "pictures", task["task_id"] + ".png"), "rb") as file:
            same(sha256(file.read()), sha256(fetched(linked.json["data"][0]["url"])))
        same((task["billed_pictures"], task["was_there"], inside[:8]), (1, False, b"\x89PNG\r\n\x1a\n"))
        same(struct.unpack(">II", inside[16:24]), (512, 512))
        same(accepted(one), 2)


@check
def n_pictures_are_n_tasks():
    with emulator() as one, Server(one) as server:
        answer = server.draw(n=3, response_format="b64_json")
        same([picture["b64_json"][:8] for picture in answer.json["data"]], ["iVBORw0K"] * 3)
        same((accepted(one), len({task["task_id"] for task in answer.json["jimeng"]["tasks"]})), (3, 3))
        refused(server.draw(n=2, seed=7), 400, None, "n: with a seed all pictures are the same")
        same(accepted(one), 3)


@check
def a_set_is_one_picture_unless_somebody_says_so():
    with emulator() as one, Server(one) as server:
        wide = {"model": "4.0", "size": "1024x1024", "prompt": "Cats, a set of 3"}
        same(len(server.draw(wide).json["data"]), 1)
        same(len(server.draw(wide, force_single=False).json["data"]), 3)


@check
def without_an_account_and_without_a_journal_keys_hold_until_it_ends():
    with emulator() as one:
        for words in (["--emulator"], ["--no-journal"]):
            with Server(one, *words) as server:
                first, again = (picture_of(server.draw(key="k", response_format="b64_json")) for _ in range(2))
                same(sha256(first), sha256(again))
                same(server.draw(key="k").json["jimeng"]["tasks"][0]["was_there"], True)
                refused(server.draw({"n": 2}, key="k"), 422, "idempotency_key_reused")
                refused(server.draw({"prompt": "Another"}, key="k"), 422, "idempotency_key_reused")
            same(os.listdir(os.path.join(place["journal"], "jobs")), [])
        same(accepted(one), 1)


@check
def what_it_cannot_keep_it_says_and_goes_on():
    gone = os.path.join(scratch, "gone")
    os.mkdir(gone)
    with emulator() as one, Server(one, TMPDIR=gone) as server:
        fields, files = [("prompt", "At night"), ("model", "i2i-3.0")], [("image", png(64, 64))]
        same(server.edit(fields, files).status, 200)
        shutil.rmtree(gone)
        refused(server.edit(fields, files), 429, "no_room", "no room")
        same((server.draw().status, accepted(one)), (200, 2))


@check
def what_has_no_counterpart_is_refused_by_name():
    with emulator() as one, Server(one) as server:
        for name, value in {"quality": "hd", "style": "natural", "background": "transparent", "output_format": "webp", "stream": True,
                            "moderation": "low", "output_compression": 50, "partial_images": 2}.items():
            same(refused(server.draw({name: value}), 400, "unsupported_parameter", name, "nothing is billed").error["param"], name)
        same(refused(server.draw(colour="red"), 400, "unknown_parameter", "colour").error["param"], "colour")
        same(refused(server.draw(size="1x1"), 400, None, "size 1x1").error["param"], "size")
        for wrong in ({"n": 0}, {"n": 11}, {"n": "2"}, {"n": 1.5}, {"response_format": "png"}, {"user": 7}, {"prompt": ""}, {"prompt": 7},
                      {"prompt": None}, {"model": 3}, {"output": "/tmp/x"}, {"id": "x"}, {"job_key": "x"}, {"width": 512, "height": 512},
                      {"image_urls": ["/etc/passwd"]}, {"images": "file:///etc/passwd"}, {"images": [7]}, {"size": 7.5}):
            same((wrong, server.draw(wrong).status), (wrong, 400))
            same(server.draw(wrong).error["type"], "invalid_request_error")
        refused(server.draw(model="gpt-image-1"), 404, "model_not_found", "gpt-image-1", "3.0")
        refused(server.draw(model="video-3.0"), 400, "unsupported_model", "video-3.0")
        same(accepted(one) if os.path.exists(one.ledger) else 0, 0)
        same(server.draw(quality="auto", style=None, background="auto", stream=False, user="u", output_format="png").status, 200)


@check
def jimengs_own_fields_stand_beside_openais():
    with emulator() as one, Server(one) as server:
        first = picture_of(server.draw(seed=7, response_format="b64_json"))
        same(sha256(picture_of(server.draw(seed=7, response_format="b64_json"))) == sha256(first), True)
        same(server.draw({"size": "auto"}, width=512, height=576).status, 200)
        same(server.draw({"model": "jimeng_t2i_v30"}).status, 200)


@check
def a_picture_is_edited_from_a_file_a_link_and_inside_json():
    with emulator() as one, Server(one) as server:
        drawn = png(64, 64)
        fields = [("prompt", "At night"), ("response_format", "b64_json")]
        for files in ([("image", drawn)], [("image[]", drawn), ("image[]", png(80, 64))]):
            same(picture_of(server.edit(fields, files))[:4], b"\x89PNG")
        link = server.draw().json["data"][0]["url"]
        inside = "data:image/png;base64," + base64.b64encode(drawn).decode()
        for images in ([{"image_url": link}], [link], inside, [{"image_url": inside}]):
            name = "image" if isinstance(images, str) else "images"
            answer = server.ask("POST", "/v1/images/edits", json.dumps({"prompt": "At night", name: images}), server.headers(**JSON))
            same((name, answer.status), (name, 200))
        refused(server.edit(fields, []), 400, "missing_required_parameter", "image: is missing")
        refused(server.edit(fields, [("image", b"no picture")]), 400, None, "image", "neither PNG nor JPEG")
        refused(server.edit(fields, [("image", drawn), ("extra", drawn)]), 400, "unknown_parameter", "extra")
        refused(server.edit([*fields, ("model", "3.0")], [("image", drawn)]), 400, "unsupported_parameter", "image: model 3.0")
        here = os.path.join(scratch, "here.png")  # nobody may have the server send its own files
        with open(here, "wb") as file:
            file.write(drawn)
        before = accepted(one)
        for text in (here, "file://" + here, "./here.png", "/proc/self/cwd/here.png"):
            for name in ("image_urls", "images"):
                refused(server.edit([*fields, (name, text)], []), 400, None, name[:5])
                refused(server.edit([*fields, (name, text)], [("image", drawn)]), 400, None, name[:5])
                for path in ("generations", "edits"):
                    body = json.dumps({"prompt": "At night", "model": "i2i-3.0", name: [text]})
                    same(server.ask("POST", "/v1/images/" + path, body, server.headers(**JSON)).status, 400)
        same(accepted(one), before)
        for answer in (server.edit(fields, [("image", b"no picture")]), server.edit([*fields, ("n", "0")], [("image", drawn)])):
            assert "/tmp" not in answer.error["message"] and scratch not in answer.error["message"], answer.error


@check
def a_mask_that_is_transparent_is_turned_into_one_that_is_white():
    with emulator() as one, Server(one) as server:
        fields = [("prompt", "A boat"), ("response_format", "b64_json")]
        drawn = png(96, 64)
        for mask in (transparent(96, 64, lambda x, y: x < 48), white(96, 64, lambda x, y: x < 48)):
            pixels = pixels_of(picture_of(server.edit(fields, [("image", drawn), ("mask", mask)])))
            kept = [[pixels[y][x][:3] == (0x20, 0x40, 0x80) for x in range(96)] for y in range(64)]
            same((sum(row[:40].count(True) for row in kept), sum(row[56:].count(False) for row in kept)), (0, 0))
        left = transparent(96, 64, lambda x, y: x < 48)
        refused(server.edit([*fields, ("model", "4.6")], [("image", drawn), ("mask", left)]), 400, "unsupported_parameter", "mask: model 4.6")
        refused(server.edit(fields, [("image", drawn), ("mask", transparent(64, 64, lambda x, y: x < 9))]), 400, None, "image")
        refused(server.edit(fields, [("mask", left)]), 400, None, "image")


@check
def models_health_and_metrics_are_told():
    with emulator() as one, Server(one, token=TOKEN) as server:
        same(server.announced, {"url": server.url})
        models = server.ask("GET", "/v1/models").json
        same((models["object"], models["data"][0]["id"], models["data"][0]["object"]), ("list", "4.0", "model"))
        same(server.ask("GET", "/v1/models/4.0").json["id"], "4.0")
        refused(server.ask("GET", "/v1/models/video-3.0"), 404, "model_not_found", "video-3.0")
        refused(server.ask("GET", "/v1/nothing"), 404, "not_found")
        refused(server.ask("GET", "/models"), 404, "not_found", "put /v1 behind the base URL")
        same(server.ask("GET", "/healthz", headers={}).json, {"status": "ok"})
        same((server.ask("HEAD", "/v1/models").status, server.ask("HEAD", "/v1/models").body), (200, b""))
        server.draw()
        told = server.metrics()
        same((told["jimeng_serve_submits_accepted_total"], told["jimeng_serve_pictures_billed_total"], told["jimeng_serve_clients_waiting"]),
             (1, 1, 0))
        same(told['jimeng_serve_answers_total{path="/v1/images/generations",status="200"}'], 1)


@check
def nobody_gets_in_without_the_token_or_from_a_page():
    with emulator() as one, Server(one) as server:
        assert len(server.token) >= 40, server.token
        for header in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer " + server.token[:-1]}, {"Authorization": server.token},
                       {"Authorization": "Basic " + server.token}, {"Authorization": "Bearer " + server.token + "x"}):
            for path in ("/v1/models", "/metrics", "/nothing"):
                refused(server.ask("GET", path, headers=header), 401, "invalid_api_key", "Authorization")
            refused(server.ask("POST", "/v1/images/generations", json.dumps(PICTURE), {**header, **JSON}), 401, "invalid_api_key")
        for host in ("evil.example", f"evil.example:{server.port}", "127.0.0.1.evil.example", "", "localhost.evil.example"):
            same((host, server.ask("GET", "/v1/models", headers=server.headers(Host=host)).status), (host, 403))
        for host in (f"localhost:{server.port}", f"[::1]:{server.port}", "127.0.0.1", "LOCALHOST"):
            same((host, server.ask("GET", "/v1/models", headers=server.headers(Host=host)).status), (host, 200))
        for origin in ("https://evil.example", "null", f"http://127.0.0.1:1{server.port}", "http://localhost"):
            same((origin, server.ask("GET", "/healthz", headers=server.headers(Origin=origin)).status), (origin, 403))
        same(server.ask("GET", "/v1/models", headers=server.headers(Origin=server.url)).status, 200)
        two = f"GET /v1/models HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nAuthorization: Bearer {server.token}\r\n\r\n"
        same(parse(server.raw(two.encode())).status, 400)
        assert not os.path.exists(one.ledger) or accepted(one) == 0


@check
def a_name_of_its_own_is_taken_where_it_was_given():
    with emulator() as one, Server(one, "--name", "pictures.example") as server:
        same(server.ask("GET", "/v1/models", headers=server.headers(Host="pictures.example")).status, 200)
        same(server.ask("GET", "/v1/models", headers=server.headers(Host="other.example")).status, 403)


@check
def the_address_it_was_told_to_listen_on_is_a_name_of_it():
    with emulator() as one:
        for listen in ("[::ffff:127.0.0.1]:0", "0.0.0.0:0"):
            try:
                server = Server(one, "--behind-proxy", "--name", "192.0.2.7", listen=listen)
            except AssertionError as error:
                if "[::ffff" in listen and "rotocol" in str(error):
                    continue  # a machine without IPv6
                raise
            with server:
                printed = urllib.parse.urlsplit(server.url).netloc
                same("0.0.0.0" in printed, False)
                for host, status in ((printed, 200), ("192.0.2.7", 200), ("192.0.2.8", 403), (f"0.0.0.0:{server.port}", 403)):
                    same((host, server.ask("GET", "/v1/models", headers=server.headers(Host=host)).status), (host, status))


@check
def other_addresses_want_tls_or_somebody_who_does_it():
    with emulator() as one:
        for words, told in ((["--listen", "0.0.0.0:0"], "--behind-proxy"), (["--listen", "0.0.0.0:0", "--behind-proxy"], "add --name HOST"),
                            (["--listen", "[::]:0", "--behind-proxy"], "add --name HOST"),
                            (["--listen", "nonsense"], "no address with a port"),
                            (["--certificate", "/nowhere"], "needs --key"),
                            (["--name", "https://pictures.example"], "no name of a host"), (["--key", "/nowhere"], "needs --certificate"),
                            (["--certificate", "/nowhere", "--key", "/nowhere"], "--certificate /nowhere")):
            run = Run("serve", *words, env=one.keys)
            same((words, run.code, run.out), (words, 2, ""))
            holds(run.err, told)
            one_line("".join(line for line in run.err.splitlines(True) if "note:" not in line))
        short = Run("serve", env={**one.keys, "JIMENG_SERVE_TOKEN": "short"})
        same((short.code, "short;" in short.err), (3, False))
        holds(short.err, "JIMENG_SERVE_TOKEN", "16 visible ASCII characters")
        same(Run("serve").code, 3)


def with_openssl(function):
    """A test that is skipped where nothing makes certificates."""
    if shutil.which("openssl"):
        return check(function)
    results.append(None)
    print(f"ok {len(results)} - {function.__name__.replace('_', ' ')} # SKIP openssl is not installed", flush=True)
    return function


@with_openssl
def with_a_certificate_it_speaks_tls_and_nothing_else():
    certificate, key = (os.path.join(scratch, name) for name in ("certificate.pem", "key.pem"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate], check=True, capture_output=True)
    with emulator() as one, Server(one, "--certificate", certificate, "--key", key, token=TOKEN) as server:
        same(server.url, f"https://127.0.0.1:{server.port}")
        trusting = ssl.create_default_context(cafile=certificate)
        connection = http.client.HTTPSConnection("localhost", int(server.port), timeout=LIMIT, context=trusting)
        for size in ("512x512", "1024x1024"):
            connection.request("POST", "/v1/images/generations", json.dumps({**PICTURE, "size": size, "response_format": "b64_json"}),
                               server.headers(**JSON))
            answer = connection.getresponse()
            same(picture_of(Answer(answer.status, answer.headers, answer.read()))[:4], b"\x89PNG")
        connection.close()
        plain = server.raw(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert not plain.startswith(b"HTTP"), plain
        # Who leaves while TLS is spoken is brought home too.
        with trusting.wrap_socket(server.connect(), server_hostname="localhost") as peer:
            peer.sendall(server.request(key="left"))
        with trusting.wrap_socket(server.connect(), server_hostname="localhost") as peer:
            peer.sendall(server.request(key="left").replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
            same(parse(read_all(peer)).status, 200)
        same(accepted(one), 3)


@check
def one_key_is_one_picture_also_at_once():
    with emulator("--task-queries", "3") as one, Server(one, "--concurrency", "4") as server:
        came = [None] * 12
        in_threads(len(came), lambda n: came.__setitem__(n, server.draw(key="same", response_format="b64_json")))
        same(len({sha256(picture_of(answer)) for answer in came}), 1)
        same((accepted(one), sum(answer.json["jimeng"]["tasks"][0]["billed_pictures"] for answer in came)), (1, 1))
        for other in ({"prompt": "Another"}, {"n": 2}, {"model": "3.1"}):
            answer = refused(server.draw(other, key="same"), 422, "idempotency_key_reused", "nothing is billed")
            same(answer.headers["X-Should-Retry"], "false")
        refused(server.draw(key="a b"), 400, None, "Idempotency-Key")
        twice = server.request(key="x").replace(b"Content-Type", b"Idempotency-Key: y\r\nContent-Type")
        same(parse(server.raw(twice)).status, 400)
        same(server.draw({"n": 2}, key="two").json["jimeng"]["tasks"][0]["was_there"], False)
        same([task["was_there"] for task in server.draw({"n": 2}, key="two").json["jimeng"]["tasks"]], [True, True])
        same(accepted(one), 3)


def send_and_leave(server, key):
    peer = server.connect()
    peer.sendall(server.request(key=key))
    return peer


@check
def kill_minus_nine_in_the_middle_and_the_same_key_bring_the_same_picture():
    with emulator("--task-queries", "100000") as one:
        with Server(one, "--wait-timeout", "600", token=TOKEN) as server:
            for key in ("once", "twice"):
                before = accepted(one)
                with send_and_leave(server, key):
                    wait_until(lambda: server.metrics()["jimeng_serve_submits_accepted_total"] == 1)
                    server.kill()
                one.kill()
                one.options = ()  # from now on tasks are done at the first query
                one.start()
                server.start()
                answer = server.draw(key=key, response_format="b64_json")
                same((answer.status, answer.body[:300] if answer.status != 200 else b""), (200, b""))
                again = server.draw(key=key, response_format="b64_json")
                same((answer.json["jimeng"]["tasks"][0]["was_there"], sha256(picture_of(answer))), (True, sha256(picture_of(again))))
                same(accepted(one), before + 1)
                refused(server.draw({"n": 2}, key=key), 422, "idempotency_key_reused")
                refused(server.draw({"prompt": "x"}, key=key), 422, "idempotency_key_reused")
                one.kill()
                one.options = ("--task-queries", "100000")
                one.start()


@check
def who_hangs_up_and_asks_again_pays_once():
    with emulator("--task-queries", "20") as one, Server(one, token=TOKEN) as server:
        with send_and_leave(server, "left"):
            wait_until(lambda: accepted(one) == 1)
        wait_until(lambda: server.metrics()["jimeng_serve_clients_left_total"] == 1)
        wait_until(lambda: server.metrics()["jimeng_serve_tasks_at_work"] == 0)  # it is brought home for nobody
        same(len(os.listdir(os.path.join(scratch, "pictures"))), 1)
        same((server.draw(key="left").json["jimeng"]["tasks"][0]["was_there"], accepted(one)), (True, 1))
        # OpenAI's clients send again by themselves, without a key, and count how often.
        with send_and_leave(server, None):
            wait_until(lambda: accepted(one) == 2)
        wait_until(lambda: server.metrics()["jimeng_serve_clients_left_total"] == 2)
        again = server.ask("POST", "/v1/images/generations", json.dumps(PICTURE), server.headers(**JSON, **{"X-Stainless-Retry-Count": "1"}))
        same((again.json["jimeng"]["tasks"][0]["was_there"], accepted(one)), (True, 2))
        same((server.draw().status, accepted(one)), (200, 3))  # who does not say so wants another


AGAIN = {"X-Stainless-Retry-Count": "1"}  # as OpenAI's clients send what they sent before, without a key


def draw_again(server, fields=None):
    return server.ask("POST", "/v1/images/generations", json.dumps({**PICTURE, **(fields or {})}), server.headers(**JSON, **AGAIN))


def was_there(answer):
    same(answer.status, 200)
    return [task["was_there"] for task in answer.json["jimeng"]["tasks"]]


@check
def who_sends_again_what_is_under_way_or_was_answered_pays_once():
    pictures = 'jimeng_serve_answers_total{path="/v1/images/generations",status="200"}'
    with emulator("--task-queries", "40") as one, Server(one, "--concurrency", "4", token=TOKEN) as server:
        with server.connect() as peer:
            peer.sendall(server.request({"n": 2, "response_format": "b64_json"}))
            wait_until(lambda: accepted(one) == 2)
            same(was_there(draw_again(server, {"n": 2})), [True, True])  # while the first is waited for
            wait_until(lambda: server.metrics().get(pictures) == 2)
        same(was_there(draw_again(server, {"n": 2})), [True, True])  # its answer was never read
        same(was_there(draw_again(server, {"n": 2})), [True, True])
        same(accepted(one), 2)
        same(was_there(server.draw({"n": 2})), [False, False])  # who does not say so wants others
        same(was_there(draw_again(server, {"n": 2, "prompt": "Another"})), [False, False])
        same(accepted(one), 6)
        answer = refused(draw_again(server, {"prompt": "emulate:50411"}), 400, "content_policy_violation")
        same(answer.headers["X-Should-Retry"], "false")


@check
def who_sends_again_after_a_restart_pays_once_without_a_key_too():
    with emulator("--task-queries", "100000") as one:
        with Server(one, "--wait-timeout", "600", "--concurrency", "4", token=TOKEN) as server:
            def restarted(end):
                """Asks, ends the server meanwhile, and starts it and a service that is quick again."""
                with server.connect() as peer:
                    before = accepted(one)
                    peer.sendall(server.request({"n": 2}))
                    wait_until(lambda: server.metrics()["jimeng_serve_submits_accepted_total"] == 2)
                    end()
                    answer = read_all(peer)
                one.kill()
                one.options = ()
                one.start()
                server.start()
                same(was_there(draw_again(server, {"n": 2})), [True, True])
                same(was_there(draw_again(server, {"n": 2})), [True, True])
                same(accepted(one), before + 2)
                one.kill()
                one.options = ("--task-queries", "100000")
                one.start()
                return answer

            told = refused(parse(restarted(server.end)), 503, "shutting_down")
            same(told.headers["x-should-retry"], "true")
            server.end()
            server.start()
            restarted(server.kill)
            # What is not kept is paid again by whoever asks again: it is told so.
        for words in (["--no-journal"], ["--emulator"]):
            for key in (None, "k"):
                with Server(one, "--wait-timeout", "600", *words, token=TOKEN, JIMENG_POLL_INTERVAL="30") as server, server.connect() as peer:
                    peer.sendall(server.request(key=key))
                    wait_until(lambda: server.metrics()["jimeng_serve_submits_accepted_total"] == 1)
                    server.end()
                    told = refused(parse(read_all(peer)), 503, "shutting_down", "billed again")
                    same(told.headers["x-should-retry"], "false")


@check
def what_fails_is_told_with_the_moneys_fate():
    with emulator() as one, Server(one) as server:
        answer = refused(server.draw(prompt="emulate:50411"), 400, "content_policy_violation", "50411")
        same(answer.headers["X-Should-Retry"], "false")
        one.kill()
        lost = refused(server.draw(), 502, "upstream_unreachable", "nothing")
        same(lost.error["type"], "server_error")
        one.start()
        same(server.draw().status, 200)
    with emulator() as one, Server(one, "--budget", "2") as server:
        same((server.draw(n=2).status, server.draw().status, accepted(one)), (200, 429, accepted(one)))
        refused(server.draw(), 429, "insufficient_quota", "budget")


@check
def a_task_that_takes_too_long_is_told_as_one_that_goes_on():
    with emulator("--task-queries", "100000") as one, Server(one, "--wait-timeout", "1") as server:
        answer = refused(server.draw(key="long"), 504, "still_running", "jimeng wait", "same Idempotency-Key")
        same(answer.headers["X-Should-Retry"], "true")
        same(refused(server.draw(key="long"), 504, "still_running").status, 504)
        same(accepted(one), 1)


@check
def a_signal_ends_it_and_what_is_paid_is_named():
    with emulator("--task-queries", "100000") as one, Server(one, "--wait-timeout", "600", token=TOKEN) as server:
        with send_and_leave(server, "late") as peer, server.connect() as idle:
            wait_until(lambda: accepted(one) == 1)
            code, said = server.end()
            answer = refused(parse(read_all(peer)), 503, "shutting_down", "same Idempotency-Key")
            holds(answer.error["message"], "jimeng")
            same((code, read_all(idle)), (0, b""))
            holds(said, "resume --all")
        same(accepted(one), 1)


@check
def who_sends_slowly_while_it_ends_is_answered_at_once():
    with emulator() as one, Server(one, token=TOKEN) as server, server.connect() as slow, server.connect() as slower:
        whole = server.request()
        waits = whole.replace(b"Content-Type", b"Expect: 100-continue\r\nContent-Type").partition(b"\r\n\r\n")
        slower.sendall(waits[0] + waits[1])
        same(slower.recv(4096), b"HTTP/1.1 100 Continue\r\n\r\n")
        slower.sendall(waits[2][:5])
        slow.sendall(whole[:-5])
        same(server.ask("GET", "/healthz", headers={}).status, 200)  # what was sent before is read by now
        code, _ = server.end()
        for peer in (slow, slower):
            answer = refused(parse(read_all(peer)), 503, "shutting_down", "nothing is billed")
            same((answer.headers["x-should-retry"], answer.headers["retry-after"]), ("true", "5"))
        same((code, accepted(one)), (0, 0))


@check
def the_token_of_the_environment_is_told_nowhere():
    with emulator() as one, Server(one, token=TOKEN) as server:
        said = server.ask("GET", "/" + TOKEN).body.decode() + server.draw({TOKEN: 1}).body.decode()
        with open(f"/proc/{server.process.pid}/environ", "rb") as environment:
            assert TOKEN.encode() not in environment.read(), "the environment still has it"
        assert TOKEN not in said, said


def fuzzed(chance, server):
    """A request that is broken in one of many ways."""
    good = server.request()
    head, _, body = good.partition(b"\r\n\r\n")
    auth = f"Host: 127.0.0.1:{server.port}\r\nAuthorization: Bearer {server.token}\r\n".encode()

    def post(body, kind="application/json", path="/v1/images/generations", more=b""):
        return (f"POST {path} HTTP/1.1\r\n".encode() + auth + f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n".encode() + more
                + b"\r\n" + body)

    def broken_json():
        text = bytearray(body)
        for _ in range(chance.randint(1, 4)):
            text[chance.randrange(len(text))] = chance.choice(b'\0"{}[]:,\\\xff\x80x')
        return post(bytes(text) + chance.choice([b"}", b"\0", b"]", b"{"]))

    def broken_value():
        value = chance.choice([[], {}, True, -1, 1e400, "x" * 5000, "\0", [[[]]], {"a": {"b": []}}, "\ud800", 2 ** 70])
        name = chance.choice(["prompt", "model", "size", "n", "response_format", "seed", "width", "image_urls", "nothing"])
        return post(json.dumps({"prompt": "x", **{name: value}, "quality": "ruined"}).encode("utf-8", "surrogatepass"))

    def broken_form():
        whole, kind = form([("prompt", "x"), ("n", "1")], [("image", png(32, 32))])
        how = chance.randrange(6)
        if how == 0:
            return post(whole[:chance.randrange(len(whole) - 8)], kind, "/v1/images/edits")
        if how == 1:
            return post(whole, "multipart/form-data", "/v1/images/edits")
        if how == 2:
            return post(whole.replace(b"form-data;", b"form-data"), kind, "/v1/images/edits")
        if how == 3:
            return post(whole.replace(b'name="', b'nome="'), kind, "/v1/images/edits")
        if how == 4:
            return post(whole, kind.replace("edge", "edge" * 30), "/v1/images/edits")
        return post(whole.replace(b"\x89PNG", b"\x88PNG"), kind, "/v1/images/edits")

    def broken_head():
        line = chance.choice([b"\x00\x01", b"Content-Length: -1", b"Content-Length: 5\r\nContent-Length: 6", b"Transfer-Encoding: gzip",
                              b"Content-Length: 99999999999999999999", b"Host", b": x", b"A b: c", b"X: " + b"y" * 40000, b"Expect: 42",
                              b"X: 1\r\n" * 200 + b"X: 2", b"Content-Encoding: gzip", b"Transfer-Encoding: chunked\r\nContent-Length: 3"])
        return head + b"\r\n" + line + b"\r\n\r\n" + body

    def broken_line():
        line = chance.choice([b"", b"GET", b"GET /", b"GET / HTTP/2.0", b"GET / HTTP/1.1 x", b"G@T / HTTP/1.1", b"POST  / HTTP/1.1",
                              b"\x16\x03\x01\x02\x00", b"GET /" + b"x" * 40000 + b" HTTP/1.1", b"DELETE /v1/models HTTP/1.1",
                              b"TRACE / HTTP/1.1", b"OPTIONS * HTTP/1.1", b"CONNECT a:1 HTTP/1.1", b"GET http://evil.example/ HTTP/1.1"])
        return line + b"\r\n" + auth + b"\r\n"

    def broken_chunks():
        chunks = chance.choice([b"z\r\n", b"5\r\nabc", b"-1\r\n", b"ffffffffffffffffff\r\n", b"3\r\nabcd\r\n", b"0\r\n: bad\r\n\r\n"])
        return b"POST /v1/images/generations HTTP/1.1\r\n" + auth + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks

    def short():
        return good[:chance.randrange(1, len(good) - 1)]

    def noise():
        return bytes(chance.randrange(256) for _ in range(chance.randint(2, 400)))

    def wrong_kind():
        return post(body, chance.choice(["text/plain", "application/xml", "", "application/x-www-form-urlencoded"]))

    return chance.choice([broken_json, broken_value, broken_form, broken_head, broken_line, broken_chunks, short, noise, wrong_kind])()


@check
def five_hundred_malformed_requests_get_an_error_and_disturb_nobody():
    seed = int(os.environ.get("JIMENG_SEED", random.SystemRandom().randrange(2 ** 32)))
    print(f"# JIMENG_SEED={seed}")
    chance = random.Random(seed)
    with emulator("--task-queries", "200") as one, Server(one, "--wait-timeout", "600", token=TOKEN) as server:
        undisturbed = []
        other = threading.Thread(target=lambda: undisturbed.append(server.draw(key="other")), daemon=True)
        other.start()
        wait_until(lambda: accepted(one) == 1)
        for number in range(MALFORMED):
            sent = fuzzed(chance, server)
            came = server.raw(sent)
            assert came, f"no answer to number {number}: {sent[:300]!r}"
            answer = parse(came)
            assert 400 <= answer.status < 500, f"{answer.status} to number {number}: {sent[:300]!r}"
            assert answer.error["type"] == "invalid_request_error", answer.error
        other.join(LIMIT)
        same((undisturbed[0].status, accepted(one), server.process.poll()), (200, 1, None))


@check
def slow_and_silent_clients_keep_nobody_out():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with emulator() as one, Server(one) as server:
        slow = [server.connect() for _ in range(2100)]  # more than it takes at once
        try:
            for number, peer in enumerate(slow):
                try:
                    peer.sendall(b"GET /v1/models HT" if number % 2 else b"")
                except OSError:
                    pass  # it had to make room
            same(server.draw().status, 200)
            same(server.ask("GET", "/v1/models").status, 200)
        finally:
            for peer in slow:
                peer.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@check
def with_few_open_files_what_is_paid_is_saved():
    with emulator("--task-queries", "20") as one:
        server = Server(one, "--concurrency", "16", "--wait-timeout", "600", token=TOKEN,
                        before=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256)))
        with server:
            came, most = [None] * 40, []
            clients = threading.Thread(target=in_threads, args=(len(came), lambda n: came.__setitem__(n, server.draw(n=10))), daemon=True)
            clients.start()
            while clients.is_alive():
                most.append(len(os.listdir(f"/proc/{server.process.pid}/fd")))
                clients.join(0.02)
            print(f"# {max(most)} files were open")
            drawn = [answer for answer in came if answer.status == 200]
            assert drawn, came
            for answer in came:
                if answer.status != 200:
                    refused(answer, 429, "too_many_tasks", "too many tasks", "nothing is billed")
                    same((answer.headers["X-Should-Retry"], answer.headers["Retry-After"]), ("true", "5"))
            tasks = [task for answer in drawn for task in answer.json["jimeng"]["tasks"]]
            same([task["error"] for task in tasks if "error" in task], [])
            same((len(tasks), len(os.listdir(os.path.join(scratch, "pictures")))), (accepted(one), accepted(one)))
            assert max(most) < 256, max(most)
            _, said = server.end()
            holds(said, "clients and", "tasks at once", "ulimit -Hn")


@check
def one_that_stops_in_the_middle_is_told_so():
    with emulator() as one, Server(one) as server, server.connect() as slow:
        slow.sendall(server.request()[:60])
        refused(parse(read_all(slow)), 408, "request_timeout")


@check
def what_is_too_large_is_refused_before_it_is_read():
    with emulator() as one, Server(one) as server:
        start = f"POST /v1/images/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {server.token}\r\nContent-Type: %s\r\n"
        plain = start % ("generations", "application/json")
        for head in (plain + "Content-Length: 1048577\r\n\r\n", start % ("edits", "multipart/form-data; boundary=x") + "Content-Length: 67108865\r\n\r\n"):
            refused(parse(server.raw(head.encode(), half_close=False)), 413, "too_large")
        chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
        refused(parse(server.raw((plain + "Transfer-Encoding: chunked\r\n\r\n").encode() + chunk * 20)), 413, "too_large")
        waits = (plain + f"Expect: 100-continue\r\nContent-Length: {2 ** 21}\r\n\r\n").encode()
        refused(parse(server.raw(waits, half_close=False)), 413, "too_large")


@check
def bodies_come_in_chunks_after_a_go_ahead_and_one_behind_the_other():
    with emulator() as one, Server(one) as server:
        body = json.dumps(PICTURE).encode()
        start = (f"POST /v1/images/generations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {server.token}\r\n"
                 "Content-Type: application/json\r\n").encode()
        with server.connect() as peer:
            peer.sendall(start + f"Expect: 100-continue\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode())
            same(peer.recv(4096), b"HTTP/1.1 100 Continue\r\n\r\n")
            peer.sendall(body)
            same(parse(read_all(peer)).status, 200)
        with server.connect() as peer:
            chunks = b"".join(b"1\r\n" + body[i:i + 1] + b"\r\n" for i in range(len(body)))
            peer.sendall(start + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n")
            same(parse(read_all(peer)).status, 200)
        with server.connect() as peer:
            get = f"GET /healthz HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
            peer.sendall(((get % "") * 3).encode() + server.request() + (get % "Connection: close\r\n").encode())
            same(read_all(peer).count(b"HTTP/1.1 200 OK"), 5)


def is_sanitized():
    """Whether the command has an allocator that gives nothing back for a while."""
    with open(JIMENG, "rb") as file:
        return b"__asan_init" in file.read()


@check
def a_thousand_clients_wait_within_256_mib():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with emulator("--task-queries", "1000000") as one, Server(one, "--wait-timeout", "3600", token=TOKEN) as server:
        body, kind = form([("prompt", "At night"), ("model", "i2i-3.0")], [("image", png(600, 600, noise=True))])
        edit = (f"POST /v1/images/edits HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: {kind}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n").encode() + body
        peers = []
        for number in range(CROWD):
            peers.append(server.connect())
            peers[-1].sendall(server.request() if number % 10 else edit)
        wait_until(lambda: server.metrics()["jimeng_serve_clients_waiting"] == CROWD, server.process)
        with open(f"/proc/{server.process.pid}/status", encoding="ascii") as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
        print(f"# {CROWD} clients wait within {peak // 1024} MiB")
        assert peak <= 256 * 1024 or is_sanitized(), f"{peak} KiB"
        same((accepted(one), server.ask("GET", "/healthz", headers={}).status), (2, 200))  # one of each model at once
        code, _ = server.end()
        answers = [parse(read_all(peer)) for peer in peers]
        same((code, {answer.status for answer in answers}), (0, {503}))
        for peer in peers:
            peer.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@check
def nothing_it_printed_has_a_secret():
    assert SECRET not in "".join(everything_printed) and TOKEN not in "".join(everything_printed)


sys.exit(over())
