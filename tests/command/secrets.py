#!/usr/bin/env python3
"""Looks for secrets wherever the command leaves anything: what it prints, every file, the process list, a crash. Prints TAP.

usage: secrets.py JIMENG

Each secret is a canary, looked for as it is, in base64 at every offset, in hexadecimal and percent-encoded. The service sends
them all back, as a gateway does that explains a wrong signature.
"""

import base64
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import FakeService, accepted, links, refusal, state  # noqa: E402,F401
from harness import *  # noqa: E402,F403

KEY_ID = "AKLTcanaryKeyIdOfNobody01"
CANARIES = {"access key id": KEY_ID, "secret key": "U2VjcmV0S2V5/Q2FuYXJ5+Tm9ib2R5==", "session token": "STSsession/canary+of=nobody",
            "token of a relay": "relay-token-canary-of-nobody", "password of a proxy": "proxy!password canary"}
OF_ACCOUNT = {"VOLC_ACCESSKEY": KEY_ID, "VOLC_SECRETKEY": CANARIES["secret key"], "VOLC_SESSION_TOKEN": CANARIES["session token"],
              "HTTPS_PROXY": f"http://canary:{urllib.parse.quote(CANARIES['password of a proxy'])}@127.0.0.1:1"}
OF_RELAY = {"VOLC_ACCESSKEY": "", "VOLC_SECRETKEY": "", "JIMENG_BEARER_TOKEN": CANARIES["token of a relay"], "HTTPS_PROXY": OF_ACCOUNT["HTTPS_PROXY"]}
CAT = ("a cat", "--size", "1K")
NOBODY = 65534


def spellings(text):
    """How it may stand somewhere. Of base64 the characters are left out that depend on what stands beside it."""
    raw = text.encode()
    found = {raw, urllib.parse.quote(text, safe="").encode(), json.dumps(text)[1:-1].replace("/", "\\/").encode(), raw.hex().encode(), raw.hex().upper().encode()}
    for before in range(3):
        coded = base64.b64encode(b"x" * before + raw)
        found.add(coded[(0, 2, 3)[before]:len(coded) - 4])
    return found


ALL = [(name, spelling) for name, text in CANARIES.items() for spelling in spellings(text)]


def hidden(content, where, but=()):
    for name, spelling in ALL:
        assert name in but or spelling not in content, f"the {name} is in {where} as {spelling!r}"


def nothing_in_files():
    """In what the run saved, in the journal with all beside it, and in the home folder."""
    count = 0
    for top in (place["scratch"], place["journal"], HOME):
        for folder, _, names in os.walk(top):
            for name in names:
                path = os.path.join(folder, name)
                hidden(name.encode(), f"the name {path}")
                if os.path.isfile(path):
                    count += 1
                    with open(path, "rb") as file:
                        hidden(file.read(), path)
    return count


def looked_through(*words, of=OF_ACCOUNT, code=None, **more):
    ended = Run(*words, env=keys(**{**of, **more}))
    assert code is None or ended.code == code, (words, ended.code, ended.err)
    hidden((ended.out + ended.err).encode(), f"what {words} printed")
    return ended


def echo(of):
    """All that this caller sent, as services and proxies spell it."""
    known = [text for name, text in CANARIES.items() if (name == "token of a relay") == (of is OF_RELAY) or name == "password of a proxy"]
    coded = [base64.b64encode((before + text).encode()).decode() for text in known for before in ("", "a", "canary:")]
    return " ".join([*known, *coded, *(urllib.parse.quote(text, safe="") for text in known)])


def gateway(message):
    return 403, {"ResponseMetadata": {"RequestId": "r", "Error": {"CodeN": 100010, "Code": "SignatureDoesNotMatch", "Message": message}}}


@check
def the_search_finds_every_canary_in_every_spelling():
    for name, text in CANARIES.items():
        for before in ("", "a", "ab", "Basic "):
            for coded in ((before + text).encode(), base64.b64encode((before + text + "\n").encode()), (before + text).encode().hex().encode(),
                          urllib.parse.quote(before + text, safe="").encode()):
                try:
                    hidden(coded, "a trap")
                except AssertionError as error:
                    holds(str(error), name)
                    continue
                raise RuntimeError(f"{name} went by as {coded!r}")


