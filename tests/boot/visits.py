"""What the image of a PC has to stand: what board/boot-test does in it, part by part."""

import os
import random
import socket
import struct
import time
import zlib

import bench
import colleague

FOYER = "foyer"
LIVE = "/var/lib/foyer/content/lobby.db"
# Places on the glass, in px of 1280 x 800: see the pictures of home and search.
NOTHING = (560, 70)  # on any slide: a news item opens by its headline
BELARUS, SEARCH, HOME, KEY_A, KEY_K = (140, 480), (710, 754), (127, 754), (251, 568), (930, 568)
PICTURE_BACK_MOST = 1.5  # times a cold start of the program
BOOT_MOST = 1.3          # times a bare SDL2 program's
PROGRAM_MOST_KB, SYSTEM_MOST_KB, IMAGE_MOST = 120 * 1024, 250 * 1024, 200 * 10**6


# ---- a hand ----

def plug(machine, size):
    """Plugs a touch panel in."""
    machine.ask("rm -f panel; mkfifo panel; setsid sh -c 'exec ./touch %d %d <panel' >/dev/null 2>&1 &"
                "setsid sh -c 'exec sleep 1000000 >panel' >/dev/null 2>&1 &" % size)
    wait_for_panel(machine)


def wait_for_panel(machine, seconds=60):
    """Waits until the display has the panel open: what is felt before that is lost."""
    deadline = time.monotonic() + seconds
    while machine.run("event=$(basename /sys/devices/virtual/input/input*/event*); "
                      f"ls -l /proc/{main_pid(machine)}/fd | grep -q /dev/input/$event$")[1] != 0:
        if time.monotonic() > deadline:
            raise bench.Dead("the display does not open the touch panel")
        time.sleep(0.2)


def unplug(machine):
    machine.ask("killall touch 2>/dev/null || kill $(grep -lax -e './touch.*' /proc/[0-9]*/cmdline "
                "| cut -d/ -f3)")


def touch(machine, *frames):
    machine.ask("printf '%s\\n' " + " ".join(f"'{frame}'" for frame in frames) + " >panel")


def tap(machine, place):
    touch(machine, "down 0 %d %d" % place, "wait 80", "up 0")


# ---- what the machine says of itself ----

def uptime(machine):
    return float(machine.ask("cut -d' ' -f1 /proc/uptime"))


def main_pid(machine):
    return int(machine.ask("systemctl show -p MainPID --value foyer"))


