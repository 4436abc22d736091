/* The process that carries what comes to published ports to the container, as Docker's docker-proxy. */
#pragma once

#include "util.h"

#include <netinet/in.h>

struct proxy_port {
    int fd; /* bound; a listening one unless it is for datagrams */
    bool datagrams;
    struct sockaddr_in target;
};

/* Runs for ever. */
_Noreturn void proxy_run(const struct proxy_port *ports, size_t count);
