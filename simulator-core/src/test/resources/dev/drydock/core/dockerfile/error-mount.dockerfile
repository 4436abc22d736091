FROM scratch
RUN --mount=type=bind,mode=7,target=/x a
