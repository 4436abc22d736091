/* The standard streams of a process: pipes or a terminal on one side, its log on the other. */
#pragma once

#include "process.h"

/* The ends that a child gets as 0, 1 and 2; -1 where the child makes its own terminal. */
struct console_ends {
    int fds[3];
};

/* Makes pipes, or nothing for a terminal; -1 and errno on failure. */
int console_open(struct process *process, bool terminal, bool input, struct console_ends *ends);
void console_ends_close(struct console_ends *ends);

/* Takes over the terminal that the child made. */
void console_set_terminal(struct process *process, int master);
int console_resize(struct process *process, uint16_t rows, uint16_t columns);

/* How many of the bytes the process took; those nobody will ever read count as taken. */
size_t console_input(struct process *process, const uint8_t *bytes, size_t length);
void console_end_input(struct process *process);

/* Reads on if no lossless client needs what would be overwritten. */
void console_resume(struct process *process);

/* Reads no more. */
void console_stop(struct process *process);
/* Closes everything but the log. */
void console_close(struct process *process);
