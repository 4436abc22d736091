/* One function for each request of PROTOCOL.md but those that start processes (start.c) and SETUP
 * (setup.c). */
#include "connection.h"

#include "console.h"
#include "gateway.h"
#include "lab.h"
#include "names.h"
#include "network.h"
#include "process.h"
#include "publish.h"
#include "relay.h"
#include "spare.h"
#include "stage.h"
#include "start.h"
#include "stream.h"
#include "uplink.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void refuse(struct connection *connection, int error, const char *stage) {
    reply_error(connection, error, stage, 0);
}

/* The process of the ID field; answers with an error if there is none. */
static struct process *named(struct connection *connection, struct frame *frame) {
    struct arena arena = {0};
    const char *id = fields_text(frame->fields, TAG_ID, &arena);
    struct process *process = id == NULL ? NULL : process_find(id);
    if (process == NULL)
        refuse(connection, ENOENT, "find the process");
    arena_free(&arena);
    return process;
}

static void hello(struct connection *connection, struct frame *frame) {
    (void)frame;
    size_t mark = frame_begin(&connection->out, FRAME_OK);
    frame_add32(&connection->out, TAG_VERSION, PROTOCOL_VERSION);
    frame_add32(&connection->out, TAG_PID, (uint32_t)getpid());
    frame_add64(&connection->out, TAG_STARTED, lab.started);
    frame_end(&connection->out, mark);
}

/* The kind of container that is the most likely. */
static void learn_profile(struct fields fields) {
    struct arena arena = {0};
    struct profile profile = {.masks = fields_texts(fields, TAG_MASK, &arena),
                              .readonly = fields_texts(fields, TAG_READONLY, &arena),
                              .shm_size = fields_u64(fields, TAG_SHM_SIZE, SHM_SIZE_DEFAULT)};
    spares_learn(&profile);
    arena_free(&arena);
}

static void set_up(struct connection *connection, struct frame *frame) {
    if (lab.is_set_up) {
        refuse(connection, EALREADY, "SETUP");
    } else if (lab_set_up(frame) < 0) {
        refuse(connection, errno, failed_stage());
    } else {
        lab.is_set_up = true;
        learn_profile(frame->fields);
        reply_ok(connection);
    }
}

static void add_mount(struct connection *connection, struct frame *frame) {
    struct arena arena = {0};
    const char *target = fields_text(frame->fields, TAG_TARGET, &arena);
    if (target == NULL || frame->fd_count != 1)
        refuse(connection, EINVAL, "MOUNT");
    else if (lab_mount(frame->fds[0], target) < 0)
        refuse(connection, errno, failed_stage());
    else
        reply_ok(connection);
    arena_free(&arena);
}

static void forward(struct connection *connection, struct frame *frame) {
    struct arena arena = {0};
    struct field address;
    struct relay_target target = {.name = fields_text(frame->fields, TAG_NAME, &arena)};
    uint32_t port = fields_u32(frame->fields, TAG_PORT, 0);
    if (target.name == NULL || strchr(target.name, '/') != NULL || port == 0 ||
        port > UINT16_MAX || !fields_find(frame->fields, TAG_ADDRESS, &address) ||
        address.length != 4 || frame->fd_count != 1) {
        refuse(connection, EINVAL, "FORWARD");
    } else {
        memcpy(target.address, address.bytes, 4);
        target.port = (uint16_t)port;
        target.directory = frame->fds[0];
        if (relay_open(&target) < 0)
            refuse(connection, errno, failed_stage());
        else
            reply_ok(connection);
        frame->fds[0] = target.directory;
    }
    arena_free(&arena);
}

static void names(struct connection *connection, struct frame *frame) {
    struct arena arena = {0};
    const char *name = fields_text(frame->fields, TAG_NAME, &arena);
    if (name == NULL || strchr(name, '/') != NULL || frame->fd_count != 1)
        refuse(connection, EINVAL, "NAMES");
    else if (names_open(&frame->fds[0], name) < 0)
        refuse(connection, errno, failed_stage());
    else
        reply_ok(connection);
    arena_free(&arena);
}

static void publish(struct connection *connection, struct frame *frame) {
    struct process *process = named(connection, frame);
    if (process == NULL)
        return;
    if (publish_ports(process, frame->fields) < 0)
        refuse(connection, errno, failed_stage());
    else
        reply_ok(connection);
}

static void open_process(struct connection *connection, struct frame *frame) {
    struct arena arena = {0};
    const char *id = fields_text(frame->fields, TAG_ID, &arena);
    if (!id_valid(id) || frame->fd_count != 1) {
        refuse(connection, EINVAL, "OPEN");
    } else if (process_find(id) != NULL) {
        reply_ok(connection);
    } else {
        uint64_t cap = fields_u64(frame->fields, TAG_CAP, LOG_CAP_DEFAULT);
        struct process *process = process_open(id, frame->fds[0], cap);
        frame->fds[0] = -1;
        if (process == NULL) {
            refuse(connection, errno, "open the log");
        } else {
            process->is_kept = true;
            reply_ok(connection);
            spares_want();
        }
    }
    arena_free(&arena);
}

static void signal_process(struct connection *connection, struct frame *frame) {
    struct process *process = named(connection, frame);
    if (process == NULL)
        return;
    int number = (int)fields_u32(frame->fields, TAG_SIGNO, 0);
    /* The descriptor and not the number: it never means another process. */
    if (process->pidfd >= 0 && process->state >= PROCESS_STARTING &&
        syscall(SYS_pidfd_send_signal, process->pidfd, number, NULL, 0) < 0 && errno != ESRCH)
        refuse(connection, errno, "send the signal");
    else
        reply_ok(connection);
}

