"""The emulator in a process of its own, with a ledger of what was paid; it can be killed and started again where it was."""

import json
import subprocess

from harness import JIMENG, LIMIT, bare_environment


class Emulator:
    def __init__(self, ledger, *options, poll="0.01"):
        self.ledger, self.options, self.poll, self.port = ledger, options, poll, "0"
        self.start()

    def start(self):
        words = [JIMENG, "emulator", "--ledger", self.ledger, "--port", self.port, *self.options]
        self.process = subprocess.Popen(words, env=bare_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        told = json.loads(self.process.stdout.readline())
        self.port = told["url"].rsplit(":", 1)[1]
        self.keys = {"JIMENG_API_URL": told["url"], "VOLC_ACCESSKEY": told["access_key_id"],
                     "VOLC_SECRETKEY": told["secret_access_key"], "JIMENG_POLL_INTERVAL": self.poll}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def kill(self):
        self.process.kill()
        self.process.communicate(timeout=LIMIT)

    def restart(self):
        """There again at the same address with what its ledger knows."""
        self.kill()
        self.start()

    def accepted(self):
        """A line without an end was not kept."""
        with open(self.ledger, encoding="utf-8") as lines:
            events = [json.loads(line) for line in lines if line.endswith("\n")]
        return [one for one in events if one["event"] == "accepted"]

    def billed(self, unit="pictures"):
        return sum(one["billed"] for one in self.accepted() if one["unit"] == unit)
