#include "event.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define EVENTS 64

static int epoll = -1;
static void **graves;
static size_t grave_count;

void events_open(void) {
    epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0)
        die("epoll_create1");
}

void events_run(int (*after_round)(void)) {
    struct epoll_event events[EVENTS];
    int timeout = -1;
    for (;;) {
        int count = epoll_wait(epoll, events, EVENTS, timeout);
        if (count < 0 && errno != EINTR)
            die("epoll_wait");
        for (int i = 0; i < count; i++) {
            struct source *source = events[i].data.ptr;
            if (source->fd >= 0 && source->events != 0)
                source->ready(source, events[i].events);
        }
        timeout = after_round();
        while (grave_count > 0)
            free(graves[--grave_count]);
    }
}

void source_open(struct source *source, int fd, uint32_t events,
                 void (*ready)(struct source *source, uint32_t events)) {
    *source = (struct source){.fd = fd, .ready = ready};
    source_want(source, events);
}

void source_want(struct source *source, uint32_t events) {
    if (source->fd < 0 || source->events == events)
        return;
    int operation = events == 0           ? EPOLL_CTL_DEL
                    : source->events == 0 ? EPOLL_CTL_ADD
                                          : EPOLL_CTL_MOD;
    struct epoll_event event = {.events = events, .data.ptr = source};
    if (epoll_ctl(epoll, operation, source->fd, &event) < 0)
        die("epoll_ctl");
    source->events = events;
}

void source_close(struct source *source) {
    source_want(source, 0);
    close_descriptor(&source->fd);
}

void free_later(void *memory) {
    graves = reallocate(graves, (grave_count + 1) * sizeof *graves);
    graves[grave_count++] = memory;
}
