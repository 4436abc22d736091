/* Work of a request that would block labd, done in a child that only says how it went. */
#include "start.h"

#include "netlink.h"
#include "sys.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>

struct job {
    struct job *next;
    struct source result;
    struct connection *connection;
};

static struct job *jobs;

static void job_ready(struct source *source, uint32_t events) {
    (void)events;
    struct job *job = CONTAINER_OF(source, struct job, result);
    uint8_t bytes[4];
    /* Nothing at all means that the child was killed. */
    bool told = read(source->fd, bytes, sizeof bytes) == sizeof bytes;
    uint32_t error = told ? get32(bytes) : EINTR;
    struct job **link = &jobs;
    while (*link != job)
        link = &(*link)->next;
    *link = job->next;
    source_close(source);
    if (job->connection != NULL) {
        job->connection->waiting = false;
        if (error == 0)
            reply_ok(job->connection);
        else
            reply_error(job->connection, (int)error, "remove the bridge", 0);
        connection_advance(job->connection);
    }
    free_later(job);
}

void start_forget(const struct connection *connection) {
    for (struct job *job = jobs; job != NULL; job = job->next) {
        if (job->connection == connection)
            job->connection = NULL;
    }
}

static _Noreturn void remove_bridge(int result, const char *name) {
    uint8_t bytes[4];
    put32(bytes, netlink_remove(name) < 0 ? (uint32_t)errno : 0);
    _exit(write(result, bytes, sizeof bytes) == sizeof bytes ? 0 : 1);
}

void start_bridge_removal(struct connection *connection, struct frame *frame) {
    char name[IFNAMSIZ];
    int ends[2];
    if (!device_parse(name, frame->fields, TAG_NAME)) {
        reply_error(connection, EINVAL, "BRIDGE_REMOVE", 0);
        return;
    }
    if (pipe2(ends, O_CLOEXEC) < 0) {
        reply_error(connection, errno, "make a pipe", 0);
        return;
    }
    pid_t pid = sys_fork(SIGCHLD, NULL);
    if (pid == 0)
        remove_bridge(ends[1], name);
    int error = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        reply_error(connection, error, "fork", 0);
        return;
    }
    struct job *job = allocate(sizeof *job);
    job->connection = connection;
    job->next = jobs;
    jobs = job;
    connection->waiting = true;
    source_open(&job->result, ends[0], EPOLLIN, job_ready);
}
