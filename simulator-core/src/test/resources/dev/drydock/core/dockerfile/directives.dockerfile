#  SYNTAX = docker/dockerfile:1.7-labs  
# escape = `
# unknown=directive
# escape=\
FROM scratch
RUN a `
b
