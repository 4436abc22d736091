#include "job.h"

#include "process.h"
#include "sys.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct job {
    struct job *next;
    struct source result;
    struct connection *connection;
};

/* What a child says: errno, or 0, and what it was about, or the id of a container whose sockets for
 * names come along. */
struct job_result {
    uint8_t bytes[4 + STAGE_LIMIT];
    ssize_t length;
    int fds[NAMES_SOCKETS];
    size_t count;
};

static struct job *jobs;
static int passed[NAMES_SOCKETS]; /* in the child */
static const char *passed_to;

void job_pass_names(const char *id, const int sockets[NAMES_SOCKETS]) {
    memcpy(passed, sockets, sizeof passed);
    passed_to = id;
}

static void take_names(struct job_result *result) {
    char id[ID_LIMIT + 1] = "";
    memcpy(id, result->bytes + 4, MIN((size_t)result->length - 4, sizeof id - 1));
    struct process *process = process_find(id);
    if (process != NULL && process->state == PROCESS_RUNNING && !process->is_reaped)
        names_serve(process, result->fds);
    for (size_t i = 0; i < result->count; i++)
        close_descriptor(&result->fds[i]);
}

static void answer(struct connection *connection, const struct job_result *result) {
    const uint8_t *bytes = result->bytes;
    ssize_t length = result->length;
    connection->waiting = false;
    if (length < 4) {
        /* The child was killed. */
        reply_error(connection, EINTR, "finish the work", 0);
    } else if (get32(bytes) == 0) {
        reply_ok(connection);
    } else {
        reply_error(connection, (int)get32(bytes), (const char *)bytes + 4, 0);
    }
    connection_advance(connection);
}

static void job_ready(struct source *source, uint32_t events) {
    (void)events;
    struct job *job = CONTAINER_OF(source, struct job, result);
    struct job **link = &jobs;
    while (*link != job)
        link = &(*link)->next;
    *link = job->next;
    struct job_result result = {.fds = {-1, -1}};
    result.length = receive_with(source->fd, result.bytes, sizeof result.bytes - 1, result.fds,
                                 &result.count, NAMES_SOCKETS);
    if (result.length >= 4 && result.count == NAMES_SOCKETS)
        take_names(&result);
    if (job->connection != NULL)
        answer(job->connection, &result);
    source_close(source);
    free_later(job);
}

void job_forget(const struct connection *connection) {
    for (struct job *job = jobs; job != NULL; job = job->next) {
        if (job->connection == connection)
            job->connection = NULL;
    }
}

static _Noreturn void run(int result, int (*work)(const void *argument), const void *argument) {
    uint8_t bytes[4 + STAGE_LIMIT] = {0};
    size_t length = 0;
    if (work(argument) < 0) {
        put32(bytes, (uint32_t)(errno == 0 ? EIO : errno));
        length = MIN(strlen(failed_stage()), STAGE_LIMIT - 1);
        memcpy(bytes + 4, failed_stage(), length);
    } else if (passed_to != NULL) {
        length = strlen(passed_to);
        memcpy(bytes + 4, passed_to, length);
    }
    size_t count = passed_to == NULL || get32(bytes) != 0 ? 0 : NAMES_SOCKETS;
    _exit(send_with(result, bytes, 4 + length, passed, count) < 0 ? 1 : 0);
}

void job_start(struct connection *connection, int (*work)(const void *argument),
               const void *argument) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) {
        reply_error(connection, errno, "make a socket", 0);
        return;
    }
    pid_t pid = sys_fork(SIGCHLD, NULL);
    if (pid == 0)
        run(ends[1], work, argument);
    int error = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        reply_error(connection, error, "fork", 0);
        return;
    }
    struct job *job = allocate(sizeof *job);
    *job = (struct job){.next = jobs, .connection = connection};
    jobs = job;
    connection->waiting = true;
    source_open(&job->result, ends[0], EPOLLIN, job_ready);
}
