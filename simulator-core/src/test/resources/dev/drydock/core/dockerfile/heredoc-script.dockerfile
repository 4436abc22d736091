FROM debian:12
RUN <<EOF
#!/bin/sh
set -e
apt-get update
apt-get install -y curl
EOF
RUN cat <<'ONE' >/one && cat <<-TWO >/two
keeps $HOME
ONE
		two $HOME
	TWO