static void resize(struct connection *connection, struct frame *frame) {
    struct process *process = named(connection, frame);
    if (process == NULL)
        return;
    uint32_t rows = fields_u32(frame->fields, TAG_ROWS, 0);
    uint32_t columns = fields_u32(frame->fields, TAG_COLUMNS, 0);
    if (console_resize(process, (uint16_t)MIN(rows, UINT16_MAX),
                       (uint16_t)MIN(columns, UINT16_MAX)) < 0)
        refuse(connection, errno, "resize the terminal");
    else
        reply_ok(connection);
}

static void state(struct connection *connection, struct frame *frame) {
    const struct process *process = named(connection, frame);
    if (process == NULL)
        return;
    struct buffer *out = &connection->out;
    bool has_started = process->state >= PROCESS_RUNNING;
    bool has_ended = process->state == PROCESS_ENDED;
    size_t mark = frame_begin(out, FRAME_OK);
    frame_add32(out, TAG_STATE, has_ended ? 2 : has_started ? 1 : 0);
    if (has_started) {
        frame_add32(out, TAG_PID, (uint32_t)process->pid);
        frame_add64(out, TAG_TIME, process->started);
    }
    if (has_ended) {
        frame_add32(out, TAG_STATUS, process->exit_status);
        frame_add64(out, TAG_END, process->ended);
    }
    frame_end(out, mark);
}

static void close_process(struct connection *connection, struct frame *frame) {
    struct arena arena = {0};
    const char *id = fields_text(frame->fields, TAG_ID, &arena);
    struct process *process = id == NULL ? NULL : process_find(id);
    if (process != NULL && process->state != PROCESS_NOT_STARTED &&
        process->state != PROCESS_ENDED) {
        refuse(connection, EBUSY, "close the process");
    } else {
        if (process != NULL)
            process_close(process);
        reply_ok(connection);
    }
    arena_free(&arena);
}

static void list(struct connection *connection, struct frame *frame) {
    (void)frame;
    size_t mark = frame_begin(&connection->out, FRAME_OK);
    for (const struct process *process = processes; process != NULL; process = process->next)
        frame_add_text(&connection->out, TAG_ID, process->id);
    frame_end(&connection->out, mark);
}

static void attach(struct connection *connection, struct frame *frame) {
    struct process *process = named(connection, frame);
    if (process == NULL)
        return;
    reply_ok(connection);
    stream_attach(connection, process, fields_u32(frame->fields, TAG_FLAGS, 0));
}

static void watch(struct connection *connection, struct frame *frame) {
    (void)frame;
    reply_ok(connection);
    connection->watching = true;
    for (const struct process *process = processes; process != NULL; process = process->next) {
        if (process->state == PROCESS_ENDED)
            process_report_exit(connection, process);
    }
}

static void shut_down(struct connection *connection, struct frame *frame) {
    (void)connection;
    (void)frame;
    /* From PID 1 this reaches every process of the lab and its containers; its own end takes what
     * is left. */
    kill(-1, SIGKILL);
    for (struct process *process = processes; process != NULL; process = process->next)
        log_save(&process->log);
    _exit(0);
}

/* labd can be asked for these before it is set up. */
static bool needs_lab(enum frame_type type) {
    return type != FRAME_HELLO && type != FRAME_SETUP && type != FRAME_SHUTDOWN &&
           type != FRAME_WATCH && type != FRAME_LIST;
}

static const struct handler {
    enum frame_type type;
    void (*handle)(struct connection *connection, struct frame *frame);
} handlers[] = {
    {FRAME_HELLO, hello},
    {FRAME_SETUP, set_up},
    {FRAME_MOUNT, add_mount},
    {FRAME_BRIDGE, network_bridge},
    {FRAME_BRIDGE_REMOVE, network_bridge_remove},
    {FRAME_FORWARD, forward},
    {FRAME_NETWORK, network_change},
    {FRAME_NAMES, names},
    {FRAME_PUBLISH, publish},
    {FRAME_UPLINK, uplink_set_up},
    {FRAME_SWITCH, uplink_switch},
    {FRAME_HOST_NAMES, uplink_names},
    {FRAME_PARENT, network_parent},
    {FRAME_PARENT_REMOVE, network_parent_remove},
    {FRAME_DEVICE, network_device},
    {FRAME_GATEWAY, gateway_open},
    {FRAME_OPEN, open_process},
    {FRAME_START, start_process},
    {FRAME_EXEC, start_process},
    {FRAME_SPAWN, start_process},
    {FRAME_SIGNAL, signal_process},
    {FRAME_RESIZE, resize},
    {FRAME_STATE, state},
    {FRAME_CLOSE, close_process},
    {FRAME_LIST, list},
    {FRAME_ATTACH, attach},
    {FRAME_WATCH, watch},
    {FRAME_SHUTDOWN, shut_down},
};

static void dispatch(struct connection *connection, struct frame *frame) {
    for (size_t i = 0; i < COUNT(handlers); i++) {
        if (handlers[i].type != frame->type)
            continue;
        if (needs_lab(frame->type) && !lab.is_set_up)
            refuse(connection, EAGAIN, "SETUP comes first");
        else
            handlers[i].handle(connection, frame);
        return;
    }
    refuse(connection, ENOSYS, "unknown request");
}

bool handle_request(struct connection *connection, struct frame *frame) {
    if (!fields_valid(frame->fields)) {
        /* A list that is cut off means that the two sides disagree on more than this frame. */
        if (!fields_whole(frame->fields))
            return false;
        refuse(connection, EINVAL, "zero byte in text");
    } else {
        dispatch(connection, frame);
    }
    return true;
}
