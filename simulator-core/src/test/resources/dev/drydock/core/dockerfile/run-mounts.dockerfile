FROM busybox
RUN --mount=target=/context ls /context
RUN --mount=type=bind,from=golang:1.24,source=/usr/local/go,target=/go,readwrite true
RUN --mount=type=cache,id=apt,dst=/var/cache/apt,sharing=private,uid=1,gid=2,mode=0700,ro true
RUN --mount=type=TMPFS,target=/tmp,size=64m true
RUN --mount=type=secret,id=token true
RUN --mount=type=secret,id=token,env=TOKEN,required true
RUN --mount=type=secret,target=/a/key,mode=0440 true
RUN --mount="type=cache,\"target=/with,comma\"" true
RUN --network=none --mount=type=cache,target=/a --mount=type=cache,target=/b ["make"]
RUN --network=host true
RUN -- --network=host
