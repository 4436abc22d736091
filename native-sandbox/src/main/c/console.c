#include "console.h"

#include "stream.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define SILENCE_NS 100000000ULL
#define READS_PER_ROUND 8 /* so that one loud process does not keep the others waiting */

#ifndef TIOCGPTPEER
#define TIOCGPTPEER _IO('T', 0x41)
#endif

static uint8_t record[LOG_RECORD_LIMIT];

static bool must_hold(const struct process *process) {
    uint64_t needed = stream_needed(process);
    return needed != UINT64_MAX &&
           process->log.end.offset + LOG_RECORD_LIMIT > needed + log_room(&process->log);
}

static void hold(struct process *process) {
    process->is_held = true;
    source_want(&process->outputs[0], 0);
    source_want(&process->outputs[1], 0);
}

/* Reads from one output into the log: false at its end. */
static bool read_output(struct process *process, struct source *output) {
    enum log_stream stream = output == &process->outputs[1] ? LOG_STDERR : LOG_STDOUT;
    for (int i = 0; i < READS_PER_ROUND; i++) {
        if (must_hold(process)) {
            hold(process);
            return true;
        }
        ssize_t length = read(output->fd, record + LOG_RECORD_HEADER, LOG_RECORD_DATA);
        if (length < 0 && (errno == EAGAIN || errno == EINTR))
            return true;
        /* A terminal whose other end is closed says EIO. */
        if (length <= 0)
            return false;
        log_append(&process->log, stream, record, (size_t)length);
        process->silent_at = now_monotonic() + SILENCE_NS;
    }
    return true;
}

static void output_ready(struct process *process, struct source *output, uint32_t events) {
    if (events & EPOLLOUT)
        source_want(output, EPOLLIN);
    if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
        if (!read_output(process, output))
            source_close(output);
        log_trim(&process->log, stream_needed(process));
    }
    stream_wake(process);
    process_check_drained(process);
}

static void stdout_ready(struct source *source, uint32_t events) {
    output_ready(CONTAINER_OF(source, struct process, outputs[0]), source, events);
}

static void stderr_ready(struct source *source, uint32_t events) {
    output_ready(CONTAINER_OF(source, struct process, outputs[1]), source, events);
}

static void input_ready(struct source *source, uint32_t events) {
    struct process *process = CONTAINER_OF(source, struct process, input);
    if (events & (EPOLLERR | EPOLLHUP))
        source_close(source);
    else
        source_want(source, 0);
    stream_wake(process);
}

static int make_pipe(int *ours, int *theirs, bool we_read) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    *ours = ends[we_read ? 0 : 1];
    *theirs = ends[we_read ? 1 : 0];
    /* Each end has a mode of its own: the process sees ordinary blocking pipes. */
    return fcntl(*ours, F_SETFL, O_NONBLOCK);
}

int console_open(struct process *process, bool terminal, bool input, struct console_ends *ends) {
    *ends = (struct console_ends){{-1, -1, -1}};
    process->is_terminal = terminal;
    process->is_held = false;
    if (terminal)
        return 0;
    for (int i = 0; i < 2; i++) {
        int ours;
        if (make_pipe(&ours, &ends->fds[i + 1], true) < 0)
            return -1;
        source_open(&process->outputs[i], ours, EPOLLIN, i == 0 ? stdout_ready : stderr_ready);
    }
    /* labd's own is the machine's /dev/null; the name may be anything in a lab. */
    if (!input)
        return (ends->fds[0] = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)) < 0 ? -1 : 0;
    int ours;
    if (make_pipe(&ours, &ends->fds[0], false) < 0)
        return -1;
    source_open(&process->input, ours, 0, input_ready);
    return 0;
}

void console_ends_close(struct console_ends *ends) {
    for (int i = 0; i < 3; i++)
        close_descriptor(&ends->fds[i]);
}

void console_set_terminal(struct process *process, int master) {
    if (!process->is_terminal || process->outputs[0].fd >= 0 ||
        fcntl(master, F_SETFL, O_NONBLOCK) < 0) {
        close(master);
        return;
    }
    process->slave = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    source_open(&process->outputs[0], master, EPOLLIN, stdout_ready);
    if (process->rows != 0 || process->columns != 0)
        console_resize(process, process->rows, process->columns);
}

int console_resize(struct process *process, uint16_t rows, uint16_t columns) {
    process->rows = rows;
    process->columns = columns;
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    if (!process->is_terminal || process->outputs[0].fd < 0)
        return 0;
    return ioctl(process->outputs[0].fd, TIOCSWINSZ, &size);
}

size_t console_input(struct process *process, const uint8_t *bytes, size_t length) {
    struct source *input = process->is_terminal ? &process->outputs[0] : &process->input;
    size_t done = 0;
    while (done < length && input->fd >= 0) {
        ssize_t written = write(input->fd, bytes + done, length - done);
        if (written < 0 && errno == EAGAIN) {
            source_want(input, process->is_terminal ? EPOLLIN | EPOLLOUT : EPOLLOUT);
            return done;
        }
        if (written < 0)
            break;
        done += (size_t)written;
    }
    return length;
}

void console_end_input(struct process *process) {
    source_close(&process->input);
}

void console_resume(struct process *process) {
    if (!process->is_held || must_hold(process))
        return;
    process->is_held = false;
    process_postpone_end(process);
    source_want(&process->outputs[0], EPOLLIN);
    source_want(&process->outputs[1], EPOLLIN);
}

void console_stop(struct process *process) {
    for (size_t i = 0; i < COUNT(process->outputs); i++)
        source_close(&process->outputs[i]);
}

void console_close(struct process *process) {
    console_stop(process);
    source_close(&process->input);
    close_descriptor(&process->slave);
    process->is_held = false;
}
