# escape=\
FROM scratch
RUN a \
  b

LABEL x=y
