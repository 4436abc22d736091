/* The process that carries questions for names to the server, and answers back. */
#pragma once

#include "util.h"

#include <sys/types.h>

#define RESOLVER_ID 64 /* length of the id of who asks */

/* What labd tells the process: a container's sockets to serve (two descriptors), or no longer to. */
struct resolver_order {
    uint32_t slot; /* never used again */
    char id[129];  /* empty: no longer */
};

/* Runs for ever. labd's orders come on a socket; the server answers on the unix socket of this name
 * in the working directory. */
_Noreturn void resolver_run(int orders, const char *name);
