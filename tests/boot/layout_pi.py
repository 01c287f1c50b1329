"""The card of a Raspberry Pi: what its firmware looks for, by the rules that Debian's own images of the
Pi follow (the hook of package raspi-firmware, which is here to be compared with), and its root,
started in QEMU's `virt` machine, since QEMU's Pis do not get through Debian's kernel."""

import filecmp
import os
import re
import struct
import time

import bench
import visits

# What the firmware of each board reads, by its documentation: the first programs, and its hardware.
FIRMWARE = {"Pi 3": ("bootcode.bin", "start.elf", "fixup.dat"), "Pi 4": ("start4.elf", "fixup4.dat")}
BOARDS = ("bcm2837-rpi-3-a-plus", "bcm2837-rpi-3-b", "bcm2837-rpi-3-b-plus", "bcm2711-rpi-4-b",
          "bcm2711-rpi-400", "bcm2711-rpi-cm4-io")
TYPE_FAT, TYPE_LINUX = 0x0C, 0x83


def table(b):
    """The partition table."""
    with open(b.image, "rb") as image:
        sector = image.read(bench.SECTOR)
    signature, = struct.unpack_from("<I", sector, 440)
    rows = [struct.unpack_from("<B3xB3xII", sector, 446 + 16 * row) for row in range(4)]
    b.check("four partitions, the first for the firmware, two roots of one size, then the data",
            [row[1] for row in rows] == [TYPE_FAT, TYPE_LINUX, TYPE_LINUX, TYPE_LINUX] and
            rows[1][3] == rows[2][3] and all(rows[i][2] + rows[i][3] <= rows[i + 1][2] for i in range(3)))
    with open(b.image, "rb") as image:
        image.seek(rows[1][2] * bench.SECTOR)
        filled = image.read(4)
        image.seek(rows[2][2] * bench.SECTOR)
        empty = image.read(1 << 20)
        image.seek(rows[3][2] * bench.SECTOR + 1080)
        ext4 = image.read(2)
    b.check("the first root is a squashfs, the second is empty, the data ext4",
            filled == b"hsqs" and not any(empty) and ext4 == b"\x53\xef")
    return f"{signature:08x}", rows[0][2] * bench.SECTOR


def boot_partition(b, signature, first):
    """The boot partition."""
    folder = b.path("boot")
    os.makedirs(folder, exist_ok=True)
    bench.output("mcopy", "-s", "-n", "-Q", "-i", f"{b.image}@@{first}", "::*", folder)
    names = set(os.listdir(folder))
    parts = os.path.join(b.made, "parts")
    shelf = os.path.join(parts, "usr/lib/raspi-firmware")
    for board, needed in FIRMWARE.items():
        b.check(f"the firmware of a {board} is Debian's", all(
            name in names and filecmp.cmp(os.path.join(folder, name), os.path.join(shelf, name), False)
            for name in needed), " ".join(needed))
    trees = os.path.join(parts, "usr/lib", [name for name in os.listdir(os.path.join(parts, "usr/lib"))
                                            if name.startswith("linux-image-")][0], "broadcom")
    b.check("the device trees are the kernel's", all(
        name + ".dtb" in names and filecmp.cmp(os.path.join(folder, name + ".dtb"),
                                               os.path.join(trees, name + ".dtb"), False)
        for name in BOARDS), " ".join(BOARDS))

    with open(os.path.join(parts, "etc/kernel/postinst.d/z50-raspi-firmware"), encoding="utf-8") as hook:
        debian = hook.read()
    config = settings(os.path.join(folder, "config.txt"))
    told = set(re.findall(r"^(arm_64bit=1|upstream_kernel=1|enable_uart=1)$", debian, re.M))
    b.check("config.txt says what Debian's says", len(told) == 3 and told <= set(config),
            " ".join(sorted(told)))
    kernel = [line[7:] for line in config if line.startswith("kernel=")]
    initrd = [line[10:] for line in config if line.startswith("initramfs ")]
    good = len(kernel) == len(initrd) == 1 and {*kernel, *initrd} <= names
    if b.check("kernel and initrd are there", good, " ".join(kernel + initrd)):
        with open(os.path.join(folder, kernel[0]), "rb") as image:
            head = image.read(64)
        b.check("the kernel is one for 64 bits that the firmware can start", head[56:60] == b"ARM\x64")
    for name in ("cmdline.txt", "cmdline3.txt"):
        with open(os.path.join(folder, name), encoding="ascii") as text:
            lines = text.read().splitlines()
        words = lines[0].split()
        b.check(f"{name} is one line, with this card's root", len(lines) == 1 and
                f"root=PARTUUID={signature}-02" in words and
                any(word.startswith("cma=") for word in words) == (name == "cmdline3.txt"), lines[0])
    b.check("settings are there to be edited", "foyer.txt" in names)


def settings(path):
    """The lines of a config.txt that say something."""
    with open(path, encoding="utf-8") as text:
        return [line.strip() for line in text if line.strip() and not line.startswith(("#", "["))]


def card(b):
    """The card, as the firmware sees it."""
    boot_partition(b, *table(b))


def started(b):
    """The root, on another board with the same processor."""
    with b.boot("virt", b.disk()) as machine:
        moment = b.wait_for(machine, "virt", b.slides(), 400)
        b.check("content on the glass", moment)
        machine.wait_for_shell()
        b.say("from kernel start to picture",
              f"{moment - time.monotonic() + visits.uptime(machine):.1f} s" if moment else "none")
        visits.memory(b, machine)
        visits.plug(machine, b.size)
        visits.tap(machine, visits.NOTHING)
        b.check("a tap opens home", b.wait_for(machine, "home", [b.shot("home")], 120))


def all_of_it(b):
    visits.sizes(b)
    b.part(card)
    b.part(started)
