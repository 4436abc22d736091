#!/bin/bash
# Makes the databases at the first start and then runs the server as the user postgres.
# POSTGRES_PASSWORD, POSTGRES_USER, POSTGRES_DB, POSTGRES_INITDB_ARGS, POSTGRES_INITDB_WALDIR, POSTGRES_HOST_AUTH_METHOD, each also as
# NAME_FILE with the name of a file that holds the value; scripts of /docker-entrypoint-initdb.d run once, in their order.
set -euo pipefail
shopt -s nullglob

fail() { printf 'Error: %s\n' "$*" >&2; exit 1; }

# value NAME DEFAULT: sets NAME from the environment or from the file that NAME_FILE names.
value() {
    local file=$1_FILE
    if [ -n "${!1:-}" ] && [ -n "${!file:-}" ]; then fail "both $1 and $file are set (but are exclusive)"; fi
    if [ -n "${!file:-}" ]; then
        export "$1=$(<"${!file}")"
    elif [ -z "${!1:-}" ]; then
        export "$1=$2"
    fi
    unset "$file"
}

psql_run() {
    PGHOST='' PGHOSTADDR='' psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --no-password "$@"
}

run_scripts() {
    local file
    for file; do
        case $file in
            *.sh)
                printf '%s: running %s\n' "$0" "$file"
                # shellcheck disable=SC1090 # known only in the container
                if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
            *.sql) printf '%s: running %s\n' "$0" "$file"; psql_run --dbname "$POSTGRES_DB" -f "$file"; echo ;;
            *.sql.gz) printf '%s: running %s\n' "$0" "$file"; gunzip -c "$file" | psql_run --dbname "$POSTGRES_DB"; echo ;;
            *.sql.xz) printf '%s: running %s\n' "$0" "$file"; xz -dc "$file" | psql_run --dbname "$POSTGRES_DB"; echo ;;
            *.sql.zst) printf '%s: running %s\n' "$0" "$file"; zstd -dc "$file" | psql_run --dbname "$POSTGRES_DB"; echo ;;
            *) printf '%s: ignoring %s\n' "$0" "$file" ;;
        esac
    done
}

check_password() {
    if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
        cat >&2 <<'EOF'
Error: Database is uninitialized and superuser password is not specified.
       Set POSTGRES_PASSWORD to a value that is not empty, for example "-e POSTGRES_PASSWORD=password" on "docker run".
       POSTGRES_HOST_AUTH_METHOD=trust lets everybody in without one, which is for trying things only.
EOF
        exit 1
    fi
}

initialise() {
    value POSTGRES_INITDB_ARGS ''
    local arguments=()
    eval "arguments=($POSTGRES_INITDB_ARGS)"
    if [ -n "${POSTGRES_INITDB_WALDIR:-}" ]; then arguments+=(--waldir "$POSTGRES_INITDB_WALDIR"); fi
    initdb --username "$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") "${arguments[@]}"
    local method=$POSTGRES_HOST_AUTH_METHOD
    if [ -z "$method" ]; then method=$(postgres -C password_encryption); fi
    printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"

    # Reachable by nobody else while the scripts run.
    PGUSER=$POSTGRES_USER pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p 5432" -w start
    export PGPASSWORD=${PGPASSWORD:-$POSTGRES_PASSWORD}
    if [ "$POSTGRES_DB" != postgres ]; then
        psql_run --dbname postgres --set db="$POSTGRES_DB" <<<'CREATE DATABASE :"db" ;'
        echo
    fi
    run_scripts /docker-entrypoint-initdb.d/*
    PGUSER=$POSTGRES_USER pg_ctl -D "$PGDATA" -m fast -w stop
    unset PGPASSWORD
    printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

prepare_directories() {
    mkdir -p "$PGDATA" /var/run/postgresql
    chmod 700 "$PGDATA" 2>/dev/null || true
    chmod 2775 /var/run/postgresql 2>/dev/null || true
    if [ "$(id -u)" = 0 ]; then
        find "$PGDATA" \! -user postgres -exec chown postgres '{}' +
        find /var/run/postgresql \! -user postgres -exec chown postgres '{}' +
        if [ -n "${POSTGRES_INITDB_WALDIR:-}" ]; then
            mkdir -p "$POSTGRES_INITDB_WALDIR"
            find "$POSTGRES_INITDB_WALDIR" \! -user postgres -exec chown postgres '{}' +
        fi
    fi
}

asks_for_help() {
    local word
    for word; do
        case $word in -'?' | --help | --describe-config | -V | --version) return 0 ;; esac
    done
    return 1
}

if [ "${1:0:1}" = - ]; then set -- postgres "$@"; fi

if [ "${1:-}" = postgres ] && ! asks_for_help "$@"; then
    prepare_directories
    if [ "$(id -u)" = 0 ]; then exec gosu postgres "${BASH_SOURCE[0]}" "$@"; fi
    value POSTGRES_PASSWORD ''
    value POSTGRES_USER postgres
    value POSTGRES_DB "$POSTGRES_USER"
    value POSTGRES_HOST_AUTH_METHOD ''
    if [ -s "$PGDATA/PG_VERSION" ]; then
        printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
    else
        check_password
        ls /docker-entrypoint-initdb.d/ >/dev/null
        initialise
    fi
fi
exec "$@"
