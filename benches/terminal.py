"""What the scripts of this folder share: a terminal that notes when each byte arrives, and what is run in it.

A program draws a frame as one burst of writes and then waits. A burst is over when nothing has come for a while; the time of a frame
is that of its last byte, so the silence is in no figure. A clock begins just before the program is started, or its key written.
"""
import fcntl, os, re, select, shutil, signal, struct, subprocess, sys, termios, time, tty

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORK = os.path.join(ROOT, "target", "bench")
# The same whatever the shell of whoever measures is set to.
ENV = {"PATH": os.environ["PATH"], "HOME": WORK, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
ROWS, COLUMNS = 24, 80
# What jakref writes at the end of its first frame.
JAKREF_MARK = "? keys"
ESCAPE = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|[()][0-9A-Z]|[=>78])")


class Program:
    """A program in a pseudo-terminal of its own."""

    def __init__(self, argv, stdin=None, raw=False):
        """With `stdin`, a file, the program reads that, and its keys from the terminal all the same. `raw` is for a program that does
        not set its terminal itself."""
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        if raw:
            tty.setraw(slave)
        # The first terminal that a new session opens is its own.
        actions = [(os.POSIX_SPAWN_OPEN, 1, os.ttyname(slave), os.O_RDWR, 0), (os.POSIX_SPAWN_DUP2, 1, 0), (os.POSIX_SPAWN_DUP2, 1, 2)]
        if stdin:
            actions.append((os.POSIX_SPAWN_OPEN, 0, stdin, os.O_RDONLY, 0))
        self.began = time.monotonic_ns()
        self.pid = os.posix_spawn(shutil.which(argv[0]), argv, ENV, setsid=True, file_actions=actions)
        os.close(slave)
        os.set_blocking(self.master, False)

    def write(self, keys):
        """Sends keys, and gives the time just before."""
        now = time.monotonic_ns()
        os.write(self.master, keys)
        return now

    def frame(self, since, mark=None, gap=0.04, timeout=600.0):
        """(nanoseconds to the last byte, nanoseconds to the mark, bytes) of the burst in which the text `mark` appears, or of the first. Spaces do not count, since
        a program may step over them."""
        text, seen, last, count, end = b"", None, None, 0, time.monotonic() + timeout
        while time.monotonic() < end:
            if not select.select([self.master], [], [], gap)[0]:
                if last is not None and (mark is None or seen is not None):
                    return last, seen, count
                continue
            try:
                chunk = os.read(self.master, 65_536)
            except OSError:
                # Linux: the program has closed its end.
                break
            last, count = time.monotonic_ns() - since, count + len(chunk)
            if mark and seen is None:
                text += chunk
                if mark.encode().replace(b" ", b"") in ESCAPE.sub(b"", text).replace(b" ", b""):
                    seen = last
        raise TimeoutError(f"{mark or 'a frame'} did not come; what came ends in {ESCAPE.sub(b'', text)[-500:]!r}")

    def memory(self):
        """Resident memory in bytes."""
        with open(f"/proc/{self.pid}/status", encoding="utf-8") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) * 1024

    def wait(self):
        """Reads on until the program has ended."""
        try:
            while select.select([self.master], [], [], 60.0)[0] and os.read(self.master, 65_536):
                pass
        except OSError:
            pass
        os.waitpid(self.pid, 0)
        os.close(self.master)

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        self.wait()


def answer(argv):
    """(nanoseconds, exit code) of a program that answers into a pipe and ends."""
    began = time.monotonic_ns()
    done = subprocess.run(argv, env=ENV, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return time.monotonic_ns() - began, done.returncode


def say(text):
    print(text, file=sys.stderr, flush=True)


def release():
    """The program as packaging/build links it."""
    target = "x86_64-unknown-linux-gnu"
    env = dict(os.environ, RUSTFLAGS="-C target-feature=+crt-static", JAKREF_COMMIT="measured")
    say("building the static release")
    subprocess.run(["cargo", "build", "--quiet", "--release", "--locked", "--bin", "jakref", "--target", target, "--target-dir", f"{WORK}/cargo"],
                   cwd=ROOT, env=env, check=True)
    # A copy, as an installation makes one: the pages of a file that a linker has written lie scattered, and start slower.
    return shutil.copy(f"{WORK}/cargo/{target}/release/jakref", f"{WORK}/jakref")


def content(claims):
    """A folder with base/, lines.tsv and dictionary/ of about so many claims; 1 is what the program has in it."""
    folder = os.path.join(WORK, str(claims))
    sources = [os.path.join(top, name) for top, _, names in os.walk(f"{ROOT}/data") for name in names] + [f"{ROOT}/benches/generate"]
    done = os.path.join(folder, "done")
    if not os.path.exists(done) or os.path.getmtime(done) < max(map(os.path.getmtime, sources)):
        subprocess.run([f"{ROOT}/benches/generate", str(claims), folder], check=True, stdout=sys.stderr)
        open(done, "w", encoding="utf-8").close()
    return folder


def quantile(values, q):
    values = sorted(values)
    return values[min(len(values) - 1, int(q * len(values)))]
