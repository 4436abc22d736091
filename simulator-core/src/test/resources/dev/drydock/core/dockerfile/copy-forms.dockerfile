FROM busybox
COPY a b
COPY a b c/ d/
COPY ["with space", "/to here/"]
COPY [ "not json /x
COPY --from=0 --chown=$U:$G --chmod=u=rwX,go=rX --link=false a /b
COPY --link --chown="a b" x y
COPY -- --from /x
ADD https://example.org/a.tar.gz /tmp/
ADD ["a b", "c"]
ADD --chown=55:mygroup --chmod=640 *.tar.?z /x/
COPY "quoted path" /x
