"""Install packages with this Python's pip, whatever else is set for pip on this machine.

    .venv/bin/python d2lmlp/workbook/installing.py --require-hashes -r requirements.lock

Of the settings in pip.conf and PIP_... only those count that lead to the packages: a mirror, a
proxy, a certificate. The others (``user``, ``target``, ``constraint``, ``no-binary`` ...) are for
other work and break a locked environment. It runs before anything is installed and imports nothing
but the standard library.
"""

import ast
import os
import subprocess
import sys

WAY = {
    "index-url", "extra-index-url", "find-links", "no-index", "trusted-host", "proxy", "cert",
    "client-cert", "timeout", "default-timeout", "retries", "cache-dir", "no-cache-dir",
    "keyring-provider",
}  # fmt: skip


def settings(listing):
    """Read the way to the packages out of what ``pip config list`` prints.

    Parameters
    ----------
    listing : str

    Returns
    -------
    dict
        ``PIP_...`` variables. A setting of the environment goes before one of ``install``, and
        that before one for all commands, as in pip itself.
    """
    found = {}
    for section in ("global", "install", ":env:"):
        for line in listing.splitlines():
            name, _, value = line.partition("=")
            key = name.removeprefix(f"{section}.").lower().replace("_", "-")
            if name.startswith(f"{section}.") and key in WAY:
                found[f"PIP_{key.upper().replace('-', '_')}"] = str(ast.literal_eval(value))
    return found


def main(argv):
    """Run ``pip install ARGV``; return pip's exit code."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    listed = subprocess.run([*pip, "config", "list"], capture_output=True, text=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    if listed.returncode:
        print("A pip.conf on this machine cannot be read, so it is not used:", file=sys.stderr)
        print(listed.stderr.strip().splitlines()[-1], file=sys.stderr)
    environ = {**kept, **settings(listed.stdout), "PIP_CONFIG_FILE": os.devnull}
    # Bytecode is left to the first import of a module: making all of it would double the time.
    return subprocess.run([*pip, "install", "--no-compile", *argv], env=environ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
