#!/bin/sh
# Install the course and JupyterHub into a folder that every student's account can read:
#   sudo sh tests/hub/install.sh /opt/d2lmlp
# PYTHON=... chooses the Python; one under a home folder does not do, as students cannot run it.
set -eu
target=$1
here=$(cd "$(dirname "$0")" && pwd)
course=$(cd "$here/../.." && pwd)
umask 022

mkdir -p "$target"
"${PYTHON:-/usr/bin/python3.11}" -m venv --clear "$target/env"
install() { "$target/env/bin/python" "$course/d2lmlp/workbook/installing.py" --quiet "$@"; }
install --require-hashes -r "$course/requirements.lock"
install --require-hashes -r "$here/requirements.lock"
cp -R "$course/d2lmlp" "$course/pyproject.toml" "$course/README.md" "$course/LICENSE" "$target/"
install --no-deps --no-build-isolation --editable "$target"
"$target/env/bin/python" -m pip check

rm -rf "$target/notebooks" "$target/jupyter_config"
cp -R "$course/notebooks" "$course/jupyter_config" "$target/"
cp "$here/package.json" "$here/package-lock.json" "$here/jupyterhub_config.py" "$here/student.py" \
  "$here/grade_class.py" "$target/"
(cd "$target" && npm ci --ignore-scripts --no-audit --no-fund --silent)
echo "Installed in $target"
