/* The small init that Docker's --init puts in front of a container's program. */
#pragma once

/* A descriptor of the program, made at the first call; -1 and errno. */
int init_program(void);
/* Returns only on failure. */
void init_exec(int program, char *const *arguments, char *const *environment);
/* arguments[0] is what it was called as, then "--", then the program to run. */
_Noreturn void init_main(int count, char **arguments);
