#!/usr/bin/env python3
"""Checks `jimeng doctor`: what it finds, what it ends with, and that it never submits. Prints TAP.

usage: doctor.py JIMENG
"""

import email.utils
import os
import socket
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import refusal, state  # noqa: E402
from harness import *  # noqa: E402,F403

NAMES = ["settings", "journal", "endpoint", "route", "proxy", "keys", "connection", "tls", "clock", "signature", "service"]
TOKEN = "session-token-canary-never-shown"
PASSWORD = "proxy-password-canary"
ID = "AKLTcanaryofanaccesskey"


def gateway(name, number, message="no", status=401):
    return status, {"ResponseMetadata": {"RequestId": "r", "Error": {"Code": name, "CodeN": number, "Message": message}}}


def doctor(*args, answer=None, **env):
    """A run against the scripted service; nothing but queries may have arrived."""
    service = place["service"]
    service.answers = list(answer) if isinstance(answer, list) else [answer or state("not_found")]
    done = Run("doctor", *args, env={**keys(VOLC_ACCESSKEY=ID), **env})
    same(done.err, "")
    only_queries(service)
    return done


def only_queries(service):
    """Whatever was looked at, no action but the free one was called, and that at most once a run."""
    same(service.submits(), [])
    for request in service.requests:
        holds(request["target"], "GetResult")


def checks(done):
    return {one["name"]: one for one in done.json["checks"]}


def problems(done):
    return [one["name"] for one in done.json["checks"] if not one["ok"]]


def found(name, done):
    return checks(done)[name]["found"]


@check
def good_keys_are_all_well():
    done = doctor("--json")
    same(done.code, 0)
    same(sorted(done.json), ["checks", "exit_code", "ok"])
    same((done.json["ok"], done.json["exit_code"]), (True, 0))
    same([one["name"] for one in done.json["checks"]], NAMES)
    for one in done.json["checks"]:
        same(sorted(one), ["found", "name", "ok", "remedy"])
        same(one["ok"], True)
    same(found("keys", done), "access key AKLT…****, from VOLC_ACCESSKEY, VOLC_SECRETKEY")
    same(len(service.queries()), 1)
    lines = doctor().out.splitlines()
    same(len(lines), len(NAMES))
    assert all(line.startswith("[ok] ") for line in lines), lines


@check
def the_private_emulator_is_looked_at_without_keys_or_files():
    os.makedirs(os.path.join(scratch, ".volc"))
    with open(os.path.join(scratch, ".volc", "credentials"), "w", encoding="utf-8") as stream:
        stream.write("no keys\n")
    done = Run("doctor", "--emulator", "--json", env={"HOME": scratch, "JIMENG_API_URL": "nonsense"})
    same(done.code, 0)
    same(problems(done), [])
    same([one["name"] for one in done.json["checks"]], NAMES)
    same(os.listdir(scratch), [".volc"])


@check
def chinese_is_spoken_when_asked_or_when_the_locale_is():
    for done in (doctor("--lang", "zh"), doctor(LANG="zh_CN.UTF-8")):
        same(done.code, 0)
        lines = done.out.splitlines()
        same(len(lines), len(NAMES))
        assert all(re.match(r"\[正常\] \S+：", line) for line in lines), lines
    done = doctor("--lang", "zh", "--json", answer=gateway("InvalidAccessKey", 100009))
    same(done.code, 4)
    holds(found("signature", done), "Access Key ID 不存在")


@check
def a_remedy_names_the_variable_that_is_wrong_and_is_said_once():
    for speech in ("en", "zh"):
        for name, number, meant, other in (("InvalidAccessKey", 100009, "VOLC_ACCESSKEY", "VOLC_SECRETKEY"),
                                           ("SignatureDoesNotMatch", 100010, "VOLC_SECRETKEY", "VOLC_ACCESSKEY")):
            remedy = checks(doctor("--json", "--lang", speech, answer=gateway(name, number)))["signature"]["remedy"]
            holds(remedy, meant)
            assert other not in remedy, remedy
    said = found("signature", doctor("--json", answer=gateway("SignatureDoesNotMatch", 100010, "it differs; canonical request:\nPOST\n/")))
    holds(said, "'it differs'")
    for speech in ("en", "zh"):
        done = doctor("--json", "--lang", speech, JIMENG_STATE_DIR="/dev/null", JIMENG_API_TIMEOUT="soon", VOLC_SECRETKEY="a b")
        for name in ("settings", "journal"):
            one = checks(done)[name]
            assert not one["ok"] and "--no-journal" not in one["found"] + one["remedy"], one
            same(bool(re.search("[\u4e00-\u9fff]", one["found"])), speech == "zh")
        same((one["found"] + one["remedy"]).count("JIMENG_STATE_DIR"), 1)
    holds(found("keys", doctor("--json", "--lang", "zh", VOLC_SECRETKEY="a b")), "没有可用的密钥")


