\
FROM scratch
RUN \
\
x