def ready_at(machine, pid_before, seconds=120):
    """When the display that is not of the process `pid_before` told that its picture is on the glass,
    in the machine's seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        state = dict(line.split("=", 1) for line in machine.ask(
            "systemctl show -p MainPID,ActiveState,ActiveEnterTimestampMonotonic foyer").splitlines())
        if state["ActiveState"] == "active" and int(state["MainPID"]) not in (0, pid_before):
            return int(state["ActiveEnterTimestampMonotonic"]) / 1e6
        time.sleep(0.2)
    raise bench.Dead("the display does not come back")


# ---- the parts ----

def first_boot(b):
    """A card that has just been written, and a day of a display."""
    with b.boot("first", b.disk()) as machine:
        moment = b.wait_for(machine, "first", b.slides(), 300)
        if not b.check("content on the glass", moment):
            machine.wait_for_shell(30)
            print(machine.ask("systemctl --no-pager status foyer foyer-data; journalctl -b --no-pager | tail -40"))
            return
        machine.wait_for_shell()
        started = time.monotonic() - uptime(machine)
        b.say("from kernel start to picture", f"{moment - started:.1f} s")
        for look in (memory, ports, read_only, still, visit, memory, panel_comes_and_goes, dies, hangs,
                     display_comes_and_goes, full):
            b.part(look, machine)


def memory(b, machine):
    """memory in use"""
    most, kb = (int(line.split()[1]) for line in machine.ask(
        "grep -E '^Vm(HWM|RSS)' /proc/%d/status" % main_pid(machine)).splitlines())
    b.measured("the display takes at most 120 MB", most <= PROGRAM_MOST_KB,
               f"{kb / 1024:.0f} MB, {most / 1024:.0f} MB at its most")
    kb = int(machine.ask("awk '/^MemTotal/ { t = $2 } /^MemAvailable/ { print t - $2 }' /proc/meminfo"))
    b.measured("the whole system takes at most 250 MB", kb <= SYSTEM_MOST_KB, f"{kb / 1024:.0f} MB")


def ports(b, machine):
    """nothing listens"""
    text = machine.ask("cat /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 /proc/net/raw "
                       "/proc/net/raw6 2>/dev/null | grep -v local_address")
    b.check("nothing listens on any port", text == "", text)
    text = machine.ask("pgrep -a . 2>/dev/null || for p in /proc/[0-9]*/exe; do readlink $p; done | sort -u")
    b.check("no log in, no shell but the test's",
            not any(word in text for word in ("getty", "sulogin", "logind", "sshd", "login")), "")


def read_only(b, machine):
    """the root"""
    _, root = machine.run(": >/usr/x || : >/etc/x || : >/var/x || mount -o remount,rw /")
    mounts = machine.ask("grep -E '^[^ ]+ (/|/boot|/var/lib/private) ' /proc/mounts").splitlines()
    kinds = {line.split()[1]: (line.split()[2], line.split()[3].split(",")) for line in mounts}
    b.check("the root is really read-only", root != 0 and kinds["/"][0] == "squashfs" and
            len([line for line in mounts if line.split()[1] == "/"]) == 1, "")
    b.check("the settings' partition is mounted, read-only, the data's safely",
            kinds["/boot"][0] == "vfat" and "ro" in kinds["/boot"][1] and
            kinds["/var/lib/private"][0] == "ext4" and
            {"rw", "nosuid", "nodev", "noexec"} <= set(kinds["/var/lib/private"][1]), mounts)
    state = machine.ask("cat /sys/class/watchdog/watchdog0/state /sys/class/watchdog/watchdog0/timeout")
    b.check("the hardware watchdog is on", state.split() == ["active", "15"], state.split())
    failed = machine.ask("systemctl --failed --plain --no-legend")
    b.check("no unit has failed", failed == "", failed)


def still(b, machine):
    """keys"""
    for keys in (("ctrl", "alt", "f2"), ("ctrl", "alt", "delete"), ("alt", "sysrq", "b"),
                 ("alt", "f4"), ("ctrl", "alt", "backspace")):
        machine.keys(*keys)
    time.sleep(1)
    b.check("no key combination leaves the display",
            machine.ask("cat /sys/class/tty/tty0/active") == "tty1" and
            b.wait_for(machine, "keys", b.slides() + [b.shot("home")], 60))


def visit(b, machine):
    """a visitor"""
    plug(machine, b.size)
    tap(machine, NOTHING)
    b.check("a tap opens home", b.wait_for(machine, "home", [b.shot("home")], 60))
    tap(machine, BELARUS)
    b.check("a tap opens a delegation",
            b.wait_for(machine, "delegation", [b.shot("delegation/belarus")], 60))
    tap(machine, SEARCH)
    b.wait_for(machine, "search", [b.shot("search")], 20)
    touch(machine, "down 0 %d %d down 1 %d %d" % (KEY_A + KEY_K), "wait 80", "up 0 up 1")
    b.check("two fingers type two letters at once",
            b.wait_for(machine, "two-fingers", [b.shot("search/ak"), b.shot("search/ka")], 60,
                       others=[b.shot("search"), b.shot("search/a"), b.shot("search/k")]))


def panel_comes_and_goes(b, machine):
    """the panel unplugged and plugged"""
    unplug(machine)
    plug(machine, b.size)
    tap(machine, HOME)
    b.check("a panel that was unplugged and plugged is felt",
            b.wait_for(machine, "panel-again", [b.shot("home")], 60))


def dies(b, machine):
    """SIGKILL"""
    anything = b.slides() + [b.shot("home")]
    machine.ask("systemctl stop foyer; sync; echo 3 >/proc/sys/vm/drop_caches")
    start = uptime(machine)
    machine.ask("systemctl start foyer")
    b.cold = cold = ready_at(machine, 0) - start
    b.wait_for(machine, "cold", anything)
    pid = main_pid(machine)
    start = uptime(machine)
    machine.ask(f"kill -KILL {pid}")
    back = ready_at(machine, pid) - start
    b.check("SIGKILL: the picture is back", b.wait_for(machine, "killed", anything, 60))
    b.measured(f"at most {PICTURE_BACK_MOST} times a cold start", back <= PICTURE_BACK_MOST * cold,
            f"{back:.1f} s, cold {cold:.1f} s: {back / cold:.2f}")


def hangs(b, machine):
    """SIGSTOP"""
    pid = main_pid(machine)
    start = uptime(machine)
    machine.ask(f"kill -STOP {pid}")
    back = ready_at(machine, pid) - start
    b.check("SIGSTOP: the watchdog brings the picture back",
            b.wait_for(machine, "stopped", b.slides() + [b.shot("home")], 60), f"{back:.1f} s")


def display_comes_and_goes(b, machine):
    """the display switched off and on"""
    card = machine.ask("cd /sys/class/drm && ls -d card*-Virtual-1")
    switch = f"echo %s >/sys/class/drm/{card}/status; echo change >/sys/class/drm/{card[:5]}/uevent"
    pid = main_pid(machine)
    machine.ask(switch % "off")
    time.sleep(3)
    start = time.monotonic()
    machine.ask(switch % "detect")
    moment = b.wait_for(machine, "display-again", b.slides() + [b.shot("home")], 60)
    b.check("a display that was switched off and on shows the picture", moment,
            f"{moment - start:.1f} s, {(moment - start) / b.cold:.2f} of a cold start" if moment else "")
    size = (1024, 768)
    start = time.monotonic()
    resize(machine, size)
    moment = b.wait_for(machine, "display-other", b.slides(size=size), 60)
    b.check("a display of another size shows the picture", moment,
            f"{moment - start:.1f} s" if moment else "")
    wait_for_panel(machine)
    tap(machine, NOTHING)
    b.check("a tap on it opens home", b.wait_for(machine, "other-home", [b.shot("home", size=size)], 60))
    resize(machine, b.size)
    b.check("the program has not ended over that",
            b.wait_for(machine, "display-first", [b.shot("home")] + b.slides(), 60) and
            main_pid(machine) == pid) or print(machine.ask(
                "journalctl -b --no-pager -o short-monotonic -u foyer | tail -20"))


def resize(machine, size):
    """Gives the machine's display another size, as another monitor would: by QEMU's VNC server."""
    with socket.socket(socket.AF_UNIX) as vnc:
        vnc.connect(os.path.join(machine.folder, "vnc"))
        vnc.recv(12)
        vnc.sendall(b"RFB 003.008\n")
        vnc.recv(16)
        vnc.sendall(b"\x01")
        vnc.recv(4)
        vnc.sendall(b"\x01")
        vnc.recv(4096)
        vnc.sendall(struct.pack(">BxHii", 2, 2, -308, -223))
        vnc.sendall(struct.pack(">BxHHBxIHHHHI", 251, *size, 1, 0, 0, 0, *size, 0))
        time.sleep(1)


def full(b, machine):
    """the data partition full"""
    pid = main_pid(machine)
    machine.ask("dd if=/dev/zero of=/var/lib/private/full bs=1M 2>/dev/null; cp other.db /tmp/other.db; "
                f"foyer publish /tmp/other.db {LIVE} --yes; kill -KILL {pid}", 300)
    ready_at(machine, pid)
    b.check("a full data partition: the display goes on", b.wait_for(
        machine, "full", b.slides() + [b.shot("home")], 60))
    pid = main_pid(machine)
    machine.ask(f"mount -o remount,ro /var/lib/private; kill -KILL {pid}")
    ready_at(machine, pid)
    b.check("a data partition that is read-only: the display goes on", b.wait_for(
        machine, "worn", b.slides() + [b.shot("home")], 60))


def flat_picture(b):
    """The one colour of the bare program."""
    flat = b.path("wanted-bare.png")
    rows = (b"\0" + bytes((12, 27, 45)) * b.size[0]) * b.size[1]
    with open(flat, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n")
        for kind, data in ((b"IHDR", struct.pack(">IIBBBBB", *b.size, 8, 2, 0, 0, 0)),
                           (b"IDAT", zlib.compress(rows)), (b"IEND", b"")):
            out.write(struct.pack(">I", len(data)) + kind + data +
                      struct.pack(">I", zlib.crc32(kind + data)))
    return flat


def boot_seconds(b, name, wanted, words=""):
    """From kernel start to a picture wanted, of a card that has just been written."""
    with b.boot(name, b.disk(), words) as machine:
        moment = b.wait_for(machine, name, wanted, 300)
        machine.wait_for_shell()
        return moment - (time.monotonic() - uptime(machine)) if moment else None


def bare(b):
    """The same image with the least that an SDL2 program can do in our place, one after the other."""
    ours, least = [], []
    for turn in range(2):
        ours.append(boot_seconds(b, f"ours-{turn}", b.slides()))
        least.append(boot_seconds(b, f"bare-{turn}", [flat_picture(b)], "boot_test=bare"))
    if b.check("a bare SDL2 program shows its colour, and ours the content", all(ours + least)):
        ratio = sum(ours) / sum(least)
        b.measured(f"from kernel start to picture at most {BOOT_MOST} times a bare program's",
                   ratio <= BOOT_MOST, f"{min(ours):.1f} to {max(ours):.1f} s, bare {min(least):.1f} to "
                   f"{max(least):.1f} s: {ratio:.2f}")


def from_the_disk(b):
    """The product's own way: UEFI, systemd-boot, kernel, root; judged by its picture only."""
    shelf = "/usr/share/OVMF/"
    variables = b.path("variables.fd")
    bench.output("cp", shelf + "OVMF_VARS_4M.fd", variables)
    drives = ["-drive", f"if=pflash,format=raw,readonly=on,file={shelf}OVMF_CODE_4M.fd",
              "-drive", f"if=pflash,format=raw,file={variables}",
              "-drive", f"if=none,id=card,format=raw,file={b.disk()}",
              "-device", "qemu-xhci", "-device", "usb-storage,drive=card"]
    with bench.Machine(b.path("uefi"), size=b.size, extra=drives) as machine:
        b.check("a PC started by UEFI from a USB stick shows the content",
                b.wait_for(machine, "uefi", b.slides(), 300))


