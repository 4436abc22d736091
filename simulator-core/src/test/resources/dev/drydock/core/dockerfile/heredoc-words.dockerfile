FROM alpine:3
RUN cat <<<word
RUN echo '<<quoted' "<<quoted"
RUN echo x1<<2
RUN ["cat", "<<EOF"]
RUN x=$((1 << 4))
RUN python3 - 3<<A
A
RUN cat <<E\OF
text $x
EOF
RUN echo it's <<no heredoc
