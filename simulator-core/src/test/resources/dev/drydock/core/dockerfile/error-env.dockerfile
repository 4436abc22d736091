FROM scratch
FOO
ENV a=b c
