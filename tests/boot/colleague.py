"""A colleague in the house's network: the desk that the board itself serves, from another computer's
side. What they change and publish comes to the glass."""

import base64
import http.client
import os
import random
import socket
import sqlite3
import subprocess
import sys
import threading
import time

import bench

sys.path.insert(0, os.path.join(bench.HERE, "..", "desk"))

import desk as desks  # noqa: E402  the browsers of the desk's own tests

ADDRESS, PORT = "10.0.2.15", 8443  # as QEMU's DHCP gives it, and as foyer-desk.service listens
NAME, PASSWORD = "Anna", "seven green hats"
DATA = "/var/lib/private"  # of the machine with nothing but the desk
NEWS = "/api/items/news/2022-06-03-observers-briefed"
GONE = (OSError, http.client.HTTPException, ValueError, KeyError)


class Board:
    """The desk of a board, as desks.Browser speaks with it: by QEMU's way in."""

    tls, host, port = True, ADDRESS, PORT

    def __init__(self, folder, way_in):
        self.folder, self.way_in = folder, way_in


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def users(b):
    """The file that says who may log in, as an operator has it written."""
    folder = b.path("users-of-the-desk")
    subprocess.run([b.foyer + "-desk", "password", NAME, "--role", "publishes", "--folder", folder],
                   input=PASSWORD + "\n", text=True, check=True, stdout=subprocess.DEVNULL)
    with open(os.path.join(folder, "users"), "rb") as file:
        return file.read()


def waiting(ask, status, seconds):
    """What is answered in the end, where "not yet" was said first."""
    deadline = time.monotonic() + seconds
    answer = ask()
    while answer.status == status and time.monotonic() < deadline:
        time.sleep(0.3)
        answer = ask()
    return answer


def rename(b, browser):
    """Makes of each item what the other content has for it. False where one is not taken."""
    other = sqlite3.connect(b.other)
    good = True
    for kind in ("delegation", "news"):
        for item in browser.get(f"/api/items?kind={kind}&count=1000").json()["items"]:
            place = f"/api/items/{kind}/{item['slug']}"
            found = browser.get(place).json()
            document = found["document"]
            for language, text in document["text"].items():
                if kind == "news":
                    text["title"], = other.execute("SELECT title FROM news_text WHERE news = ? AND language = ?",
                                                   (item["slug"], language)).fetchone()
                else:
                    text["name"], text["parliament"], text["representative"] = other.execute(
                        "SELECT name, parliament, representative FROM delegation_text "
                        "WHERE delegation = ? AND language = ?", (item["slug"], language)).fetchone()
            answer = browser.ask("PUT", place, {"revision": found["revision"], "document": document})
            good = good and answer.status == 200
    return good


def is_listening(machine, board, folder, seconds):
    """Waits until the desk in the machine listens, and takes its certificate from its folder there. Whether it
    came to that."""
    certificate = f"{folder}/certificate.pem"
    good = desks.wait_for(lambda: machine.run(f"test -s {certificate} && "
                                              "grep -q ':20FB .* 0A ' /proc/net/tcp")[1] == 0, seconds)
    if good:
        with open(os.path.join(board.folder, "certificate.pem"), "w", encoding="ascii") as out:
            out.write(machine.ask(f"cat {certificate}") + "\n")
    return good


def visit(b, machine, board, then):
    """What a colleague does."""
    machine.wait_for_shell()
    if not b.check("the desk listens", is_listening(machine, board, "/var/lib/foyer/desk", 180)):
        print(machine.ask("journalctl -b --no-pager -u foyer-desk -u foyer-network | tail -40"))
        return
    listens = machine.ask("awk '$4 == \"0A\" { print $2 }' /proc/net/tcp /proc/net/tcp6")
    b.check("nothing else listens on a TCP port", listens == "00000000:20FB", listens)
    browser = desks.Browser(board, timeout=120)
    b.check("a stranger sees nothing", browser.get("/api/desk").status == 401)
    b.check("a wrong password is refused", browser.login(NAME, "eight green hats").status == 403)
    b.check("a colleague logs in", browser.login(NAME, PASSWORD).status == 200)
    picture = browser.get("/api/preview?content=draft&screen=home&w=%d&h=%d&lang=en" % b.size)
    with open(b.path("colleague-preview.png"), "wb") as out:
        out.write(picture.body)
    b.check("the screen is seen beside the form", picture.status == 200 and
            b.alike(b.path("colleague-preview.png"), [b.shot("home")])[0] >= bench.NEAR)
    b.check("every item is changed", rename(b, browser))
    look = waiting(lambda: browser.get("/api/publish"), 202, 600)
    b.check("what publishing changes is told", look.status == 200 and look.json()["change_count"] > 0 and
            look.json()["errors"] == 0, look.json().get("changes"))
    b.check("it is published", waiting(
        lambda: browser.ask("POST", "/api/publish", {"change": look.json()["change"]}), 503, 600).status == 200)
    b.check("it comes to the glass", b.wait_for(machine, "colleague", b.slides(b.other), 300, b.slides()))
    b.check("the desk says so", desks.wait_for(lambda: [
        screen["state"] for screen in browser.get("/api/screens").json()["screens"]] == ["current"], 120))
    kb = int(machine.ask("awk '/^Pss:/ { print $2 }' /proc/$(systemctl show -p MainPID --value foyer-desk)"
                         "/smaps_rollup"))
    b.say("the desk takes", f"{kb / 1024:.0f} MB")
    then(b, machine)


