"""A desk that runs for a test, and browsers of a sort: for the tests beside this file."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import threading
import time


class Desk:
    """One run of foyer-desk on a folder of its own, or on one that is given. `url` is the line it
    printed."""

    host = "127.0.0.1"  # as browsers call it
    way_in = None       # a port of this computer that leads there, where `host` is not reached itself

    def __init__(self, program, *words, folder=None, content=None, env=None):
        self.program = program
        self.room = None if folder else tempfile.TemporaryDirectory()
        self.folder = folder or os.path.join(self.room.name, "desk")
        self.command = [program, *([content] if content else []), "--folder", self.folder, *words]
        self.log = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.log, text=True,
                                        stdin=subprocess.DEVNULL, env={**os.environ, **(env or {})})
        self.url = self.process.stdout.readline().strip()
        if not self.url:
            raise AssertionError(f"the desk does not start: {self.said()}")
        found = re.fullmatch(r"(https?)://([^/]*):(\d+)/(.*)", self.url)
        self.tls, self.port = found[1] == "https", int(found[3])

    def said(self):
        """What it said on standard error."""
        self.log.seek(0)
        return self.log.read()

    def password(self, name, password, *words):
        return subprocess.run([self.program, "password", name, "--folder", self.folder, *words], text=True,
                              input=password + "\n", capture_output=True, check=False)

    def memory_kb(self):
        """What it holds of its own, PSS."""
        with open(f"/proc/{self.process.pid}/smaps_rollup", encoding="ascii") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))

    def end(self):
        """Ends it as a service manager does; what it ended with."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        self.process.stdout.close()
        if self.room:
            self.room.cleanup()
        return status

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)


class Browser:
    """Keeps a connection and cookies. What a page would say of itself (Origin, its token) it says,
    unless told otherwise."""

    def __init__(self, desk, timeout=60):
        self.desk, self.timeout = desk, timeout
        self.cookies, self.token = {}, ""
        self.connection = None

    def connect(self):
        desk = self.desk
        if desk.tls:
            trusted = ssl.create_default_context(cafile=os.path.join(desk.folder, "certificate.pem"))
            connection = http.client.HTTPSConnection(desk.host, desk.port, timeout=self.timeout, context=trusted)
        else:
            connection = http.client.HTTPConnection(desk.host, desk.port, timeout=self.timeout)
        if desk.way_in:
            connection._create_connection = lambda _, *more: socket.create_connection(
                ("127.0.0.1", desk.way_in), *more)
        return connection

    def ask(self, method, path, body=None, headers=None, own=True):
        """`headers`: added; None as a value takes one away. Without `own` nothing else is said."""
        said = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} \
            if self.cookies and own else {}
        if own and method not in ("GET", "HEAD"):
            said["Origin"] = f"{'https' if self.desk.tls else 'http'}://{self.desk.host}:{self.desk.port}"
            said["X-Foyer-Token"] = self.token
        said.update(headers or {})
        said = {name: value for name, value in said.items() if value is not None}
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        for again in (True, False):
            fresh = self.connection is None
            if fresh:
                self.connection = self.connect()
            try:
                self.connection.request(method, path, body, said)
                reply = self.connection.getresponse()
                answer = Answer(reply.status, reply.headers, reply.read())
                break
            except (http.client.RemoteDisconnected, ConnectionError):
                self.close()
                # One that was quiet for long may have been closed just then, as browsers know.
                if fresh or not again:
                    raise
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return answer

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def read_token(self):
        found = re.search(rb'name="token" content="([^"]*)"', self.get("/").body)
        self.token = found[1].decode() if found else ""

    def open(self):
        """Follows the link that the desk printed."""
        self.get(self.desk.url.split(str(self.desk.port), 1)[1])
        self.read_token()
        return self

    def like(self, other):
        """The same window as another, on a connection of its own."""
        self.cookies, self.token = dict(other.cookies), other.token
        return self

    def login(self, name, password):
        answer = self.ask("POST", "/api/login", {"name": name, "password": password})
        self.read_token()
        return answer

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None


def raw(desk, sent, wait_s=20):
    """Sends bytes as they are; all that comes back, until the other side ends or is quiet."""
    got = b""
    with socket.create_connection(("127.0.0.1", desk.port), timeout=wait_s) as connection:
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        try:
            while piece := connection.recv(65536):
                got += piece
        except OSError:
            pass
    return got


class Checks:
    """Counts what holds, and names what does not."""

    def __init__(self):
        self.good, self.bad = 0, 0
        self.lock = threading.Lock()

    def __call__(self, what, holds, detail=""):
        with self.lock:
            if holds:
                self.good += 1
            else:
                self.bad += 1
                if self.bad <= 20:
                    print(f"not so: {what}: {detail}", flush=True)

    def status(self, what, answer, wanted):
        self(what, answer.status == wanted, f"{answer.status}, not {wanted}: {answer.body[:200]}")

    def end(self):
        print(f"{self.good} hold, {self.bad} do not")
        return 1 if self.bad or not self.good else 0


def wait_for(what, seconds=30):
    """Until `what()` is true; whether it became so."""
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


# Little of what ships, which is soon looked at.
LITTLE = """DELETE FROM organisation_text WHERE language = 'ru';
DELETE FROM delegation_text WHERE language = 'ru' OR delegation != 'belarus';
DELETE FROM chamber_text WHERE language = 'ru' OR delegation != 'belarus';
DELETE FROM chamber WHERE delegation != 'belarus';
DELETE FROM news_delegation WHERE delegation != 'belarus';
DELETE FROM delegation WHERE slug != 'belarus';
DELETE FROM language WHERE code = 'ru'"""


def whole(path):
    """Whether it is a data file in which nothing is broken, as another program reads it."""
    if not os.path.exists(path):
        return True
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except sqlite3.Error as error:
        return str(error)
    finally:
        database.close()


def make_little(content, room):
    """A data file with little of another in it, in the folder `room`; its path."""
    path = shutil.copy(content, os.path.join(room, "little.db"))
    subprocess.run(["sqlite3", path, LITTLE], check=True)
    return path
