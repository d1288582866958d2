"""JupyterHub for a class: one Linux account a student, logged in with its own password.

    /opt/d2lmlp/env/bin/jupyterhub -f /opt/d2lmlp/jupyterhub_config.py

D2LMLP_CLASS names a file with one account a line; who is not in it cannot log in. The hub listens
on loopback: put a web server with HTTPS before it. State (database, cookie secret) is kept in the
folder that D2LMLP_HUB_STATE names.
"""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATE = Path(os.environ.get("D2LMLP_HUB_STATE", HERE / "state"))
STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
PORT = int(os.environ.get("D2LMLP_HUB_PORT", "8000"))  # and the two after it

c = get_config()  # noqa: F821  (JupyterHub's)

c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{PORT + 1}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORT + 2}"
c.ConfigurableHTTPProxy.command = str(HERE / "node_modules/.bin/configurable-http-proxy")
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.JupyterHub.db_url = f"sqlite:///{STATE / 'hub.sqlite'}"
c.JupyterHub.cleanup_servers = True  # students' servers end with the hub

# The accounts' own passwords, by PAM; the class list decides who may come in.
c.JupyterHub.authenticator_class = "pam"
c.Authenticator.allowed_users = set(Path(os.environ["D2LMLP_CLASS"]).read_text().split())

# Each server runs as its student, so that the system keeps the homes apart (mode 0700).
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [str(HERE / "env/bin/python"), str(HERE / "student.py")]
c.Spawner.notebook_dir = "~/d2lmlp"
c.Spawner.default_url = "/lab/tree/workbook/00_start_here.ipynb"
c.Spawner.environment = {
    "JUPYTER_CONFIG_PATH": str(HERE / "jupyter_config"),
    "JUPYTER_PATH": str(HERE / "jupyter_config"),  # the width of the pages
    "JUPYTER_PREFER_ENV_PATH": "1",
    "OMP_NUM_THREADS": "1",  # one core a student
}
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120
