/* A connection of the server: requests and their replies, or the stream of one process after
 * ATTACH. */
#pragma once

#include "event.h"
#include "frame.h"
#include "log.h"

#define CONNECTION_DESCRIPTORS (2 * FRAME_DESCRIPTORS)

enum attach_flags {
    ATTACH_FROM_START = 1,
    ATTACH_FOLLOW = 2,
    ATTACH_INPUT = 4,
    ATTACH_LOSSLESS = 8,
};

struct process;

struct connection {
    struct source source;
    struct connection *next, **link;
    struct buffer in, out;
    int fds[CONNECTION_DESCRIPTORS];
    size_t fd_count;
    int reply_fd;  /* goes with the next byte that is sent; -1 for none */
    bool waiting;  /* a reply is owed that comes later; nothing more is read until then */
    bool watching; /* gets EXITED frames */
    bool ending;   /* closes when everything is sent */

    /* After ATTACH. */
    struct process *process;
    uint32_t flags;
    struct log_place place; /* what of the log was sent */
    uint64_t catch_up;      /* where the log ended when the client came */
    bool caught_up;
    size_t input_done; /* bytes of the INPUT frame in front that the process took */
    bool input_held;   /* waits for the process to take more */
};

/* A complete frame; descriptors that a handler keeps it sets to -1. */
struct frame {
    enum frame_type type;
    const uint8_t *payload;
    size_t length;
    struct fields fields;
    int *fds;
    size_t fd_count;
};

extern struct connection *connections;

void connection_listen(int fd);
/* Sends what is queued, handles what has come, and waits for what is needed next. May free the
 * connection. */
void connection_advance(struct connection *connection);
void connection_close(struct connection *connection);
/* Lets a descriptor, which is taken over, go with the frame that begins at the mark. */
void connection_attach(struct connection *connection, size_t mark, int *fd);

void reply_ok(struct connection *connection);
/* stage is the call or step; status 0 = absent. */
void reply_error(struct connection *connection, int error, const char *stage, uint32_t status);

/* In request.c. False: the frame makes no sense, the connection is closed. */
bool handle_request(struct connection *connection, struct frame *frame);
