/* START, EXEC and SPAWN: the fork, and the wait in the event loop until the child has become its
 * program. */
#pragma once

#include "connection.h"

void start_process(struct connection *connection, struct frame *frame);
