/* The epoll loop of labd and the descriptors it watches. */
#pragma once

#include "util.h"

#include <sys/epoll.h>

/* A watched descriptor, embedded in what it belongs to. */
struct source {
    int fd; /* -1 when closed */
    uint32_t
        events; /* what is waited for; 0 = not in epoll, so that a hang-up does not wake the loop */
    void (*ready)(struct source *source, uint32_t events);
};

#define SOURCE_CLOSED ((struct source){.fd = -1})

void events_open(void);
/* Runs for ever; after each round calls after_round, which says in how many ms it wants to be
 * called (-1: never). */
_Noreturn void events_run(int (*after_round)(void));

/* Takes the descriptor over. */
void source_open(struct source *source, int fd, uint32_t events,
                 void (*ready)(struct source *source, uint32_t events));
void source_want(struct source *source, uint32_t events);
void source_close(struct source *source);

/* Frees memory after this round: events that were already fetched may still point into it. */
void free_later(void *memory);
