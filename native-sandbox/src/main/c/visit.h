/*
 * VISIT: who connects to a unix socket of the machine is connected to a port of the lab host. A
 * process "visitor" of its own carries the bytes of each port; labd keeps the socket, and starts the
 * process again when somebody in the lab has killed it.
 */
#pragma once

#include "util.h"

struct visit_target {
    uint8_t address[4];
    uint16_t port;
    int listening; /* taken over by setting it to -1 */
};

/* Replaces what led to the same port; of too many, the oldest ends. Notes failures. */
int visit_open(struct visit_target *target);
/* Whether it was such a process that has ended. */
bool visit_reaped(pid_t pid);
