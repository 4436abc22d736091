/*
 * FORWARD: who connects to an address of the lab is connected to a unix socket of the machine. A
 * process of its own does it for each address, so that neither side can hold up labd; labd keeps
 * the listening socket and starts the process again when somebody in the lab has killed it.
 */
#pragma once

#include "util.h"

struct relay_target {
    uint8_t address[4];
    uint16_t port;
    const char *name; /* of the socket in the directory */
    int directory;    /* taken over by setting it to -1 */
    bool says_where;  /* the socket hears first to where who connects has: 4 bytes address, u16 port */
};

#define RELAY_PORTS 16

/* One that is there is kept. Notes failures. */
int relay_open(struct relay_target *target);
/* Listens in the network namespace that this process is in. Notes failures. */
int relay_listen(const uint8_t address[4], uint16_t port);
/* Forwards from sockets that listen already, which are taken over; the address and port of the
 * target only name it. Notes failures. */
int relay_serve(struct relay_target *target, int listening[], size_t count);
/* Whether it was a relay that has ended. */
bool relay_reaped(pid_t pid);
/* A process that carries bytes needs nothing but its sockets; ends it where that is not possible. */
void relay_give_up_rights(void);
