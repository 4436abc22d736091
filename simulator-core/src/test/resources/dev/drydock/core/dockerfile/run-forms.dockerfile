FROM busybox
RUN echo hello | wc -c
RUN ["echo", "a b", "\u00e9\"\\"]
RUN [ "a" , "b" ]
RUN []
RUN ['single']
RUN ["a"] trailing
RUN ["open
RUN ["bad \x escape"]
RUN