class Colleague(threading.Thread):
    """Types numbers into a summary and publishes now and then, until the desk is gone. `answered` is the
    last number, and `version` the last publication, that it has said it has."""

    def __init__(self, board, opened, number, version):
        super().__init__()
        self.browser = desks.Browser(board, timeout=20).like(opened)
        self.number = self.answered = number
        self.version = version
        self.published = threading.Semaphore(0)  # counts, so that one can wait for the next

    def run(self):
        try:
            item = self.browser.get(NEWS).json()
            while True:
                for _ in range(random.randrange(1, 20)):
                    self.number += 1
                    item["document"]["text"]["en"]["summary"] = f"Number {self.number}."
                    answer = self.browser.ask("PUT", NEWS, {"revision": item["revision"],
                                                            "document": item["document"]})
                    item["revision"], self.answered = answer.json()["revision"], self.number
                answer = waiting(lambda: self.browser.ask("POST", "/api/publish", {}), 503, 60)
                self.version = answer.json()["version"]
                self.published.release()
        except GONE:
            pass


def state(b, machine, browser):
    """What the desk has after a start: the number in the draft, the last publication, and whether the
    screen's file is whole."""
    summary = browser.get(NEWS).json()["document"]["text"]["en"]["summary"]
    versions = browser.get("/api/history").json()["versions"]
    screen = b.path("screen-after-cut.db")
    with open(screen, "wb") as out:
        out.write(base64.b64decode(machine.ask(f"base64 {DATA}/lobby.db 2>/dev/null")))
    return (int(summary.split()[1].rstrip(".")) if summary.startswith("Number ") else 0,
            max((version["number"] for version in versions), default=0),
            os.path.getsize(screen) == 0 or desks.whole(screen) is True)


def enter(machine, board):
    """Logs in as soon as the desk of the machine is there."""
    machine.wait_for_shell()
    browser = desks.Browser(board, timeout=60)
    if not is_listening(machine, board, f"{DATA}/desk", 120) or browser.login(NAME, PASSWORD).status != 200:
        print(machine.ask("cat /tmp/fsck /tmp/desk.log"))
        raise bench.Dead("the desk lets nobody in")
    return browser


def cuts(b, count):
    """The power cut while somebody types at the desk, saves and publishes: at any moment of it, and right
    after something was published."""
    disk = b.disk()
    b.write_boot(disk, "users", users(b))
    with open(desks.make_little(b.lobby, b.work), "rb") as little:  # which is soon looked at
        b.write_boot(disk, "little.db", little.read())
    board = Board(b.path("certificate-cuts"), free_port())
    os.makedirs(board.folder, exist_ok=True)
    way_in = f"user,model=virtio-net-pci,hostfwd=tcp:127.0.0.1:{board.way_in}-{ADDRESS}:{PORT}"
    number = version = kept = whole = clean = 0
    for cut in range(count + 1):
        with b.boot("desk-only", disk, "boot_test=desk", extra=["-nic", way_in]) as machine:
            browser = enter(machine, board)
            got, got_version, is_whole = state(b, machine, browser)
            kept += got >= number and got_version >= version
            whole += is_whole
            clean += machine.ask("tail -n 1 /tmp/fsck") in ("ended with 0", "ended with 1")
            if got < number or got_version < version:
                print(f"    cut {cut}: {got} of {number}, version {got_version} of {version}", flush=True)
            if cut < count:
                colleague = Colleague(board, browser, got, got_version)
                colleague.start()
                if cut % 2 == 0:
                    time.sleep(random.random() * 12)
                else:
                    colleague.published.acquire(timeout=60)
                    time.sleep(random.random() * 0.5)
                machine.kill()
                colleague.join()
                number, version = colleague.answered, colleague.version
    every = count + 1
    b.check(f"the power cut {count} times while one types, saves and publishes: all that was answered is there",
            kept == every, f"{number} answered, {version} published")
    b.check("the screen's file is whole each time", whole == every, f"{whole} of {every}")
    b.check("the desk's file system is clean each time", clean == every, f"{clean} of {every}")
    b.check("something was typed and published", number > count and version > count // 3)


def desk(b, then):
    """The desk that the board serves to the house's network. `then(b, machine)` looks at the
    machine in the end."""
    disk = b.disk()
    b.write_boot(disk, "foyer.txt", b"network = on\ndesk = on\n")
    b.write_boot(disk, "users", users(b))
    board = Board(b.path("certificate"), free_port())
    os.makedirs(board.folder, exist_ok=True)
    way_in = f"user,model=virtio-net-pci,hostfwd=tcp:127.0.0.1:{board.way_in}-{ADDRESS}:{PORT}"
    with b.boot("colleague", disk, extra=["-nic", way_in]) as machine:
        if b.check("with a desk the glass shows the content", b.wait_for(machine, "with-desk", b.slides(), 300)):
            visit(b, machine, board, then)
