# a
RUN a
FROM scratch
