"""A service that answers what a test tells it to, and writes down every request. Not the emulator: a second opinion."""

import http.client
import http.server
import json
import re
import threading
import time


class FakeService:
    def __init__(self):
        self.requests = []
        self.answers = []
        self.pictures = {}
        self.cuts = {}  # for a path: where the connection ends in the middle of its picture, one for each fetch
        self.connections = 0
        self.begun = self.ended = 0
        self.delay = 0
        self.delays = {}
        self.submit_delay = 0
        self.on_submit = None
        self.date = None  # of every answer; None: the true one, "": none
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self):
                outer.connections += 1
                super().setup()

            def log_message(self, *_):
                pass

            def send_header(self, name, value):
                if name == "Date" and outer.date is not None:
                    value = outer.date
                if value:
                    super().send_header(name, value)

            def reply(self, status, body, kind="application/json", extra=()):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in extra:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.requests.append({"target": self.path, "headers": dict(self.headers.items()), "body": body.decode()})
                if "SubmitTask" in self.path:
                    time.sleep(outer.submit_delay)
                    if outer.on_submit:
                        outer.on_submit()
                answer = outer.answers.pop(0) if outer.answers else (500, {"code": 50500, "data": None, "message": "script over"})
                if answer is None:
                    self.close_connection = True
                    self.connection.close()
                    return
                status, value = answer
                if isinstance(value, bytes):
                    return self.reply(status, value, "text/html")
                self.reply(status, value.encode() if isinstance(value, str) else json.dumps(value).encode())

            def do_GET(self):
                outer.requests.append({"target": self.path, "headers": dict(self.headers.items()), "body": ""})
                time.sleep(outer.delays.get(self.path, outer.delay))
                status, body, kind = outer.pictures.get(self.path, (404, b"", "text/plain"))
                if self.path in outer.cuts:
                    return self.reply_in_part(body, kind, outer.cuts[self.path])
                self.reply(status, body, kind)

            def reply_in_part(self, body, kind, cuts):
                """As much as is wanted of a picture, and no further than the next cut."""
                wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
                first = int(wanted.group(1)) if wanted and self.headers.get("If-Range") == '"v1"' else 0
                end = cuts.pop(0) if cuts else len(body)
                self.send_response(206 if first else 200)
                for name, value in (("Content-Type", kind), ("ETag", '"v1"'), ("Content-Length", str(len(body) - first)),
                                    ("Content-Range", f"bytes {first}-{len(body) - 1}/{len(body)}" if first else "")):
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body[first:end])
                self.close_connection = self.close_connection or end < len(body)

        class Server(http.server.ThreadingHTTPServer):
            def process_request(self, *peer):
                outer.begun += 1
                super().process_request(*peer)

            def process_request_thread(self, *peer):
                try:
                    super().process_request_thread(*peer)
                finally:
                    outer.ended += 1

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None  # a client that hangs up is what some tests want
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def submits(self):
        return [json.loads(r["body"]) for r in self.requests if "SubmitTask" in r["target"]]

    def queries(self):
        return [json.loads(r["body"]) for r in self.requests if "GetResult" in r["target"]]

    def settle(self):
        """Waits until everything is read that a client which is gone has sent."""
        last = http.client.HTTPConnection("127.0.0.1", self.server.server_port)
        last.request("GET", "/settled")  # connections are taken in their order
        last.getresponse().read()
        last.close()
        while self.begun != self.ended:
            time.sleep(0.001)

    def close(self):
        self.server.shutdown()


def accepted(task_id="7392616336519610409"):
    return 200, {"code": 10000, "data": {"task_id": task_id}, "message": "Success", "request_id": "r", "time_elapsed": "1ms"}


def state(word):
    return 200, {"code": 10000, "data": {"status": word, "image_urls": None, "binary_data_base64": None}, "message": "Success"}


def links(*urls):
    return 200, {"code": 10000, "data": {"status": "done", "image_urls": list(urls), "binary_data_base64": None}}


def refusal(status, code, message="no"):
    return status, {"code": code, "data": None, "message": message, "request_id": "r", "status": code}
