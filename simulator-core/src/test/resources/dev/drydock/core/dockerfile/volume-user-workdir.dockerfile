FROM busybox
VOLUME /data
VOLUME /a /b "/c"
VOLUME ["/d e", "/f"]
USER 1000:1000
USER $USER:${GROUP:-users}
WORKDIR /a
WORKDIR b/../c
WORKDIR "with space"
WORKDIR with space
MAINTAINER Jane Doe <jane@example.org>
STOPSIGNAL ${SIGNAL:-9}
EXPOSE 80 443/tcp 53/udp 8000-8010 $PORT
