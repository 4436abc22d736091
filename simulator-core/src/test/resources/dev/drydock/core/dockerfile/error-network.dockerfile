FROM scratch
RUN --network=bridge a
