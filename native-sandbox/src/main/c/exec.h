/* Finding and running a program with the rules and sentences of Go's exec.LookPath, which runc
 * uses. */
#pragma once

#include "util.h"

#include <limits.h>

/* Looks a program up as this user in this root: 0, or the exit code (126, 127) with the sentence
 * noted. */
int exec_find(const char *name, char *const *environment, char path[PATH_MAX]);

/* The value of a variable, NULL if it is not set. */
const char *environment_get(char *const *environment, const char *name);
