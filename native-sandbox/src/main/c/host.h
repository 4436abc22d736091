/* The launcher stage of labd. */
#pragma once

int host_main(int count, char **arguments);
/* What labd, or a process that it forks and that executes nothing, is called in lists of processes.
 */
void process_title(const char *title);
