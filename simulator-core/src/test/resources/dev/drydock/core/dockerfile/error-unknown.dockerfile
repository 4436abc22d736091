FROM scratch
RUN a
FOO bar
