#!/bin/sh
# Runs the scripts of /docker-entrypoint.d in their order before nginx: *.envsh are read into this shell, *.sh are run when they
# may be executed. Then the command takes this shell's place.
set -e

say() {
    [ -n "${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "$0: $*"
}

case $1 in
    nginx | nginx-debug)
        for script in $(find /docker-entrypoint.d/ -follow -type f 2>/dev/null | sort -V); do
            case $script in
                *.envsh)
                    if [ -x "$script" ]; then
                        say "Sourcing $script"
                        . "$script"
                    else
                        say "Ignoring $script, not executable"
                    fi ;;
                *.sh)
                    if [ -x "$script" ]; then
                        say "Launching $script"
                        "$script"
                    else
                        say "Ignoring $script, not executable"
                    fi ;;
                *) say "Ignoring $script" ;;
            esac
        done
        say "Configuration complete; ready for start up" ;;
esac
exec "$@"
