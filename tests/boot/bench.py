"""What the tests of an image share: the image, machines that boot it, what the glass should show, and
the count of what passed."""

import datetime
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import time
import zoneinfo

from machine import Dead, Machine

HERE = os.path.dirname(os.path.realpath(__file__))
TOP = os.path.realpath(os.path.join(HERE, "..", ".."))
NEAR = 0.9  # the share of ink that is the same on the same screen; on another it is below a third
SECTOR = 512


def output(*command):
    """What a command prints; ends the test where it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        print(f"boot-test: {' '.join(command)} ended with {done.returncode}", file=sys.stderr)
        sys.exit(done.returncode if done.returncode == 77 else 2)
    return done.stdout.decode().strip()


class Bench:
    def __init__(self, board, architecture, short):
        self.board, self.architecture, self.short = board, architecture, short
        self.passed = self.failed = 0
        self.began = time.monotonic()
        self.work = os.path.join(TOP, "build", "boot-test" if board == "pc" else "boot-test-" + board)
        self.made = os.path.join(TOP, "build", "image-" + board)
        output(os.path.join(HERE, "install"), *(["cross"] if board == "pi" else []))
        self.image = output(os.path.join(TOP, "board", "image"), board).splitlines()[-1]
        shutil.rmtree(self.work, ignore_errors=True)
        os.makedirs(self.work)
        self.foyer = os.path.join(TOP, "build", "package-amd64", "foyer")
        if board != "pc":
            output(os.path.join(TOP, "board", "package"))
        self.lobby = os.path.join(os.path.dirname(self.foyer), "lobby.db")
        self.near = self._compiled("near.c", "sdl2", "SDL2_image")
        self.touch = self._compiled("touch.c")
        self.bare = self._compiled("../perf/bare.c", "sdl2")
        self.other = self._other_content()
        self.archive = self._archive()
        self.size = (1280, 800)
        self.slide_count = sqlite3.connect(self.lobby).execute(
            "SELECT (SELECT count(*) FROM delegation) + (SELECT count(*) FROM news)").fetchone()[0]
        self.shots = {}

    # ---- what the machine is given ----

    def path(self, name):
        return os.path.join(self.work, name)

    def _compiled(self, source, *libraries):
        """The program of one C file: for this machine with libraries, else for the one under test."""
        out = self.path(os.path.basename(source)[:-2])
        arguments = [os.path.join(HERE, source), "-O2", "-std=gnu11", "-o", out]
        if libraries:
            output("sh", "-c", 'cc "$@" $(pkg-config --cflags --libs ' + " ".join(libraries) + ")",
                   "sh", *arguments)
        else:
            compiler = {"amd64": ["cc"], "arm64": [
                "aarch64-linux-gnu-gcc", "--sysroot=" + os.path.join(TOP, "build", "sysroot-arm64")]}
            output(*compiler[self.architecture], "-static", *arguments)
        return out

    def _other_content(self):
        """A data file that anybody can tell from the one that ships: other names on every slide."""
        path = self.path("other.db")
        shutil.copy(self.lobby, path)
        database = sqlite3.connect(path)
        database.execute("UPDATE delegation_text SET name = 'Other ' || name, "
                         "parliament = 'Another parliament', representative = 'Somebody else'")
        database.execute("UPDATE news_text SET title = 'Other news: ' || substr(title, 1, 20)")
        database.commit()
        database.close()
        return path

    def _archive(self):
        """The initrd of the product with a second archive behind it: the agent, and what it needs."""
        tree = self.path("archive")
        test, units = os.path.join(tree, "boot-test"), os.path.join(tree, "boot-test", "units")
        os.makedirs(os.path.join(units, "sysinit.target.wants"))
        for name in ("init", "agent", "bare.conf", "desk_only"):
            shutil.copy(os.path.join(HERE, name), test)
        line = {"amd64": "/dev/ttyS0", "arm64": "/dev/ttyAMA0"}[self.architecture]
        with open(os.path.join(HERE, "agent.service")) as source:
            unit = source.read().replace("@LINE@", line)
        with open(os.path.join(units, "boot-test.service"), "w") as out:
            out.write(unit)
        os.symlink("../boot-test.service",
                   os.path.join(units, "sysinit.target.wants", "boot-test.service"))
        modules = os.path.join(self.made, "parts", "lib", "modules")
        release = os.listdir(modules)[0]
        shutil.copy(os.path.join(modules, release, "kernel/drivers/input/misc/uinput.ko"), test)
        for path in (self.touch, self.bare if self.board == "pc" else None, self.other):
            if path:
                shutil.copy(path, test)
        second, out = self.path("second.cpio"), self.path("initrd")
        with open(second, "wb") as to:
            subprocess.run("find . | cpio --quiet -o -H newc -R 0:0", shell=True, cwd=tree, stdout=to,
                           check=True)
        with open(out, "wb") as to:
            for part in (os.path.join(self.made, "initrd"), second):
                with open(part, "rb") as source:
                    shutil.copyfileobj(source, to)
                to.write(b"\0" * (-to.tell() % 4))
        return out

    def disk(self, name="disk.img"):
        """A card that has just been written."""
        path = self.path(name)
        output("cp", "--sparse=always", "--reflink=auto", self.image, path)
        return path

    def partition(self, disk, number):
        """Where a partition of the PC's disk begins, and how long it is, in bytes."""
        with open(disk, "rb") as image:
            image.seek(2 * SECTOR + 128 * (number - 1) + 32)
            first, last = struct.unpack("<QQ", image.read(16))
        return first * SECTOR, (last - first + 1) * SECTOR

    def write_boot(self, disk, name, text):
        """Puts a file on the boot partition, as staff do at their computer."""
        path = self.path("put")
        with open(path, "wb") as out:
            out.write(text)
        first = self.partition(disk, 1)[0]
        output("mcopy", "-o", "-i", f"{disk}@@{first}", path, "::" + name)

    def kernel_words(self):
        """The words that the product's kernel is started with."""
        boot = os.path.join(self.made, "boot")
        if self.board == "pi":
            with open(os.path.join(boot, "cmdline.txt"), encoding="ascii") as words:
                return words.read().strip()
        with open(os.path.join(boot, "loader", "entries", "foyer-a.conf"), encoding="ascii") as entry:
            return [line for line in entry if line.startswith("options ")][0][8:].strip()

    def boot(self, name, disk, words="", size=None, extra=()):
        """A machine with that disk, started with the product's own kernel, initrd and words, and the
        agent. What is written to the disk stays."""
        boot = os.path.join(self.made, "boot")
        kernel = [entry for entry in os.listdir(boot) if entry.startswith("vmlinuz-")][0]
        return Machine(
            self.path(name), self.architecture, size or self.size,
            extra=["-kernel", os.path.join(boot, kernel), "-initrd", self.archive,
                   "-append", f"{self.kernel_words()} rdinit=/boot-test/init {words}",
                   "-drive", f"file={disk},format=raw,if=virtio", *extra])

    # ---- what the glass should show ----

    def shot(self, screen, content=None, size=None, options=()):
        """The picture that foyer draws of a screen."""
        content, size = content or self.lobby, size or self.size
        key = (screen, content, size, options)
        if key not in self.shots:
            path = self.path(f"wanted-{len(self.shots):02}-{screen.replace('/', '-')}.png")
            now = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Moscow"))
            output(self.foyer, "shot", content, screen, path, "--size", f"{size[0]}x{size[1]}",
                   "--at", now.strftime("%Y-%m-%dT%H:%M"), *options)
            self.shots[key] = path
        return self.shots[key]

    def slides(self, content=None, size=None, options=()):
        """The pictures of the idle loop's slides."""
        return [self.shot(f"idle/{number}", content, size, options)
                for number in range(1, self.slide_count + 1)]

    def alike(self, picture, wanted):
        """How alike the picture is to the most alike of those wanted, and which that is."""
        share, which = output(self.near, picture, *wanted).split(" ", 1)
        return float(share), which

    def wait_for(self, machine, name, wanted, seconds=120, others=()):
        """Waits until the glass shows one of the pictures wanted, and none of the others more; keeps
        what it showed last as NAME.png. The moment, or None."""
        picture = self.path(name + ".png")
        deadline = time.monotonic() + seconds
        share, which, seen = 0, "", b""
        while True:
            moment = time.monotonic()
            with open(machine.picture(picture), "rb") as file:
                looks = file.read()
            if looks != seen: # to compare takes the processor from the machine
                share, which = self.alike(picture, [*wanted, *others])
                seen = looks
            if share >= NEAR and which in wanted:
                return moment
            if moment > deadline:
                print(f"    {name}: {share:.2f} of {os.path.basename(which)}, see {picture}")
                return None
            time.sleep(0.2)

    # ---- what came of it ----

    def check(self, what, good, more=""):
        self.passed, self.failed = self.passed + bool(good), self.failed + (not good)
        print(f"{'passed' if good else 'FAILED'}  {what}{': ' + str(more) if more != '' else ''}",
              flush=True)
        return bool(good)

    def measured(self, what, good, more):
        """Checks what was measured; in the short form, where the machine may be busy, says it only."""
        if self.short:
            return self.say(what, more)
        return self.check(what, good, more)

    def say(self, what, value):
        print(f"        {what}: {value}", flush=True)

    def part(self, test, *arguments):
        """Runs one part; a machine that dies in it is one failure."""
        name = (test.__doc__ or test.__name__).split("\n")[0].rstrip(".")
        try:
            test(self, *arguments)
        except (Dead, ValueError, KeyError, OSError) as reason:
            self.check(name, False, repr(reason))

    def finish(self, tests):
        tests(self)
        print(f"took {time.monotonic() - self.began:.0f} s")
        print(f"{self.passed} passed, {self.failed} failed")
        return 0 if self.passed > 0 and self.failed == 0 else 1
