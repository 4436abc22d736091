#include "process.h"

#include "connection.h"
#include "console.h"
#include "names.h"
#include "publish.h"
#include "rootfs.h"
#include "stream.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define SILENCE_NS 100000000ULL
#define DRAIN_LIMIT_NS 2000000000ULL

struct process *processes;

bool id_valid(const char *id) {
    /* Ids become names of directories. */
    if (id == NULL || id[0] == '\0' || id[0] == '.' || strlen(id) > ID_LIMIT)
        return false;
    for (const char *at = id; *at != '\0'; at++) {
        if (!isalnum((unsigned char)*at) && strchr("_.-", *at) == NULL)
            return false;
    }
    return true;
}

struct process *process_find(const char *id) {
    struct process *process = processes;
    while (process != NULL && strcmp(process->id, id) != 0)
        process = process->next;
    return process;
}

struct process *process_by_pid(pid_t pid) {
    struct process *process = processes;
    while (process != NULL && process->pid != pid)
        process = process->next;
    return process;
}

struct process *process_open(const char *id, int log_fd, uint64_t cap) {
    struct log log;
    if (log_open(&log, log_fd, cap) < 0) {
        log_close(&log);
        return NULL;
    }
    struct process *process = allocate(sizeof *process);
    strcpy(process->id, id);
    process->log = log;
    process->pidfd = process->slave = process->mounts = -1;
    process->names[0] = process->names[1] = -1;
    process->status = process->input = SOURCE_CLOSED;
    process->outputs[0] = process->outputs[1] = SOURCE_CLOSED;
    process->next = processes;
    processes = process;
    return process;
}

static void release(struct process *process) {
    console_close(process);
    source_close(&process->status);
    close_descriptor(&process->pidfd);
    close_descriptor(&process->mounts);
    names_forget(process);
    publish_forget(process);
    for (size_t i = 0; i < process->cgroup_count; i++)
        close(process->cgroups[i]);
    process->cgroup_count = 0;
}

void process_close(struct process *process) {
    for (struct connection *at = connections, *next; at != NULL; at = next) {
        next = at->next;
        if (at->process == process)
            connection_close(at);
    }
    struct process **link = &processes;
    while (*link != process)
        link = &(*link)->next;
    *link = process->next;
    release(process);
    if (process->is_container)
        rootfs_forget(process->id);
    log_close(&process->log);
    free_later(process);
}

static void answer_start(struct process *process) {
    struct connection *connection = process->starter;
    CLOSES int mounts = process->mounts;
    process->mounts = -1;
    if (connection == NULL)
        return;
    process->starter = NULL;
    connection->waiting = false;
    if (process->failure != 0) {
        reply_error(connection, process->failure, process->failure_stage, process->failure_status);
    } else {
        size_t mark = frame_begin(&connection->out, FRAME_OK);
        frame_add32(&connection->out, TAG_PID, (uint32_t)process->pid);
        frame_add64(&connection->out, TAG_TIME, process->started);
        frame_end(&connection->out, mark);
        if (mounts >= 0)
            connection_attach(connection, mark, &mounts);
    }
    connection_advance(connection);
}

void process_abandon(struct process *process) {
    release(process);
    process->state = PROCESS_NOT_STARTED;
    process->pid = 0;
    if (!process->is_kept)
        process_close(process);
}

static void start_failed(struct process *process) {
    if (process->failure == 0) {
        process->failure = ECHILD;
        strcpy(process->failure_stage, "the process ended before its program was run");
    }
    /* The memory outlives this round of events: the answer can still be read from it. */
    process_abandon(process);
    answer_start(process);
}

void process_postpone_end(struct process *process) {
    process->silent_at = now_monotonic() + SILENCE_NS;
    process->drained_at = now_monotonic() + DRAIN_LIMIT_NS;
}

static void begin_draining(struct process *process) {
    process->state = PROCESS_DRAINING;
    process_postpone_end(process);
    close_descriptor(&process->slave);
    process_check_drained(process);
}

void process_started(struct process *process) {
    source_close(&process->status);
    if (process->failure != 0 || !process->is_ready) {
        start_failed(process);
        return;
    }
    process->state = PROCESS_RUNNING;
    /* A short one may have been reaped before its word was read. */
    process->started = process->is_reaped ? process->ended : now_wall();
    answer_start(process);
    stream_wake(process);
    if (process->is_reaped)
        begin_draining(process);
}

void process_reaped(struct process *process, uint32_t status) {
    process->exit_status = status;
    /* The clock may have been set back meanwhile. */
    process->ended = MAX(now_wall(), process->started);
    process->is_reaped = true;
    names_forget(process);
    publish_forget(process);
    if (process->state == PROCESS_RUNNING)
        begin_draining(process);
}

void process_check_drained(struct process *process) {
    if (process->state != PROCESS_DRAINING || process->outputs[0].fd >= 0 ||
        process->outputs[1].fd >= 0)
        return;
    release(process);
    log_save(&process->log);
    process->state = PROCESS_ENDED;
    process->pid = 0;
    for (struct connection *at = connections, *next; at != NULL; at = next) {
        next = at->next;
        if (at->watching) {
            process_report_exit(at, process);
            connection_advance(at);
        }
    }
    stream_wake(process);
}

int processes_drain(void) {
    uint64_t now = now_monotonic();
    uint64_t first = UINT64_MAX;
    for (struct process *process = processes; process != NULL; process = process->next) {
        /* One that is held back has not been silent: its output is waiting to be read. */
        if (process->state != PROCESS_DRAINING || process->is_held)
            continue;
        uint64_t until = MIN(process->silent_at, process->drained_at);
        if (now >= until) {
            console_stop(process);
            process_check_drained(process);
        } else {
            first = MIN(first, until);
        }
    }
    return first == UINT64_MAX ? -1 : (int)((first - now) / 1000000 + 1);
}

void process_forget_starter(const struct connection *connection) {
    for (struct process *process = processes; process != NULL; process = process->next) {
        if (process->starter == connection)
            process->starter = NULL;
    }
}

void process_report_exit(struct connection *connection, const struct process *process) {
    size_t mark = frame_begin(&connection->out, FRAME_EXITED);
    frame_add_text(&connection->out, TAG_ID, process->id);
    frame_add32(&connection->out, TAG_STATUS, process->exit_status);
    frame_add64(&connection->out, TAG_END, process->ended);
    frame_add32(&connection->out, TAG_OOM, 0);
    frame_end(&connection->out, mark);
}
