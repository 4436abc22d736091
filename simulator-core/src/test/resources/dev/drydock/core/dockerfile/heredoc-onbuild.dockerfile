FROM alpine:3
ONBUILD RUN <<A cat && cat <<B
a
A
b
B
ONBUILD COPY <<-C /c
	c
	C
RUN true