def bad_card(b):
    """Settings with nonsense, and a data partition that is destroyed."""
    disk = b.disk()
    b.write_boot(disk, "foyer.txt", b"\xef\xbb\xbflanguage = ru\r\nrotation = 17\r\nnonsense\r\n\x80\xff\r\n")
    first, length = b.partition(disk, 4)
    with open(disk, "r+b") as out:
        for at in range(0, length, 1 << 20):
            out.seek(first + at)
            out.write(random.randbytes(1 << 16))
    russian = b.slides(options=("--lang", "ru"))
    with b.boot("bad-card", disk) as machine:
        b.check("a destroyed data partition, settings with nonsense: the content it came with, in the "
                "language of the good line", b.wait_for(machine, "bad-card", russian, 300))
        machine.wait_for_shell()
        text = machine.ask("journalctl -b --no-pager -o cat -u foyer-data -u foyer")
        b.check("the log says so", "making it afresh" in text and "rotation" in text and
                "nonsense" in text)
        kind = machine.ask("grep /var/lib/private /proc/mounts")
        b.check("the data partition is made afresh", " ext4 rw" in kind, kind)


def broken_card(b):
    """A boot partition that is destroyed, on a card that cannot be written."""
    disk = b.disk()
    first, _ = b.partition(disk, 1)
    with open(disk, "r+b") as out:
        out.seek(first)
        out.write(random.randbytes(1 << 22))
    with b.boot("broken-card", disk, extra=["-snapshot"]) as machine:
        b.check("a destroyed boot partition: the display goes on",
                b.wait_for(machine, "broken-card", b.slides(), 300))


