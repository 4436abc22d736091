/* The command lines of drydock-labd. */
#pragma once

#include "util.h"

struct host_options {
    const char *socket, *log;
    uint32_t uid_base, range;
    char **cgroups; /* ends with NULL */
};

struct enter_options {
    const char *socket, *user, *directory;
    bool terminal;
    char **environment; /* ends with NULL */
    char **command;     /* ends with NULL; empty: a login shell */
};

/* Both die with a sentence when something is wrong. */
void host_options_parse(struct host_options *options, int count, char **arguments);
void enter_options_parse(struct enter_options *options, int count, char **arguments);
