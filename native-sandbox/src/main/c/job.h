/* Work of a request that would block labd, done in a child that only says how it went. */
#pragma once

#include "connection.h"
#include "names.h"

/*
 * Does the work, which notes failures, in a child, and answers the request when it has ended. What
 * the argument points to may go as soon as this returns.
 */
void job_start(struct connection *connection, int (*work)(const void *argument),
               const void *argument);
/* In the work: the container gets these sockets to ask for names when it is done. */
void job_pass_names(const char *id, const int sockets[NAMES_SOCKETS]);
/* The connection goes away before its answer. */
void job_forget(const struct connection *connection);
