"""Build the emulator's virtual environment once, however many processes ask for it at the same time.

usage: python prepare_environment.py DIRECTORY REQUIREMENTS

Run by python.mjs under the machine's own Python. A virtual environment cannot be built elsewhere and moved
into place (its scripts hold absolute paths), so the build happens where it will live, under a lock that the
operating system drops when its holder dies, and a marker file that is written last says that the build is
complete.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import venv

try:
    import fcntl
except ImportError:  # Windows; there two first runs at once are not guarded against
    fcntl = None

MARKER = "complete"


@contextlib.contextmanager
def locked(path):
    """Hold an exclusive lock on the file `path`, waiting for it where another process has it."""
    with open(path, "w") as file:
        if fcntl:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                print("waiting for another process that prepares the emulator", flush=True)
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def interpreter(directory):
    return os.path.join(directory, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def install(directory, requirements):
    """Make the environment and install the pinned packages; says on stdout what it does."""
    # What a killed build left behind is of unknown state.
    shutil.rmtree(directory, ignore_errors=True)
    print(f"creating a virtual environment with Python {sys.version.split()[0]}", flush=True)
    venv.create(directory, with_pip=True, symlinks=os.name != "nt")
    print("installing the emulator (about 100 MB, once)", flush=True)
    subprocess.run(
        [
            interpreter(directory), "-m", "pip", "install",
            "--quiet", "--disable-pip-version-check", "--no-input",
            "--no-deps", "--prefer-binary", "--requirement", requirements,
        ],
        check=True,
    )


def main():
    directory, requirements = sys.argv[1:]
    marker = os.path.join(directory, MARKER)
    os.makedirs(os.path.dirname(directory), exist_ok=True)
    with locked(f"{directory}.lock"):
        if os.path.exists(marker) and os.path.exists(interpreter(directory)):
            return
        try:
            install(directory, requirements)
        except subprocess.CalledProcessError as error:
            sys.exit(f"{os.path.basename(sys.argv[0])}: the build failed with exit code {error.returncode}")
        with open(marker, "w") as file:
            file.write(sys.version)


if __name__ == "__main__":
    main()
