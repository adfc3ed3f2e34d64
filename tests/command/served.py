"""`jimeng serve` in a process of its own, and clients that speak HTTP by hand where a library would not."""

import http.client
import json
import os
import signal
import socket
import subprocess
import urllib.parse

from harness import JIMENG, LIMIT, as_started_by_hand, bare_environment, everything_printed, place

JSON = {"Content-Type": "application/json"}
PICTURE = {"prompt": "A lake at dawn", "model": "3.0", "size": "512x512"}


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def error(self):
        """What is wrong, in OpenAI's form and in no other."""
        error = self.json["error"]
        assert set(error) == {"message", "type", "param", "code"}, error
        assert error["message"] and "\n" not in error["message"], error
        assert all(error[name] is None or isinstance(error[name], str) for name in ("param", "code")), error
        return error


class Server:
    def __init__(self, emulator, *options, token=None, before=lambda: None, listen=None, **more):
        self.before, self.listen = before, listen
        self.emulator, self.options, self.token = emulator, options, token
        self.more = {**({"JIMENG_SERVE_TOKEN": token} if token else {}), **more}
        self.port = "0"
        self.start()

    def start(self):
        def prepare():
            as_started_by_hand()
            self.before()

        place_words = ["--listen", self.listen] if self.listen else ["--port", self.port]
        words = [JIMENG, "serve", *place_words, "--output", os.path.join(place["scratch"], "pictures"), *self.options]
        self.process = subprocess.Popen(words, env=bare_environment(**{**self.emulator.keys, **self.more}), cwd=place["scratch"],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=prepare)
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read().decode()
        self.announced = json.loads(line)
        self.url = self.announced["url"]
        self.token = self.announced.get("token", self.token)
        self.port = str(urllib.parse.urlsplit(self.url).port)

    def kill(self):
        self.process.kill()
        self.process.communicate()

    def end(self, number=signal.SIGTERM):
        """Ends it as a person does. Returns its exit code and what it said."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=LIMIT)
        everything_printed.append(out.decode() + err.decode())
        return self.process.returncode, err.decode()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.end()

    def headers(self, **more):
        return {"Authorization": "Bearer " + self.token, **more}

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", int(self.port), timeout=LIMIT)
        try:
            connection.request(method, path, body=body, headers=self.headers() if headers is None else headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def draw(self, fields=None, key=None, **more):
        headers = self.headers(**JSON, **({"Idempotency-Key": key} if key else {}))
        return self.ask("POST", "/v1/images/generations", json.dumps({**PICTURE, **(fields or {}), **more}), headers)

    def edit(self, fields, files, path="/v1/images/edits"):
        body, kind = form(fields, files)
        return self.ask("POST", path, body, self.headers(**{"Content-Type": kind}))

    def connect(self):
        return socket.create_connection(("127.0.0.1", int(self.port)), timeout=LIMIT)

    def raw(self, sent, half_close=True):
        """What comes back on bytes, to the end of the connection."""
        with self.connect() as peer:
            try:
                peer.sendall(sent)
                if half_close:
                    peer.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # it has hung up before all of it was sent; what it said is there all the same
            return read_all(peer)

    def request(self, fields=None, key=None):
        """The bytes of a whole request for a picture."""
        body = json.dumps({**PICTURE, **(fields or {})}).encode()
        line = f"Idempotency-Key: {key}\r\n" if key else ""
        return (f"POST /v1/images/generations HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAuthorization: Bearer {self.token}\r\n"
                f"Content-Type: application/json\r\n{line}Content-Length: {len(body)}\r\n\r\n").encode() + body

    def metrics(self):
        """Each sample by its name and labels."""
        text = self.ask("GET", "/metrics").body.decode()
        samples = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
        return {name: float(number) for name, _, number in samples}


def read_all(peer):
    pieces = []
    try:
        while piece := peer.recv(65536):
            pieces.append(piece)
    except ConnectionResetError:
        pass
    return b"".join(pieces)


def parse(raw):
    """The first answer in these bytes."""
    head, _, rest = raw.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    return Answer(int(lines[0].split(" ")[1]), headers, rest[:int(headers.get("content-length", 0))])


def form(fields, files, boundary="edge"):
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields]
    parts += [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}.png"\r\n'
              "Content-Type: image/png\r\n\r\n".encode() + content + b"\r\n" for name, content in files]
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