def network(b):
    """A network, where the settings ask for one."""
    disk = b.disk()
    b.write_boot(disk, "foyer.txt", b"network = on\n")
    with b.boot("network", disk, extra=["-nic", "user,model=virtio-net-pci"]) as machine:
        machine.wait_for_shell()
        deadline = time.monotonic() + 180
        gateway = "00000000\t0202000A"  # 10.0.2.2 is the way to everywhere, as QEMU's DHCP has it
        while gateway not in (routes := machine.ask("cat /proc/net/route")) and \
                time.monotonic() < deadline:
            time.sleep(1)
        b.check("a network that the settings ask for has an address", gateway in routes)
        b.check("nothing listens on a TCP port with it", machine.ask(
            "awk '$4 == \"0A\"' /proc/net/tcp /proc/net/tcp6") == "")


def card_content(b):
    """A data file on the card."""
    disk = b.disk()
    with open(b.other, "rb") as source:
        b.write_boot(disk, "lobby.db", source.read())
    with b.boot("card-content", disk) as machine:
        b.check("a data file on the boot partition is published and shown",
                b.wait_for(machine, "card-content", b.slides(b.other), 300))


def carry(machine):
    """Content comes as rsync brings it, again and again, and the power goes meanwhile."""
    machine.ask("setsid sh -c 'while :; do for n in new old; do "
                f"cp /tmp/$n.db {LIVE}.part; mv {LIVE}.part {LIVE}; sleep 3; done; done' "
                ">/dev/null 2>&1 &")
    time.sleep(0.5 + random.random() * 12)


