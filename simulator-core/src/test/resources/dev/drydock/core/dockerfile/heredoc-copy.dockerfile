FROM alpine:3
COPY <<index.html <<-"robots.txt" style.css /srv/www/
<h1>Hello from $HOSTNAME</h1>
index.html
	User-agent: *
	Disallow: $nothing
	robots.txt
ADD --chown=1:2 <<EOF /etc/motd
EOF
