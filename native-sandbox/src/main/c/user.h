/* Who a process runs as: USER and GROUPs looked up in the root's own /etc/passwd and /etc/group, as
 * Docker does. */
#pragma once

#include "util.h"

#define GROUPS_MAX 256

struct user {
    uint32_t uid, gid;
    uint32_t groups[GROUPS_MAX];
    size_t group_count;
    char home[256];
};

/* 0, or -1 and Docker's sentence noted with failed(). */
int user_resolve(struct user *user, const char *name, char *const *more_groups);
