/* The processes that labd was told to open: their state, streams and ends. */
#pragma once

#include "event.h"
#include "log.h"

#define ID_LIMIT 128
#define CGROUP_LIMIT 16
#define STAGE_LIMIT 1024

enum process_state {
    PROCESS_NOT_STARTED,
    PROCESS_STARTING, /* forked, but not yet the program that was asked for */
    PROCESS_RUNNING,
    PROCESS_DRAINING, /* it has ended; what it wrote is still being read */
    PROCESS_ENDED,
};

struct connection;

struct process {
    struct process *next;
    char id[ID_LIMIT + 1];
    enum process_state state;
    bool is_container;
    bool is_kept; /* stays open when its start fails, because OPEN made it */

    pid_t pid;
    int pidfd;
    bool is_reaped;
    uint32_t exit_status;
    uint64_t started, ended;   /* ns since the epoch */
    int cgroups[CGROUP_LIMIT]; /* as START gave them, for those who exec into the container */
    size_t cgroup_count;

    /* The start. */
    struct source status; /* where the child reports until it has become the program */
    struct connection *starter;
    bool is_ready; /* the child said that exec is next */
    int names[2];  /* UDP and TCP sockets at which it asks for names; -1 without them */
    uint32_t names_slot;
    int mounts;    /* its mount namespace, for whoever asked for the start; -1 without one */
    int failure;   /* errno, 0 = none */
    uint32_t failure_status;
    char failure_stage[STAGE_LIMIT];

    /* The streams. */
    struct log log;
    struct source outputs[2]; /* pipes of stdout and stderr, or the terminal in the first */
    struct source input;
    bool is_terminal, is_held;
    int slave; /* labd's own descriptor of the terminal's other end: without it a moment's close
                  would end the reading */
    uint16_t rows, columns;
    uint64_t silent_at; /* DRAINING: monotonic time when to stop waiting for other writers */
    uint64_t drained_at;
};

extern struct process *processes;

bool id_valid(const char *id);
struct process *process_find(const char *id);
struct process *process_by_pid(pid_t pid);
/* Takes the log's descriptor over; NULL and errno if it cannot be a log. */
struct process *process_open(const char *id, int log_fd, uint64_t cap);
void process_close(struct process *process);

/* The child has become the program, or has failed: answers who asked. */
void process_started(struct process *process);
/* There is no child: back to how it was before, or gone if nobody opened it. */
void process_abandon(struct process *process);
/* The child was reaped. */
void process_reaped(struct process *process, uint32_t status);
/* Ends the wait for writers whose output has been drained; ms until it is to be called again, -1
 * never. */
int processes_drain(void);
/* Waits anew for an ended process that was held back. */
void process_postpone_end(struct process *process);
/* Goes to ENDED once its outputs are closed. */
void process_check_drained(struct process *process);
void process_forget_starter(const struct connection *connection);

/* Queues the EXITED frame of an ended process. */
void process_report_exit(struct connection *connection, const struct process *process);
