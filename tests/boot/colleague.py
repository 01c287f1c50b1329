"""A colleague in the house's network: the desk that the board itself serves, from another computer's
side. What they change and publish comes to the glass."""

import os
import socket
import sqlite3
import subprocess
import sys
import time

import bench

sys.path.insert(0, os.path.join(bench.HERE, "..", "desk"))

import desk as desks  # noqa: E402  the browsers of the desk's own tests

ADDRESS, PORT = "10.0.2.15", 8443  # as QEMU's DHCP gives it, and as foyer-desk.service listens
NAME, PASSWORD = "Anna", "seven green hats"


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
        time.sleep(1)
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


def visit(b, machine, board, then):
    """What a colleague does."""
    machine.wait_for_shell()
    certificate = "/var/lib/foyer/desk/certificate.pem"
    made = desks.wait_for(lambda: machine.run(f"test -s {certificate} && "
                                              "grep -q ':20FB .* 0A ' /proc/net/tcp")[1] == 0, 180)
    if not b.check("the desk listens", made):
        print(machine.ask("journalctl -b --no-pager -u foyer-desk -u foyer-network | tail -40"))
        return
    with open(os.path.join(board.folder, "certificate.pem"), "w", encoding="ascii") as out:
        out.write(machine.ask(f"cat {certificate}") + "\n")
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
