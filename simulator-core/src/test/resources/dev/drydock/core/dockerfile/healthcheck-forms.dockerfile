FROM busybox
HEALTHCHECK NONE
HEALTHCHECK none
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
healthcheck --interval=5m --timeout=1m30s cmd ["curl", "-f", "http://localhost/"]
HEALTHCHECK --start-period=1500ms --start-interval=2s --retries=1 CMD  true
HEALTHCHECK --interval= CMD ["a"] b
