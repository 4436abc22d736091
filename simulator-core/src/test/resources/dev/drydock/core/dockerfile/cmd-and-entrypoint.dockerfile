FROM busybox
CMD echo hello
CMD ["echo", "hello"]
CMD
CMD []
ENTRYPOINT ["top", "-b"]
ENTRYPOINT exec top -b
ENTRYPOINT []
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