@check
def row_35_what_the_service_says_becomes_the_commands_exit_code():
    for answer, code, name in (
            (gateway("InvalidAccessKey", 100009), 4, "signature"), (gateway("SignatureDoesNotMatch", 100010), 4, "signature"),
            (gateway("InvalidSecretToken", 0), 4, "signature"), (gateway("InvalidCredential", 0, status=400), 4, "signature"),
            (gateway("LackPolicy", 100012, status=403), 4, "service"), (gateway("AccessDenied", 100013, status=403), 4, "service"),
            (refusal(401, 50400), 4, "service"), (refusal(429, 50429), 6, "service"), (refusal(429, 50430), 6, "service"),
            (gateway("FlowLimitExceeded", 100018, status=429), 6, "service"), (refusal(500, 50500), 7, "service"),
            (gateway("InternalError", 100014, status=500), 7, "service"), ((200, b"<html>log in</html>"), 14, "service"),
            ((302, b""), 14, "service"), (gateway("InvalidTimestamp", 100006, status=400), 4, "clock")):
        done = doctor("--json", answer=answer)
        same((answer, done.code, problems(done)), (answer, code, [name]))
        same((done.json["ok"], done.json["exit_code"]), (False, code))
        assert checks(done)[name]["remedy"], name
        same(doctor(answer=answer).code, code)


@check
def any_answer_about_the_invented_task_shows_that_the_keys_are_good():
    for answer in (refusal(400, 50215), refusal(400, 50200), state("expired"), state("done"), refusal(400, 59999)):
        same(doctor(answer=answer).code, 0)


@check
def row_36_the_clock_is_compared_with_the_date_of_the_answer():
    refused = gateway("InvalidTimestamp", 100006, status=400)
    for shift, words in ((1500, "behind the service's"), (-1500, "ahead of the service's"), (25 * 3600 + 1800, "1 d 1 h behind")):
        service.date = email.utils.formatdate(time.time() + shift, usegmt=True)
        done = doctor("--json", answer=[refused, refused])
        same((done.code, problems(done)), (4, ["clock"]))
        holds(found("clock", done), words)
        service.requests.clear()
        done = doctor("--json", answer=[refused, state("not_found")])  # as a generate corrects it by itself
        same((done.code, problems(done), len(service.queries())), (0, [], 2))
        holds(found("clock", done), words)
        done = doctor("--json", answer=[refused, gateway("SignatureDoesNotMatch", 100010)])
        same((done.code, problems(done)), (4, ["signature"]))
        done = doctor("--json")
        same((done.code, problems(done)), (0, []))
        holds(found("clock", done), words)
        assert checks(done)["clock"]["remedy"]
    for date in ("", "yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Sun, 06 Nov 99999999999999999999 08:49:37 GMT"):
        service.date = date
        holds(found("clock", doctor("--json")), "no date")
        same(doctor(answer=refused).code, 4)


@check
def without_keys_network_and_clock_are_looked_at_all_the_same():
    service.answers = [gateway("MissingAuthenticationToken", 100003)]
    done = Run("doctor", "--json", env={"JIMENG_API_URL": service.url})
    same((done.code, problems(done)), (3, ["keys"]))
    holds(found("keys", done), "VOLC_ACCESSKEY is not set")
    same(list(checks(done)), [name for name in NAMES if name not in ("signature", "service")])
    only_queries(service)
    same([name for request in service.requests for name in request["headers"] if name == "Authorization"], [])


@check
def the_source_of_the_keys_is_told_and_the_keys_are_not():
    folder = os.path.join(scratch, ".volc")
    os.makedirs(folder)
    path = os.path.join(folder, "credentials")
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(f"[default]\naccess_key_id = {ID}\nsecret_access_key = {SECRET}\n")
    os.chmod(path, 0o600)
    none = {"VOLC_ACCESSKEY": "", "VOLC_SECRETKEY": "", "HOME": scratch}
    same(found("keys", doctor("--json", **none)), f"access key AKLT…****, from {path}")
    same(found("keys", doctor("--json", **none, VOLCENGINE_ACCESS_KEY=ID, VOLCENGINE_SECRET_KEY=SECRET, VOLCENGINE_SESSION_TOKEN=TOKEN)),
         "access key AKLT…**** with a session token, from VOLCENGINE_ACCESS_KEY, VOLCENGINE_SECRET_KEY")
    same(found("keys", doctor("--json", **none, JIMENG_BEARER_TOKEN=TOKEN)), "the token of a relay, from JIMENG_BEARER_TOKEN")
    os.chmod(path, 0o644)
    done = doctor("--json", answer=gateway("MissingAuthenticationToken", 100003), **none)
    same((done.code, problems(done)), (3, ["keys"]))
    holds(found("keys", done), f"run chmod 600 {path}")


