#!/bin/sh
# Makes configuration files of templates: /etc/nginx/templates/NAME.template becomes /etc/nginx/conf.d/NAME with the values of
# environment variables in place of ${NAME}. Only variables that are set are replaced: nginx has some of its own.
set -e
templates=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
output=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}
[ -d "$templates" ] || exit 0
variables=$(env | sed -n "/^${NGINX_ENVSUBST_FILTER:-}[A-Za-z0-9_]*=/s/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\${\1}/p" | tr '\n' ' ')
find "$templates" -follow -type f -name "*$suffix" | sort | while read -r template; do
    name=${template#"$templates"/}
    target=$output/${name%"$suffix"}
    mkdir -p "$(dirname "$target")"
    echo "$0: Running envsubst on $template to $target"
    envsubst "$variables" <"$template" >"$target"
done
