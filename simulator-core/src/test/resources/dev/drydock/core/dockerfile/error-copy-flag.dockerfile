FROM scratch
COPY --chmod a b