@check
def the_variable_that_set_endpoint_and_route_is_named():
    done = doctor("--json", JIMENG_API_URL=service.url + "/relay", JIMENG_ROUTE="model")
    same(done.code, 0)
    same(found("endpoint", done), f"{service.url}/relay, set by JIMENG_API_URL and no host of the vendor's")
    same(found("route", done), "model, region cn-beijing, set by JIMENG_ROUTE")
    assert service.requests[-1]["target"].startswith("/relay/?Action=JimengT2IV40GetResult"), service.requests[-1]
    done = doctor("--json", "--model", "outpaint", JIMENG_ROUTE="model")
    same((done.code, problems(done)), (2, ["route"]))
    same(len(service.requests), 1)
    done = doctor("--json", JIMENG_ROUTE="west")
    same((done.code, problems(done)), (3, ["settings"]))
    holds(found("settings", done), "JIMENG_ROUTE is 'west'")
    done = doctor("--json", JIMENG_API_URL="http://user:" + PASSWORD + "@relay.example/")
    same((done.code, problems(done)), (3, ["settings"]))


@check
def everything_that_is_wrong_with_the_settings_is_told_at_once():
    done = doctor("--json", JIMENG_CONCURRENCY="many")
    same((done.code, problems(done)), (3, ["settings"]))
    holds(found("settings", done), "JIMENG_CONCURRENCY is 'many'")
    done = doctor("--json", JIMENG_CONCURRENCY="0", JIMENG_ROUTE="west", JIMENG_API_TIMEOUT="soon", JIMENG_MAX_POLL_ATTEMPTS="-1")
    same((done.code, problems(done)), (3, ["settings"]))
    holds(found("settings", done), "CONCURRENCY is '0'", "ROUTE is 'west'", "TIMEOUT is 'soon'", "ATTEMPTS is '-1'")
    one_line(doctor(JIMENG_ROUTE="west", JIMENG_STATE_DIR=place["journal"]).out.split("\n", 1)[0] + "\n")


@check
def a_place_where_no_journal_can_be_kept_is_told_and_none_is_made():
    same(found("journal", doctor("--json")), f"tasks can be kept in {place['journal']}/jobs")
    new = os.path.join(scratch, "new", "state")
    same(found("journal", doctor("--json", JIMENG_STATE_DIR=new)), f"tasks can be kept in {new}/jobs")
    assert not os.path.exists(os.path.join(scratch, "new"))
    with open(os.path.join(scratch, "file"), "w", encoding="utf-8"):
        pass
    os.chmod(os.path.join(place["journal"], "jobs"), 0o750)
    for where, words in ((place["journal"], "chmod 700"), (os.path.join(scratch, "file"), "file"), ("relative", "JIMENG_STATE_DIR")):
        done = doctor("--json", JIMENG_STATE_DIR=where)
        same((done.code, problems(done)), (13, ["journal"]))
        one = checks(done)["journal"]
        holds(one["found"] + one["remedy"], words)
        assert one["remedy"] and "--no-journal" not in one["found"] + one["remedy"], one


@check
def the_model_that_is_asked_for_is_asked_about():
    done = doctor("--json", "--model", "video-3.0-pro")
    same(service.queries()[-1]["req_key"], "jimeng_ti2v_v30_pro")
    holds(found("service", done), "video-3.0-pro")
    for args in (["--model", "5.0"], ["--lang", "fr"], ["a word"]):
        done = Run("doctor", *args, env=keys())
        same(done.code, 2)
        one_line(done.err)


@check
def what_ends_on_the_way_is_told_by_its_stage():
    done = doctor("--json", JIMENG_API_URL="http://127.0.0.1:1")
    same((done.code, problems(done)), (8, ["connection"]))
    holds(found("connection", done), "127.0.0.1:1 refuses the connection")
    done = doctor("--json", JIMENG_API_URL="https://nobody.invalid")
    same((done.code, problems(done)), (8, ["connection"]))
    done = doctor("--json", JIMENG_API_URL=service.url.replace("http:", "https:"))
    same((done.code, problems(done)), (8, ["tls"]))
    done = doctor("--json", "--ca-file", "nothing.pem", JIMENG_API_URL=service.url.replace("http:", "https:"))
    same((done.code, problems(done)), (3, ["tls"]))
    service.answers = [None]
    done = Run("doctor", "--json", env=keys())
    same((done.code, problems(done)), (8, ["connection"]))
    only_queries(service)


