"""A machine that boots an image in QEMU: its pictures from outside, a hand on its glass, and a shell
in it for looking and breaking. Used by board/boot-test; knows nothing of what is tested."""

import json
import os
import select
import shutil
import socket
import subprocess
import time

# Without KVM, which is not to be relied on. llvmpipe's code for newer processors is slower to emulate
# than what it makes for this one.
ARCHITECTURES = {
    "amd64": ["qemu-system-x86_64", "-machine", "q35", "-cpu", "Nehalem", "-smp", "2"],
    "arm64": ["qemu-system-aarch64", "-machine", "virt", "-cpu", "cortex-a72", "-smp", "2"],
}


class Dead(Exception):
    """The machine ended, or does not answer."""


class Machine:
    """One run of QEMU. `folder` is where its sockets are, and its log."""

    def __init__(self, folder, architecture="amd64", size=(1280, 800), memory=1024, extra=()):
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        self.qmp_path, self.shell_path = os.path.join(folder, "qmp"), os.path.join(folder, "shell")
        self.width, self.height = size
        self.log = open(os.path.join(folder, "qemu.log"), "w", encoding="utf-8")
        command = ARCHITECTURES[architecture] + [
            "-accel", "tcg,thread=multi", "-m", str(memory),
            "-vnc", f"unix:{os.path.join(folder, 'vnc')}", "-vga", "none", "-nic", "none", "-monitor", "none",
            "-device", f"virtio-gpu-pci,id=gpu,xres={size[0]},yres={size[1]}",
            "-serial", f"unix:{self.shell_path},server=on,wait=off",
            "-qmp", f"unix:{self.qmp_path},server=on,wait=off",
            "-device", "i6300esb", "-action", "watchdog=reset", *extra]
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log,
                                        stdin=subprocess.DEVNULL)
        self.qmp = self.shell = None
        self.pending = b""
        self.answers = 0
        try:
            self.qmp = self._connect(self.qmp_path)
            self.qmp_lines = self.qmp.makefile("rw")
            self.qmp_lines.readline()
            self.command("qmp_capabilities")
            self.shell = self._connect(self.shell_path)
        except BaseException:
            self.kill()
            raise

    def _connect(self, path):
        for _ in range(200):
            try:
                connection = socket.socket(socket.AF_UNIX)
                connection.connect(path)
                return connection
            except OSError:
                connection.close()
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        raise Dead("QEMU does not start: see " + self.log.name)

    def command(self, name, **arguments):
        """What QEMU answers to one command of its QMP."""
        self.qmp_lines.write(json.dumps({"execute": name, "arguments": arguments}) + "\n")
        self.qmp_lines.flush()
        while True:
            line = self.qmp_lines.readline()
            if not line:
                raise Dead("QEMU is gone: see " + self.log.name)
            answer = json.loads(line)
            if "error" in answer:
                raise Dead(f"{name}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def picture(self, path):
        """Writes what is on the glass to the PNG file `path`."""
        self.command("screendump", filename=path, format="png")
        return path

    def keys(self, *names):
        """A combination of keys of a keyboard, pressed and left."""
        self.command("send-key", keys=[{"type": "qcode", "data": name} for name in names])

    def wait_for_shell(self, seconds=300):
        """Waits until the agent in the machine answers."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self._read_until(b"agent ready\n", 1) is not None:
                return
        raise Dead("nobody answers on the serial line")

    def _read_until(self, mark, seconds):
        deadline = time.monotonic() + seconds
        while mark not in self.pending:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.shell], [], [], left)[0]:
                return None
            data = self.shell.recv(65536)
            if not data:
                raise Dead("the machine is gone: see " + self.log.name)
            self.pending += data.replace(b"\r", b"")
        text, _, self.pending = self.pending.partition(mark)
        return text

    def run(self, command, seconds=300):
        """What a command of the shell prints in the machine, and its exit status."""
        self.answers += 1
        mark = f"\n=={self.answers} ".encode()
        line = command.replace("\n", "; ")
        self.shell.sendall(f"{self.answers} {line}\n".encode())
        text = self._read_until(mark, seconds)
        status = self._read_until(b"\n", 10) if text is not None else None
        if status is None:
            raise Dead(f"no answer to: {line}")
        return text.decode(errors="replace").strip(), int(status)

    def ask(self, command, seconds=300):
        """What the command prints."""
        return self.run(command, seconds)[0]

    def kill(self):
        """Ends it as a power cut does."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for connection in (self.qmp, self.shell):
            if connection is not None:
                connection.close()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
