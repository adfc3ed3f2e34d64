"""A way to a PostgreSQL server that breaks around one chosen request, before the server has it or before its answer is back."""

import os
import socket
import tempfile
import threading

REQUESTS = b"QS"  # a query, or the Sync that ends a group of messages


class CuttingSocket:
    """Counts requests over all connections; `cut(number, how)` breaks the connection of that one, once."""

    def __init__(self, server_folder):
        self.to = os.path.join(server_folder, ".s.PGSQL.5432")
        self.folder = tempfile.mkdtemp(prefix="jimeng-cut-")
        self.lock = threading.Lock()
        self.count, self.at, self.how, self.done = 0, None, "", 0
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(os.path.join(self.folder, ".s.PGSQL.5432"))
        self.listener.listen(64)
        threading.Thread(target=self.accept, daemon=True).start()

    def cut(self, number, how):
        with self.lock:
            self.count, self.at, self.how, self.done = 0, number, how, 0

    def close(self):
        self.listener.close()

    @property
    def url(self):
        return f"postgresql://jimeng@/postgres?host={self.folder}"

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(self.to)
            except OSError:
                client.close()
                continue
            threading.Thread(target=self.requests, args=(client, server), daemon=True).start()

    def fate(self):
        """Of the request that is being counted now."""
        with self.lock:
            self.count += 1
            if self.count != self.at:
                return ""
            self.done += 1
            return self.how

    def requests(self, client, server):
        quiet, ready = threading.Event(), threading.Event()  # no answer goes back any more; the one that was withheld is there
        threading.Thread(target=answers, args=(client, server, quiet, ready), daemon=True).start()
        held, begun = b"", False
        try:
            while data := client.recv(65536):
                held += data
                while (size := whole_message(held, begun)) != 0:
                    message, held = held[:size], held[size:]
                    fate = self.fate() if begun and message[0] in REQUESTS else ""
                    begun = True
                    if fate == "before":
                        return
                    if fate == "after":
                        quiet.set()
                    server.sendall(message)
                    if fate == "after":
                        ready.wait(60)
                        return
        except OSError:
            pass
        finally:
            for one in (client, server):
                end(one)


def whole_message(held, begun):
    """Its size, 0 while some of it is missing. The first message of a connection has no type before its length."""
    start = 1 if begun else 0
    if len(held) < start + 4:
        return 0
    size = start + int.from_bytes(held[start:start + 4], "big")
    return size if len(held) >= size else 0


def answers(client, server, quiet, ready):
    held = b""
    try:
        while data := server.recv(65536):
            if not quiet.is_set():
                client.sendall(data)
                continue
            held += data
            while len(held) >= 5 and len(held) >= (size := 1 + int.from_bytes(held[1:5], "big")):
                if held[:1] == b"Z":  # the server is done with it
                    ready.set()
                held = held[size:]
    except OSError:
        pass
    finally:
        ready.set()
        end(client)


def end(one):
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    one.close()
