/*
 * Processes that wait on a finished stage for a container to become: the larger part of a start is
 * done before it is asked for. A spare is made when a container is (OPEN), and one stays ready as
 * long as containers come, so that a lab host in which nobody makes containers has none.
 */
#pragma once

#include "child.h"
#include "frame.h"
#include "stage.h"

/* From now on spares are made for containers like this one. */
void spares_learn(const struct profile *profile);
/* One more will be needed soon. */
void spares_want(void);
/*
 * Makes what will be needed; call it when nobody waits for an answer. Milliseconds until it is to be
 * called again, -1 never.
 */
int spares_tend(void);
/* Whether it was a spare that has ended. */
bool spare_reaped(pid_t pid);

/*
 * Lets a spare become the container of a START, whose payload is given: its process, and the socket
 * on which it reports. False if there is none that fits.
 */
bool spare_use(const struct child *child, struct fields payload, pid_t *pid, int *pidfd,
               int *status);
