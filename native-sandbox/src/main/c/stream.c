#include "stream.h"

#include "console.h"
#include "process.h"

#include <string.h>

#define FILL_SIZE (4 * LOG_RECORD_LIMIT)

/* One thread: used and emptied within one call. */
static uint8_t scratch[FILL_SIZE];

void stream_attach(struct connection *connection, struct process *process, uint32_t flags) {
    connection->process = process;
    connection->flags = flags;
    connection->place = flags & ATTACH_FROM_START ? process->log.oldest : process->log.end;
    connection->catch_up = process->log.end.offset;
}

void stream_leave(struct connection *connection) {
    struct process *process = connection->process;
    connection->process = NULL;
    if (process != NULL)
        console_resume(process);
}

static void empty_frame(struct connection *connection, enum frame_type type) {
    frame_end(&connection->out, frame_begin(&connection->out, type));
}

static void add_number(struct buffer *out, enum frame_type type, uint64_t number) {
    uint8_t bytes[8];
    put64(bytes, number);
    size_t mark = frame_begin(out, type);
    buffer_add(out, bytes, sizeof bytes);
    frame_end(out, mark);
}

static void pass_missing(struct connection *connection) {
    uint64_t skipped, before = connection->place.offset;
    uint64_t lost = log_pass_missing(&connection->process->log, &connection->place, &skipped);
    if (connection->place.offset == before)
        return;
    if (skipped > 0)
        add_number(&connection->out, FRAME_SKIPPED, skipped);
    if (lost > 0)
        add_number(&connection->out, FRAME_LOST, lost);
}

static void add_output(struct buffer *out, const struct log_record *record) {
    uint8_t head[9];
    put64(head, record->time);
    head[8] = record->stream;
    size_t mark = frame_begin(out, FRAME_OUTPUT);
    buffer_add(out, head, sizeof head);
    buffer_add(out, record->data, record->length);
    frame_end(out, mark);
}

static void add_records(struct connection *connection, uint64_t limit) {
    const uint8_t *bytes = scratch;
    size_t size = log_read(&connection->process->log, &connection->place, scratch, sizeof scratch);
    uint64_t before = connection->place.offset;
    struct log_record record;
    while (connection->place.offset < limit && log_next(&bytes, &size, &record)) {
        if (record.stream != LOG_LOST)
            add_output(&connection->out, &record);
        else if (record.time > 0)
            add_number(&connection->out, FRAME_LOST, record.time);
        log_pass(&connection->place, &record);
    }
    /* Somebody wrote into the file: better to go on behind it than to stand still. */
    if (connection->place.offset == before)
        connection->place = connection->process->log.end;
}

bool stream_fill(struct connection *connection) {
    struct process *process = connection->process;
    if (process == NULL || connection->ending)
        return false;
    pass_missing(connection);
    bool follow = (connection->flags & ATTACH_FOLLOW) != 0;
    uint64_t limit =
        follow && connection->caught_up ? process->log.end.offset : connection->catch_up;
    if (connection->place.offset < limit) {
        add_records(connection, limit);
        console_resume(process);
    }
    if (!connection->caught_up && connection->place.offset >= connection->catch_up) {
        connection->caught_up = true;
        empty_frame(connection, FRAME_CAUGHT_UP);
    }
    bool at_end = connection->place.offset >= process->log.end.offset;
    if (connection->caught_up && (!follow || (at_end && process->state == PROCESS_ENDED))) {
        empty_frame(connection, FRAME_ENDED);
        connection->ending = true;
    }
    return buffer_size(&connection->out) > 0;
}

int stream_input(struct connection *connection, const struct frame *frame) {
    struct process *process = connection->process;
    if (frame->type != FRAME_INPUT && frame->type != FRAME_INPUT_END)
        return -1;
    if (!(connection->flags & ATTACH_INPUT) || process->state == PROCESS_ENDED)
        return 1;
    if (process->state < PROCESS_RUNNING) {
        connection->input_held = true;
        return 0;
    }
    if (frame->type == FRAME_INPUT_END) {
        console_end_input(process);
        return 1;
    }
    size_t done = connection->input_done;
    done += console_input(process, frame->payload + done, frame->length - done);
    connection->input_held = done < frame->length;
    connection->input_done = connection->input_held ? done : 0;
    return connection->input_held ? 0 : 1;
}

void stream_wake(struct process *process) {
    for (struct connection *connection = connections, *next; connection != NULL;
         connection = next) {
        /* Only the connection that is advanced may be freed by it. */
        next = connection->next;
        if (connection->process == process) {
            connection->input_held = false;
            connection_advance(connection);
        }
    }
}

uint64_t stream_needed(const struct process *process) {
    uint64_t needed = UINT64_MAX;
    for (const struct connection *connection = connections; connection != NULL;
         connection = connection->next) {
        if (connection->process == process && (connection->flags & ATTACH_LOSSLESS))
            needed = MIN(needed, connection->place.offset);
    }
    return needed;
}
