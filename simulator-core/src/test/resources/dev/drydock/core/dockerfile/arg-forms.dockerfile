ARG BASE=debian:12 EMPTY=
ARG UNSET
FROM ${BASE:-scratch} AS one
ARG UNSET
ARG a b=1 c="2 3" d='4 $5' e=
ARG BASE
FROM one
ARG b
