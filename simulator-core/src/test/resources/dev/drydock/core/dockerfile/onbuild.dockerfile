FROM busybox
ONBUILD COPY . /app/src
ONBUILD   RUN /usr/bin/build \
   --dir /app/src  
onbuild unknown thing
ONBUILD ENV A=b
ONBUILD ARG VERSION