class Proxy:
    """Answers every CONNECT with this line and writes down what was asked."""

    def __init__(self, answer):
        self.asked = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.socket.getsockname()[1]

        def serve():
            while True:
                try:
                    peer, _ = self.socket.accept()
                except OSError:
                    return
                self.asked.append(peer.recv(65536).decode())
                peer.sendall(answer.encode())
                peer.close()

        threading.Thread(target=serve, daemon=True).start()


@check
def row_12_a_proxy_is_named_by_its_variable_and_without_its_password():
    proxy = Proxy("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
    whole = f"http://somebody:{PASSWORD}@{proxy.address}"
    for variable in ("HTTPS_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        done = doctor("--json", JIMENG_API_URL="https://relay.invalid", **{variable: whole})
        same((done.code, problems(done)), (8, ["proxy"]))
        holds(checks(done)["proxy"]["remedy"], variable)
        holds(found("proxy", done), "403")
    assert all(asked.startswith("CONNECT relay.invalid:443 ") for asked in proxy.asked), proxy.asked
    same(len(proxy.asked), 4)
    done = doctor("--json", JIMENG_API_URL="https://relay.invalid", HTTPS_PROXY=f"http://somebody:{PASSWORD}@127.0.0.1:1")
    same((done.code, problems(done)), (8, ["proxy"]))
    open_one = Proxy("HTTP/1.1 200 OK\r\n\r\n")
    done = doctor("--json", JIMENG_API_URL="https://relay.invalid", HTTPS_PROXY=f"http://somebody:{PASSWORD}@{open_one.address}")
    same((done.code, problems(done)), (8, ["tls"]))
    same(found("proxy", done), f"calls go through {open_one.address}, named by HTTPS_PROXY")
    open_one.socket.close()
    done = doctor("--json", HTTPS_PROXY=whole)
    same(done.code, 0)
    same(found("proxy", done), "HTTPS_PROXY names one, and 127.0.0.1 is reached without it")
    done = doctor("--json", JIMENG_API_URL="https://relay.invalid", HTTPS_PROXY=whole, NO_PROXY="relay.invalid")
    same((done.code, problems(done)), (8, ["connection"]))
    same(found("proxy", done), "HTTPS_PROXY names one, and relay.invalid is reached without it")
    same(len(proxy.asked), 4)
    done = doctor("--json", JIMENG_API_URL="https://relay.invalid", HTTPS_PROXY=f"socks5://somebody:{PASSWORD}@127.0.0.1:1")
    same((done.code, problems(done)), (3, ["settings"]))
    proxy.socket.close()


@check
def what_a_service_sends_back_reaches_no_terminal_as_it_is():
    evil = f"\x1b]52;c;x\x07 {SECRET} \u202e\nsecond line"
    for args in ([], ["--json"]):
        done = doctor(*args, answer=gateway("SignatureDoesNotMatch", 100010, evil))
        same(done.code, 4)
        holds(done.out, "***")
        assert not any(ord(c) < 32 and c != "\n" or c == "\u202e" for c in done.out), repr(done.out)
    same(len(doctor(answer=gateway("SignatureDoesNotMatch", 100010, evil)).out.splitlines()), len(NAMES) - 1)


def silent():
    """A service that takes connections and never answers."""
    listener = socket.create_server(("127.0.0.1", 0))
    place["silent"] = []

    def serve():
        while True:
            peer, _ = listener.accept()
            peer.recv(65536)
            place["silent"].append(peer)

    threading.Thread(target=serve, daemon=True).start()
    return "http://127.0.0.1:%d" % listener.getsockname()[1]


@check
def a_word_from_outside_ends_it():
    process = started("doctor", VOLC_ACCESSKEY=ID, JIMENG_API_URL=silent())
    wait_until(lambda: place["silent"], process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=LIMIT)
    same((process.returncode, err), (130, b""))
    holds(out.decode(), "it was interrupted")


@check
def output_that_cannot_be_written_is_an_error():
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([JIMENG, "doctor", "--emulator"], env=bare_environment(), stdout=full, stderr=subprocess.PIPE, timeout=LIMIT)
    same(done.returncode, 13)


@check
def no_secret_was_ever_printed():
    for text in everything_printed:
        for secret in (SECRET, TOKEN, PASSWORD, ID):
            assert secret not in text, text


sys.exit(over())
