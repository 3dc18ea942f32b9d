"""What the scripts of this folder share: where things are, how they are built, how one run is timed."""
import json, os, shutil, subprocess, sys, time
from contextlib import contextmanager

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import pty_bench  # noqa: E402  (the measuring stick beside this file)

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORK = os.path.join(ROOT, "target", "bench")
TARGET = "x86_64-unknown-linux-gnu"
# What the program is run with, whatever the shell of whoever measures is set to.
ENV = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": os.path.join(WORK, "home"), "LANG": "C.UTF-8",
       "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor", "XDG_CACHE_HOME": os.path.join(WORK, "cache")}
# On the screen when jakref has drawn its first frame to the last row.
JAKREF_MARK = "? keys"


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(arguments, **more):
    say("$ " + " ".join(arguments))
    return subprocess.run(arguments, cwd=ROOT, check=True, **more)


def cargo(arguments, rustflags=None):
    """Runs cargo and gives the executables it names, by the name of their target."""
    # A program to be measured is of no commit, so that it is not built anew for each.
    env = dict(os.environ, CARGO_TERM_COLOR="never", JAKREF_COMMIT="measured")
    if rustflags:
        env["RUSTFLAGS"] = rustflags
    out = run(["cargo", *arguments, "--locked", "--message-format=json-render-diagnostics"], env=env,
              stdout=subprocess.PIPE, text=True).stdout
    messages = (json.loads(line) for line in out.splitlines() if line.startswith("{"))
    return {m["target"]["name"]: m["executable"] for m in messages if m.get("executable")}


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read().strip()


def installed(name, built):
    """A copy, as an installation makes one. The pages of a file that a linker has written lie scattered in the memory of the
    kernel, and a start from them takes a tenth longer."""
    return shutil.copy(built, os.path.join(WORK, name))


def plain_release():
    return installed("plain", cargo(["build", "--release", "--bin", "jakref"])["jakref"])


def static_release(name="jakref", flags=""):
    """As packaging/build makes it: one file that needs no library."""
    built = cargo(["build", "--release", "--bin", "jakref", "--target", TARGET, "--target-dir", os.path.join(WORK, "static")],
                  read("packaging/static-flags") + flags)
    return installed(name, built["jakref"])


def benches():
    """The program and benches/steps.rs with the names of their functions."""
    return cargo(["bench", "--no-run", "--bench", "steps"])


def floor():
    os.makedirs(WORK, exist_ok=True)
    out = os.path.join(WORK, "floor-linked")
    run(["rustc", "--edition", "2024", "-O", "-C", "panic=abort", "-C", "target-feature=+crt-static", "-C", "strip=symbols",
         "--target", TARGET, "-o", out, "benches/floor/floor.rs"])
    return installed("floor", out)


def content(claims):
    """A folder with `base/`, `lines.tsv` and `dictionary/` of about so many claims; 1 is the shipped content."""
    folder = os.path.join(WORK, "content", str(claims))
    done = os.path.join(folder, "done")
    newest = max(os.path.getmtime(os.path.join(path, name)) for top in ("data", "benches/generated", "examples")
                 for path, _, names in os.walk(os.path.join(ROOT, top)) for name in names)
    if not os.path.exists(done) or os.path.getmtime(done) < newest:
        run(["cargo", "run", "--quiet", "--locked", "--example", "generate", "--", str(claims), folder], stdout=sys.stderr)
        open(done, "w").close()
    return folder


@contextmanager
def stdin_from(path):
    """Programs started inside read `path` as their standard input; the terminal is theirs all the same."""
    spawn = os.posix_spawn
    def with_stdin(exe, argv, env, **more):
        if path:
            more["file_actions"] = list(more["file_actions"]) + [(os.POSIX_SPAWN_OPEN, 0, path, os.O_RDONLY, 0)]
        return spawn(exe, argv, env, **more)
    os.posix_spawn = with_stdin
    try:
        yield
    finally:
        os.posix_spawn = spawn


EVERYWHERE = os.sched_getaffinity(0)


def start(argv, size, stdin=None, pin=None, env=None):
    """A program in a terminal of rows and columns, on processor `pin` or on any, wherever this script is held."""
    mine = os.sched_getaffinity(0)
    try:
        if pin is None:
            os.sched_setaffinity(0, EVERYWHERE)
        with stdin_from(stdin):
            return pty_bench.Prog(argv, *size, env or ENV, pin)
    finally:
        os.sched_setaffinity(0, mine)


def until(program, mark, since=None, gap=40.0, timeout=60.0):
    """(first, seen, last) in ns, as `burst` of the measuring stick gives them."""
    done = (lambda text: pty_bench.holds(text, mark)) if mark else None
    return program.burst(program.t0 if since is None else since, done, gap / 1e3, timeout)


def once(argv, env=None):
    """(ns, bytes, exit code) of a program that answers and ends, from its spawn to its end, its answer read from a pipe."""
    read, write = os.pipe()
    began = time.monotonic_ns()
    pid = os.posix_spawnp(argv[0], argv, env or ENV, file_actions=[
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0), (os.POSIX_SPAWN_DUP2, write, 1),
        (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0), (os.POSIX_SPAWN_CLOSE, read), (os.POSIX_SPAWN_CLOSE, write)])
    os.close(write)
    count = 0
    while chunk := os.read(read, 65536):
        count += len(chunk)
    os.close(read)
    status = os.waitpid(pid, 0)[1]
    return time.monotonic_ns() - began, count, os.waitstatus_to_exitcode(status)


def callgrind(argv, out, options=()):
    return ["valgrind", "--tool=callgrind", "--quiet", f"--callgrind-out-file={out}", *options, *argv]


def traced(argv, out, keys=None, options=()):
    """A whole run of jakref, of which callgrind writes to a file; with keys, in a terminal on one processor, each sent when the
    frame before is complete."""
    argv = callgrind(argv, out, options)
    if keys is None:
        subprocess.run(argv, env=ENV, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        return
    program = start(argv, (24, 80), pin=min(os.sched_getaffinity(0)))
    if until(program, JAKREF_MARK, gap=500)[1] is None:
        sys.exit(f"{' '.join(argv)}: no first frame came:\n{program.scr.text()}")
    for key in keys:
        program.write(key)
        while program.read_some(0.5):
            pass
    while not program.eof:
        program.read_some(5)
    os.waitpid(program.pid, 0)
    os.close(program.m)


def quantile(values, q):
    values = sorted(value for value in values if value is not None)
    return values[min(len(values) - 1, int(q * len(values)))] if values else None
