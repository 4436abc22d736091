/*
 * PUBLISH: ports of the lab host that lead to a container. A process "docker-proxy" of its own
 * carries what comes for each container; labd keeps the sockets, and starts the process again when
 * somebody in the lab has killed it.
 */
#pragma once

#include "frame.h"
#include "process.h"

/* Binds the ports of a container anew, and lets go of those it had; none at all is fine. Notes
 * failures. */
int publish_ports(struct process *process, struct fields fields);
void publish_forget(const struct process *process);
/* Whether it was such a process that has ended. */
bool publish_reaped(pid_t pid);