@check
def row_66_no_run_that_goes_well_leaves_a_secret():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    done = links(service.url + "/p")
    for of in (OF_ACCOUNT, OF_RELAY):
        for form in ([], ["--json"]):
            service.answers = [accepted(), state("generating"), done]
            looked_through("generate", *CAT, *form, "--output", "cat.png", "--force", of=of, code=0)
            service.answers = [accepted()]
            looked_through("generate", *CAT, *form, "--no-wait", "--job-key", f"{len(of)}{form}", of=of, code=0)
            looked_through("tasks", "list", *form, of=of, code=0)
            looked_through("tasks", "show", f"{len(of)}{form}", *form, of=of, code=0)
            service.answers = [done] * 10
            looked_through("resume", "--all", *form, of=of, code=0)
            looked_through("download", f"{len(of)}{form}", *form, of=of, code=0)
            looked_through("wait", ID, *form, "--output", "new/", "--free-name", of=of, code=0)
            service.answers = [state("not_found")]
            looked_through("doctor", *form, of=of)
    assert nothing_in_files() >= 10


@check
def row_66_what_the_service_sends_back_leaves_no_secret_anywhere():
    for of in (OF_ACCOUNT, OF_RELAY):
        said = echo(of)
        page = (502, ("<html>" + said).encode())
        for form in ([], ["--json"]):
            for answers in ([gateway(said)] * 2, [page], [refusal(400, 50411, said)], [accepted(), refusal(400, 50412, said)], [(200, said)],
                            [(200, {"code": 10000, "data": {"task_id": 1e30}, "message": said})], [accepted()] + [page] * 2):
                service.answers = list(answers)
                assert looked_through("generate", *CAT, *form, of=of, JIMENG_MAX_POLL_ATTEMPTS="2").code != 0
                service.answers = [answers[-1]] * 3
                looked_through("wait", ID, *form, of=of, JIMENG_MAX_POLL_ATTEMPTS="1")
                service.answers = [answers[-1]] * 3
                looked_through("doctor", *form, of=of)
            looked_through("tasks", *form, of=of, code=0)
    assert nothing_in_files() >= 10
    assert b"***" in b"".join(open(os.path.join(journal, "jobs", name), "rb").read() for name in os.listdir(os.path.join(journal, "jobs")))


@check
def row_66_a_text_that_is_cut_within_a_secret_shows_no_piece_of_it():
    """Where a message ends and where the answer that is kept ends, counted in bytes."""
    def no_piece(content, where):
        for name, text in CANARIES.items():
            for coded in (text, urllib.parse.quote(text, safe=""), base64.b64encode(text.encode()).decode()):
                assert coded[:8].encode() not in content, f"a piece of the {name} is in {where}"

    cut_at = ((2000, lambda said: gateway(said)), (2000, lambda said: refusal(400, 50411, said)), (4096, lambda said: (502, said.encode())))
    for name, text in CANARIES.items():
        if name == "password of a proxy":
            continue  # no service sees it
        of = OF_RELAY if name == "token of a relay" else OF_ACCOUNT
        for coded in (text, urllib.parse.quote(text, safe=""), base64.b64encode(text.encode()).decode()):
            for shown in (9, len(coded) - 1):
                for end, answer in cut_at:
                    service.answers = [answer("." * (end - shown) + coded)] * 2
                    run = Run("generate", *CAT, "--json", env=keys(**of))
                    no_piece((run.out + run.err).encode(), f"what was printed, cut at {end} behind {shown}")
    for top, _, names in os.walk(place["journal"]):
        for name in names:
            with open(os.path.join(top, name), "rb") as file:
                no_piece(file.read(), name)
    no_piece(Run("tasks", "--json", env=keys(**OF_ACCOUNT)).out.encode(), "tasks")


@check
def row_66_settings_that_are_refused_are_told_without_their_secrets():
    secret, password = CANARIES["secret key"], urllib.parse.quote(CANARIES["password of a proxy"])
    for words in (["generate", *CAT], ["wait", ID], ["doctor"], ["doctor", "--json"], ["generate", *CAT, "--json"]):
        for wrong in ({"VOLC_SECRETKEY": secret + "\n"}, {"VOLC_SECRETKEY": " " + secret}, {"VOLC_ACCESSKEY": secret, "VOLC_SECRETKEY": KEY_ID}, {"VOLC_ACCESSKEY": ""},
                      {"JIMENG_API_URL": f"https://canary:{password}@relay.example"}, {"HTTPS_PROXY": f"socks5://canary:{password}@127.0.0.1:1", "JIMENG_API_URL": "https://relay.example"},
                      {"HTTPS_PROXY": f"http://canary:{password}@127.0.0.1:1", "JIMENG_API_URL": "https://relay.example"},
                      {"JIMENG_BEARER_TOKEN": CANARIES["token of a relay"] + "\n"}):
            assert looked_through(*words, "--wait-timeout", "1", **wrong).code != 0 if words[0] != "doctor" else looked_through(*words, **wrong) is not None
    nothing_in_files()