def publish(machine, which, seconds):
    """Content is published, which takes so long, and the power goes as it is put in its place."""
    machine.ask(f"setsid foyer publish /tmp/{which}.db {LIVE} --yes >/dev/null 2>&1 &")
    time.sleep(max(0, seconds - 2 + random.random() * 3))


def power_cuts(b, count):
    """The power cut while content is being replaced: every fifth time while it is published, which
    is mostly looking whether it fits, and else while it is carried and taken in."""
    disk = b.disk()
    clean = shown = True
    seen = set()
    either = b.slides() + b.slides(b.other)
    for number in range(count + 1):
        with b.boot("cut", disk) as machine:
            name = f"cut-{number:02}"
            which = "old"
            moment = b.wait_for(machine, name, either, 300)
            shown = shown and moment
            if moment:
                place = b.alike(b.path(name + ".png"), either)[1]
                which = "new" if place in b.slides(b.other) else "old"
                seen.add(which)
            machine.wait_for_shell()
            text = machine.ask("journalctl -b --no-pager -o cat -u foyer-data")
            clean = clean and "damaged" not in text and "afresh" not in text and "memory" not in text
            machine.ask("cp /usr/share/foyer/lobby.db /tmp/old.db; cp other.db /tmp/new.db")
            other = "old" if which == "new" else "new"
            if number == 0 and count >= 5:
                before = time.monotonic()
                machine.ask(f"foyer publish /tmp/{other}.db {LIVE} --yes >/dev/null")
                published_in = time.monotonic() - before
            elif number < count and number % 5 == 4:
                publish(machine, other, published_in)
            elif number < count:
                carry(machine)
            machine.kill()
        data = b.path("data.img")
        first, length = b.partition(disk, 4)
        bench.output("dd", f"if={disk}", f"of={data}", "bs=1M", f"skip={first >> 20}",
                     f"count={length >> 20}", "conv=sparse", "status=none")
        clean = clean and os.system(f"e2fsck -p {data} >/dev/null 2>&1") >> 8 < 2 and \
            os.system(f"e2fsck -fn {data} >/dev/null 2>&1") == 0
    b.check(f"the power cut {count} times while content is replaced: old or new is shown", shown,
            " and ".join(sorted(seen)))
    if count >= 5:
        b.check("both were shown after some of them", seen == {"old", "new"})
    b.check("the file system is clean each time", clean)


def sizes(b):
    """The image."""
    compressed = os.path.getsize(b.image + ".xz")
    b.check("the image has at most 200 MB compressed", compressed <= IMAGE_MOST,
            f"{compressed / 1e6:.0f} MB, {os.path.getsize(b.image) / 1e6:.0f} MB written, root "
            f"{os.path.getsize(os.path.join(b.made, 'root.squashfs')) / 1e6:.0f} MB")


def all_of_it(b):
    b.cold = float("nan")
    sizes(b)
    b.part(first_boot)
    b.part(bad_card)
    b.part(power_cuts, 1 if b.short else 25)
    if not b.short:
        b.part(bare)
        b.part(from_the_disk)
        b.part(broken_card)
        b.part(card_content)
        b.part(network)
        b.part(colleague.desk, memory)
        b.part(colleague.cuts, 200 if os.environ.get("FOYER_LONG") == "1" else 25)
