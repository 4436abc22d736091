#!/bin/sh
# The npm half of the build: `pack DIR` bundles third-party modules into DIR, `check` runs the gates on our own scripts.
set -eu
cd "$(dirname "$0")/../.."

# modules WHAT [NPM OPTION...]: installs what the lockfile says, once per lockfile; `all` serves for `runtime` as well.
modules() {
    what=$1
    shift
    stamp=node_modules/.installed
    sum=$(cksum <package-lock.json)
    case $(cat "$stamp" 2>/dev/null) in "$what $sum" | "all $sum") return ;; esac
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >&2
    printf '%s %s' "$what" "$sum" >"$stamp"
}

case $1 in
    pack)
        modules runtime --omit=dev
        exec node src/build/pack-vendor.js "$2"
        ;;
    check)
        modules all
        checked=target/.scripts-checked
        if [ -f "$checked" ] && [ -z "$(find src ./*.json -newer "$checked" \( -name '*.js' -o -name '*.css' -o -name '*.jte' -o -name '*.json' \) -print 2>/dev/null | head -n 1)" ]; then
            exit 0
        fi
        npm run --silent sizes
        npm run --silent lint
        npm run --silent types
        npm run --silent test
        mkdir -p target && touch "$checked"
        ;;
    *)
        echo "usage: frontend.sh pack DIR | check" >&2
        exit 2
        ;;
esac
