# Sourced by the other scripts, in the project's folder: a supported Python, the virtual environment,
# what is installed in it, what `manage.py` needs.

VENV="$PWD/.venv"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1
# To compile everything again in each process would take most of a focused test's time.
unset PYTHONDONTWRITEBYTECODE

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

# install FILE... : only if one of the files has changed since they were installed last.
install() {
    make_environment
    stamp="$VENV/.installed-$(echo "$*" | tr ' /' '--')"
    wanted=$(cat requirements*.txt | cksum)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then return; fi
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
