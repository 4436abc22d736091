# one
FROM scratch
  # two
RUN echo # three
#RUN no
RUN [ "a", "#" ]
