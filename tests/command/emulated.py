"""The emulator in a process of its own, with a ledger of what was paid."""

import json
import subprocess

from harness import JIMENG, LIMIT, bare_environment


class Emulator:
    def __init__(self, ledger, *options):
        self.ledger = ledger
        self.process = subprocess.Popen([JIMENG, "emulator", "--ledger", ledger, *options], env=bare_environment(),
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        told = json.loads(self.process.stdout.readline())
        self.keys = {"JIMENG_API_URL": told["url"], "VOLC_ACCESSKEY": told["access_key_id"],
                     "VOLC_SECRETKEY": told["secret_access_key"], "JIMENG_POLL_INTERVAL": "0.05"}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate(timeout=LIMIT)

    def accepted(self):
        with open(self.ledger, encoding="utf-8") as file:
            return [one for one in map(json.loads, file) if one["event"] == "accepted"]
