#include "job.h"

#include "process.h"
#include "sys.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct job {
    struct job *next;
    struct source result;
    struct connection *connection;
};

static struct job *jobs;

static void answer(struct connection *connection, int result) {
    uint8_t bytes[4 + STAGE_LIMIT];
    ssize_t length = read(result, bytes, sizeof bytes - 1);
    connection->waiting = false;
    if (length < 4) {
        /* The child was killed. */
        reply_error(connection, EINTR, "finish the work", 0);
    } else if (get32(bytes) == 0) {
        reply_ok(connection);
    } else {
        bytes[length] = '\0';
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
    if (job->connection != NULL)
        answer(job->connection, source->fd);
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
    }
    ssize_t size = (ssize_t)(4 + length);
    _exit(write(result, bytes, (size_t)size) == size ? 0 : 1);
}

void job_start(struct connection *connection, int (*work)(const void *argument),
               const void *argument) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) {
        reply_error(connection, errno, "make a pipe", 0);
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
