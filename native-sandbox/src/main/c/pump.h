/* The relay process: accepts, connects, and carries bytes both ways until both sides have ended. */
#pragma once

#include "util.h"

struct pump_plan {
    const int *listening;
    size_t count;
    const char *name; /* of a unix socket in the working directory */
    bool says_where;  /* it hears first to where who connects has: 4 bytes address, u16 port */
};

/* Relays connections of listening sockets to the unix socket, for ever. */
_Noreturn void pump_run(const struct pump_plan *plan);

/* Connects to the unix socket of this name in the working directory, which is looked up anew each
 * time: a server that was started again is found. -1 and errno. */
int pump_connect(const char *name);
/*
 * Carries bytes between two descriptors, which are taken over, after these first ones for the other;
 * false if there are too many already. For the event loop of a process of its own.
 */
bool pump_pair(int *client, int *other, const void *head, size_t size);
/* How many pairs there may be at once. */
void pump_limit(size_t most);
