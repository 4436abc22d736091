/* START, EXEC and SPAWN: the fork, and the wait in the event loop until the child has become its
 * program. */
#pragma once

#include "connection.h"

void start_process(struct connection *connection, struct frame *frame);
/* Removes a bridge in a child: the kernel takes tens of milliseconds for it. */
void start_bridge_removal(struct connection *connection, struct frame *frame);
/* The connection goes away before its answer. */
void start_forget(const struct connection *connection);
