/* The other side of PROTOCOL.md, for the program's own client. Everything dies with a sentence on
 * failure. */
#pragma once

#include "frame.h"

int client_connect(const char *path);
/* Sends what request holds and waits for its reply, whose fields are in reply until it is freed. */
struct fields client_call(int fd, struct buffer *request, int attached_fd, struct buffer *reply);
/* A complete frame at the front of in; false if there is none. */
bool client_frame(const struct buffer *in, enum frame_type *type, const uint8_t **payload,
                  size_t *length);
