"""A client of `jimeng mcp` that says exactly what it is told to, and the emulator that it works against."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import threading

from harness import JIMENG, LIMIT, as_started_by_hand, bare_environment, everything_printed, keys, place, same

REVISIONS = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]


class Server:
    """A run of `jimeng mcp`. Every line on its standard output must be JSON-RPC."""

    def __init__(self, *options, env=None, hello=True, revision=REVISIONS[0]):
        self.process = subprocess.Popen([JIMENG, "mcp", *options], env=bare_environment(**(keys() if env is None else env)),
                                        cwd=place["scratch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, preexec_fn=as_started_by_hand)
        self.said, self.last_id, self.notifications = queue.Queue(), 0, []
        threading.Thread(target=self.hear, daemon=True).start()
        if hello:
            self.ask("initialize", protocolVersion=revision, capabilities={}, clientInfo={"name": "test", "version": "1"})
            self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def hear(self):
        for line in self.process.stdout:
            everything_printed.append(line.decode())
            self.said.put(line)
        self.said.put(None)

    def write(self, line):
        self.process.stdin.write(line if isinstance(line, bytes) else line.encode())
        self.process.stdin.flush()

    def send(self, message):
        self.write(json.dumps(message) + "\n")

    def next(self):
        """The next message, whatever it is; None at the end."""
        line = self.said.get(timeout=LIMIT)
        if line is None:
            return None
        message = json.loads(line)
        for one in message if isinstance(message, list) else [message]:
            assert one["jsonrpc"] == "2.0" and (("method" in one) != ("result" in one or "error" in one)), one
        return message

    def begin(self, method, **params):
        self.last_id += 1
        self.send({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params})
        return self.last_id

    def answer(self, number):
        """To a request; what comes before it is kept."""
        while True:
            message = self.next()
            assert message is not None, "the server has gone"
            if isinstance(message, dict) and message.get("id") == number and "method" not in message:
                return message
            self.notifications.append(message)

    def ask(self, method, **params):
        return self.answer(self.begin(method, **params))

    def begin_call(self, name, token=None, **fields):
        meta = {} if token is None else {"_meta": {"progressToken": token}}
        return self.begin("tools/call", name=name, arguments=fields, **meta)

    def call(self, name, **fields):
        return self.answer(self.begin_call(name, **fields))["result"]

    def wait_for_notification(self, holds):
        while True:
            message = self.next()
            assert message is not None, "the server has gone"
            self.notifications.append(message)
            if holds(message):
                return message

    def end(self):
        """Ends it as a client does. @return exit code, standard error."""
        self.process.stdin.close()
        return self.ended()

    def ended(self):
        self.process.wait(timeout=LIMIT)
        err = self.process.stderr.read().decode()
        everything_printed.append(err)
        return self.process.returncode, err

    def kill(self):
        self.process.kill()
        self.process.wait(timeout=LIMIT)


@contextlib.contextmanager
def server(*options, **more):
    """One that must end well."""
    one = Server(*options, **more)
    try:
        yield one
        code, err = one.end()
        same((code, "" if code == 0 else err), (0, ""))
    finally:
        if one.process.poll() is None:
            one.kill()


class Emulator:
    """A run of the emulator with a ledger, and what its users set."""

    def __init__(self, *options):
        self.ledger = os.path.join(place["scratch"], "ledger")
        self.process = subprocess.Popen([JIMENG, "emulator", "--ledger", self.ledger, *options], env=bare_environment(),
                                        cwd=place["scratch"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        preexec_fn=as_started_by_hand)
        said = json.loads(self.process.stdout.readline())
        self.env = {"JIMENG_API_URL": said["url"], "VOLC_ACCESSKEY": said["access_key_id"],
                    "VOLC_SECRETKEY": said["secret_access_key"], "JIMENG_POLL_INTERVAL": "0.02"}

    def accepted(self):
        with open(self.ledger, encoding="utf-8") as file:
            whole = [json.loads(line) for line in file if line.endswith("\n")]
        return [line for line in whole if line["event"] == "accepted"]

    def end(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=LIMIT)


@contextlib.contextmanager
def emulator(*options):
    one = Emulator(*options)
    try:
        yield one
    finally:
        one.end()
