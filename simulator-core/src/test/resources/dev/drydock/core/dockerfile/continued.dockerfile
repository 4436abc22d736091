FROM scratch
RUN one \
# a comment

  # another

    two \   
    three
LABEL a=b\
c d=e
RUN back\\
RUN back\\\
RUN x \
