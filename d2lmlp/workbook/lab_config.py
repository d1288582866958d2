"""What the README promises of the JupyterLab that `make lab` opens, whatever is set elsewhere.

Jupyter reads this file, named on its command line, after all others.
"""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import quote

from jupyter_server.auth.identity import PasswordIdentityProvider


class FreshToken(PasswordIdentityProvider):
    """The usual login; JupyterLab prints the address with the token, as for one of its own."""

    token_generated = True


c = get_config()  # noqa: F821  (Jupyter's)

first = Path(os.environ["D2LMLP_OPENS"])
c.ServerApp.root_dir = str(first.parent.parent)
c.LabApp.default_url = f"/lab/tree/{quote(first.parent.name)}/{first.name}"
c.ServerApp.base_url = "/"
# Only the extensions of the course and of its environment: others are built for other versions.
places = (os.environ["JUPYTER_CONFIG_PATH"], Path(sys.prefix, "share", "jupyter"))
c.LabApp.labextensions_path = [str(Path(place, "labextensions")) for place in places]
c.LabApp.extra_labextensions_path = []

# It listens on this machine only, and asks for a token that is new each time.
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_remote_access = False
c.ServerApp.allow_origin = ""
c.ServerApp.allow_origin_pat = ""
c.ServerApp.disable_check_xsrf = False
c.ServerApp.allow_unauthenticated_access = False
c.ServerApp.identity_provider_class = FreshToken
c.ServerApp.authorizer_class = "jupyter_server.auth.authorizer.AllowAllAuthorizer"
c.FreshToken.token = secrets.token_hex(24)
c.FreshToken.hashed_password = ""
c.FreshToken.password_required = False
