#!/usr/bin/env python3
"""Checks where the command finds its keys besides the environment: the files of the official SDKs. Prints TAP.

usage: key_files.py JIMENG
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import accepted, links  # noqa: E402
from harness import *  # noqa: E402,F403

FILE_ID, FILE_SECRET = "AKLTfilecanaryid0001", "ZmlsZS1jYW5hcnktbmV2ZXItc2hvd24="
CONFIG_ID, CONFIG_SECRET = "AKLTconfigcanaryid01", "Y29uZmlnLWNhbmFyeS1uZXZlci1zaG93bg=="
INI = f"[default]\naccess_key_id = {FILE_ID}\nsecret_access_key = {FILE_SECRET}\n"
JSON = json.dumps({"ak": CONFIG_ID, "sk": CONFIG_SECRET})
HIDDEN = [FILE_ID, FILE_SECRET, CONFIG_ID, CONFIG_SECRET, SECRET]


def home(**files):
    """A home with these files below `.volc`, each for its owner alone."""
    folder = os.path.join(place["scratch"], "home")
    os.makedirs(os.path.join(folder, ".volc"), exist_ok=True)
    for name in ("credentials", "config"):
        path = os.path.join(folder, ".volc", name)
        if os.path.lexists(path):
            os.remove(path)
        if name in files:
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(files[name])
            os.chmod(path, 0o600)
    return folder


def path_of(name):
    return os.path.join(place["scratch"], "home", ".volc", name)


def run(folder, *args, **more):
    environment = {"JIMENG_API_URL": place["service"].url, "JIMENG_POLL_INTERVAL": "0.01", "HOME": folder, **more}
    return Run("generate", "a cat", *args, env=environment)


def signed_by(folder, **more):
    """The access key id that the one submit was signed with."""
    place["service"].answers = [accepted(), links(place["service"].url + "/p")]
    place["service"].pictures["/p"] = (200, png(8, 8), "image/png")
    before = len(place["service"].requests)
    same(run(folder, **more).code, 0)
    sent = place["service"].requests[before:]
    for one in sent:
        for secret in (FILE_SECRET, CONFIG_SECRET, SECRET):
            assert secret not in json.dumps(one), "a secret was sent"
    return re.search(r"Credential=([^/]+)/", sent[0]["headers"]["Authorization"]).group(1)


def refused(done, *parts):
    same(done.code, 3)
    one_line(done.err)
    holds(done.err, *parts)
    same(place["service"].connections, 0)


@check
def the_files_are_read_in_the_order_of_the_official_sdk():
    same(signed_by(home(credentials=INI, config=JSON)), FILE_ID)
    same(signed_by(home(credentials=INI)), FILE_ID)
    same(signed_by(home(config=JSON)), CONFIG_ID)
    same(signed_by(home(credentials="[default]\nregion = cn-north-1\n", config=JSON)), CONFIG_ID)


@check
def the_environment_goes_before_the_files():
    folder = home(credentials=INI, config=JSON)
    same(signed_by(folder, VOLC_ACCESSKEY="AKLTTESTTEST", VOLC_SECRETKEY=SECRET), "AKLTTESTTEST")
    same(signed_by(folder, VOLCENGINE_ACCESS_KEY="AKLTTESTNEWER", VOLCENGINE_SECRET_KEY=SECRET), "AKLTTESTNEWER")
    same(signed_by(folder, VOLC_ACCESSKEY="", VOLC_SECRETKEY=""), FILE_ID)


@check
def half_a_pair_is_never_made_whole_from_elsewhere():
    refused(run(home(credentials=INI), VOLC_ACCESSKEY="AKLTTESTTEST"), "VOLC_SECRETKEY is not set")
    refused(run(home(credentials=INI), VOLC_SECRETKEY=SECRET), "VOLC_ACCESSKEY is not set")
    refused(run(home(credentials=f"[default]\naccess_key_id = {FILE_ID}\n", config=JSON)), path_of("credentials"),
            "access_key_id is there without secret_access_key")
    refused(run(home(config=json.dumps({"sk": CONFIG_SECRET}))), path_of("config"), "sk is there without ak")


@check
def a_token_of_the_environment_does_not_go_with_the_keys_of_a_file():
    signed_by(home(credentials=INI), VOLC_SESSION_TOKEN="token-canary-of-other-keys")
    assert all("X-Security-Token" not in one["headers"] for one in service.requests)


@check
def row_66_a_file_that_others_may_read_or_write_is_refused_with_the_remedy():
    for mode in (0o640, 0o620, 0o604, 0o602, 0o666, 0o644):
        folder = home(credentials=INI, config=JSON)
        os.chmod(path_of("credentials"), mode)
        refused(run(folder), path_of("credentials") + ": may be read or written by others: run chmod 600 " + path_of("credentials"))
    folder = home(config=JSON)
    os.chmod(path_of("config"), 0o644)
    refused(run(folder, "--json"), "run chmod 600 " + path_of("config"))


@check
def a_file_that_only_its_owner_may_read_is_read():
    for mode in (0o600, 0o400, 0o700):
        folder = home(credentials=INI)
        os.chmod(path_of("credentials"), mode)
        same(signed_by(folder), FILE_ID)


@check
def a_link_is_judged_by_the_file_that_it_leads_to():
    folder = home()
    target = os.path.join(scratch, "elsewhere")
    with open(target, "w", encoding="utf-8") as stream:
        stream.write(INI)
    os.symlink(target, path_of("credentials"))
    os.chmod(target, 0o644)
    refused(run(folder), "may be read or written by others")
    os.chmod(target, 0o600)
    same(signed_by(folder), FILE_ID)
    os.remove(target)
    done = run(folder)
    same(done.code, 3)
    holds(done.err, "VOLC_ACCESSKEY is not set")


@check
def what_is_no_plain_file_of_ones_own_is_refused_and_never_waited_for():
    folder = home()
    os.mkfifo(path_of("credentials"), 0o600)
    refused(run(folder), "is no regular file")
    os.remove(path_of("credentials"))
    os.mkdir(path_of("credentials"), 0o700)
    refused(run(folder), "is no regular file")
    os.rmdir(path_of("credentials"))
    os.symlink(path_of("credentials"), path_of("credentials"))
    refused(run(folder), path_of("credentials") + ": cannot be opened")
    if os.geteuid() == 0:
        folder = home(credentials=INI)
        os.chown(path_of("credentials"), 12345, -1)
        refused(run(folder), "belongs to another user")
        os.chown(path_of("credentials"), 0, -1)


@check
def a_file_is_bounded():
    refused(run(home(credentials=INI + "#" * 65536)), "holds more than 64 KiB")
    same(signed_by(home(credentials=INI + "#" * (65536 - len(INI)))), FILE_ID)


@check
def a_bad_line_is_named_and_its_words_are_not():
    refused(run(home(credentials="[default]\n" + FILE_SECRET[:-1] + "\n")), path_of("credentials") + ": line 2: is no [section]")
    refused(run(home(config="\n{" + CONFIG_SECRET)), path_of("config") + ": line 2: the file is no JSON object")
    refused(run(home(credentials=INI.replace("= Z", '= "Z'))), "line 3: secret_access_key is in quotation marks")


@check
def without_a_home_there_is_no_file():
    folder = home(credentials=INI)
    for there in ("", "home", "./home"):
        refused(Run("generate", "a cat", env={"JIMENG_API_URL": service.url, "HOME": there}), "VOLC_ACCESSKEY is not set")
    refused(run(os.path.join(folder, "nobody")), "VOLC_ACCESSKEY is not set")


@check
def the_emulator_and_a_relay_read_no_file():
    folder = home(credentials=INI)
    os.chmod(path_of("credentials"), 0o644)
    same(Run("generate", "a cat", "--size", "1K", "--emulator", env={"HOME": folder}).code, 0)
    service.answers = [accepted(), links(service.url + "/p")]
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    same(run(folder, JIMENG_BEARER_TOKEN="token-canary-of-a-relay").code, 0)


@check
def a_file_whose_secret_comes_back_from_the_service_stays_hidden():
    for files, said in (({"credentials": INI}, f"{FILE_SECRET} and {FILE_ID}"), ({"config": JSON}, f"{CONFIG_SECRET} and {CONFIG_ID}")):
        service.answers = [(401, {"ResponseMetadata": {"RequestId": "r", "Error": {
            "Code": "SignatureDoesNotMatch", "CodeN": 100010, "Message": said}}})]
        done = run(home(**files), "--json")
        same(done.code, 4)
        holds(done.err, "***")


@check
def no_key_was_ever_printed():
    for text in everything_printed:
        for hidden in HIDDEN:
            assert hidden not in text, text


sys.exit(over())
