#!/bin/sh
# Prints a Python >= 3.11 that can build an environment, or says in one sentence what is missing.
# Usage: find_python.sh [PYTHON]. A name alone proves nothing (version managers leave stubs in
# PATH): each candidate is run. Releases known to have wheels of everything come first.

candidates=${1:-python3.13 python3.12 python3.11 python3 python}

for test in 'import ensurepip, sys' 'import sys'; do # the second round: venv can be installed
    for python in $candidates; do
        if "$python" -c "$test; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then
            echo "$python"
            exit 0
        fi
    done
done

echo "FSTRN needs Python 3.11 or later, and none of these is one: $candidates." >&2
echo "Install it (Debian, Ubuntu: apt-get install python3 python3-venv), or name yours: make setup PYTHON=/path/to/python3." >&2
exit 1
