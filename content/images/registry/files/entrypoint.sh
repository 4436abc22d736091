#!/bin/sh
# A configuration file alone means to serve with it.
set -e
case ${1:-} in
    *.yaml | *.yml) set -- registry serve "$@" ;;
    serve | garbage-collect | help | -*) set -- registry "$@" ;;
esac
exec "$@"