def running(*, before=lambda: None, **more):
    """A run that waits for its task, once it is known to do so."""
    service = place["service"]
    service.requests.clear()
    service.answers = [accepted()] + [state("generating")] * 10000
    process = started("generate", *CAT, "--output", "cat.png", before=before, **{**OF_ACCOUNT, "JIMENG_POLL_INTERVAL": "0.05", **more})
    wait_until(lambda: service.queries(), process)
    return process


def end(process, number=signal.SIGKILL):
    process.send_signal(number)
    out, err = process.communicate(timeout=LIMIT)
    hidden(out + err, "what it printed")


def readable(folder):
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isfile(path) and name not in ("mem", "pagemap", "kmsg", "clear_refs"):
            try:
                with open(path, "rb") as file:
                    yield path, file.read()
            except OSError:
                pass


@check
def row_66_the_systems_view_of_a_running_command_shows_no_secret():
    process = running()
    try:
        seen = dict(readable(f"/proc/{process.pid}"))
        holds(seen[f"/proc/{process.pid}/cmdline"], b"a cat")
        for path, content in seen.items():
            # The id of a key is no secret. What only its owner may read keeps it, as it keeps all that is not wiped.
            hidden(content, path, but=("access key id",) if path.endswith("/environ") else ())
        for name in os.listdir(f"/proc/{process.pid}/fd") if os.access(f"/proc/{process.pid}/fd", os.R_OK) else ():
            hidden(os.readlink(f"/proc/{process.pid}/fd/{name}").encode(), f"descriptor {name}")
        if os.geteuid() != 0:  # root may look into every process, so the next test is somebody else
            look_inside_is_refused(process.pid, {})
    finally:
        end(process)


def look_inside_is_refused(pid, who):
    for name in ("mem", "environ", "maps"):
        assert b"Permission denied" in look(pid, name, who), name


def look(pid, name, who):
    """What another process hears when it reads there."""
    return subprocess.run(["head", "-c", "1", f"/proc/{pid}/{name}"], capture_output=True, timeout=LIMIT, cwd="/", env={**os.environ, "LC_ALL": "C"}, **who).stderr


@check
def row_66_another_process_of_the_same_user_cannot_look_inside():
    if os.geteuid() != 0:
        return  # looked at above, in another process of this user
    shutil.copy(JIMENG, os.path.join(scratch, "copy"))
    os.chmod(scratch, 0o755)
    kept = os.path.join(scratch, "kept")
    os.mkdir(kept, 0o700)
    os.chown(kept, NOBODY, NOBODY)
    service.answers = [accepted()] + [state("generating")] * 10000
    who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    sleeper = subprocess.Popen(["sleep", "3600"], cwd="/", **who)
    process = subprocess.Popen([os.path.join(scratch, "copy"), "generate", *CAT], cwd="/", stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=as_started_by_hand,
                               env=bare_environment(**keys(**OF_ACCOUNT, HOME="/", JIMENG_STATE_DIR=kept)), **who)
    try:
        same(look(sleeper.pid, "environ", who), b"")  # an ordinary process can be looked into: the refusal below is no accident
        wait_until(lambda: service.queries(), process)
        look_inside_is_refused(process.pid, who)
    finally:
        sleeper.kill()
        sleeper.wait(timeout=LIMIT)
        end(process)


def unlimited():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


# A sanitizer would catch a crash itself, and end the process in its own way.
LEFT_TO_THE_SYSTEM = {"ASAN_OPTIONS": ":".join(filter(None, [os.environ.get("ASAN_OPTIONS"), "handle_segv=0", "handle_sigbus=0", "handle_abort=0"]))}


@check
def row_66_a_crash_writes_no_core():
    os.mkdir(os.path.join(scratch, "other"))
    other = subprocess.Popen([sys.executable, "-I", "-c", "import os; os.abort()"], preexec_fn=unlimited, cwd=os.path.join(scratch, "other"))
    dumps = os.WCOREDUMP(os.waitpid(other.pid, 0)[1])
    shutil.rmtree(os.path.join(scratch, "other"))
    print(f"# the system writes cores: {dumps}")
    for number in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGQUIT, signal.SIGKILL):
        process = running(before=unlimited, **LEFT_TO_THE_SYSTEM)
        process.send_signal(number)
        status = os.waitpid(process.pid, 0)[1]
        process.returncode = -number  # it was waited for
        hidden(process.stdout.read() + process.stderr.read(), f"what was printed at signal {number}")
        same((os.WIFSIGNALED(status), os.WTERMSIG(status), os.WCOREDUMP(status)), (True, number, False))
        same([name for name in os.listdir(scratch) if "core" in name], [])
        nothing_in_files()
        service.pictures["/p"] = (200, png(8, 8), "image/png")
        service.answers = [links(service.url + "/p")]
        looked_through("resume", "--all", code=0)
        os.remove(os.path.join(scratch, "cat.png"))


sys.exit(over())
