/*
 * NAMES: containers ask 127.0.0.11 for names, the lab host its gateway. Their sockets are made in their own network
 * namespaces; a process "resolver" of the lab carries what comes there to a unix socket of the
 * server, which alone reads it. labd keeps the sockets as well, and starts the process again when
 * somebody in the lab has killed it.
 */
#pragma once

#include "process.h"

#define NAMES_SOCKETS 2 /* UDP and TCP */

/* Says where the server answers: a unix socket in a directory, which is taken over by setting it to
 * -1. Notes failures. */
int names_open(int *directory, const char *name);
/* Where containers ask. */
extern const uint8_t names_address[4];
/* Makes the sockets in the network namespace that this process is in. Notes failures. */
int names_listen(const uint8_t address[4], int sockets[NAMES_SOCKETS]);
/* From now on what comes there is answered as to this container; takes the sockets over. */
void names_serve(struct process *process, int sockets[NAMES_SOCKETS]);
/* The same as to the lab host itself, of which the id is 64 zeros. */
void names_serve_host(int sockets[NAMES_SOCKETS]);
void names_forget(struct process *process);
/* Whether it was the resolver that has ended. */
bool names_reaped(pid_t pid);
