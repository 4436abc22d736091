#!/bin/sh
# Runs redis-server as the user redis. Options alone mean redis-server, a file whose name ends in .conf is its configuration.
set -e

case ${1:-} in
    -* | *.conf) set -- redis-server "$@" ;;
esac

if [ "$1" = redis-server ]; then
    # Without a configuration it would refuse clients of other addresses, which in a container are all there are.
    case " $* " in
        *" --protected-mode "* | *.conf*) ;;
        *) set -- "$@" --protected-mode no ;;
    esac
    if [ "$(id -u)" = 0 ]; then
        find . \! -user redis -exec chown redis '{}' +
        exec gosu redis "$0" "$@"
    fi
    # Files that it saves are for nobody else, unless somebody said so.
    [ "$(umask)" != 0022 ] || umask 0077
fi
exec "$@"
