/* Streams: what a process wrote goes from its log to each attached client at the client's own pace.
 */
#pragma once

#include "connection.h"

void stream_attach(struct connection *connection, struct process *process, uint32_t flags);
/* Forgets the connection that goes away. */
void stream_leave(struct connection *connection);

/* Queues the next piece of output; false if there is none now. */
bool stream_fill(struct connection *connection);

/* INPUT and INPUT_END: 1 taken, 0 to be tried again when the process took more, -1 not allowed. */
int stream_input(struct connection *connection, const struct frame *frame);

/* Tells every client of the process that there may be more to send, or room for its input. */
void stream_wake(struct process *process);

/* The oldest offset that a lossless client still needs, UINT64_MAX without one. */
uint64_t stream_needed(const struct process *process);
