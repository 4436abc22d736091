/* What a process may do: limits, capabilities, filter, user. All note failures. */
#pragma once

#include "spec.h"
#include "user.h"

int set_limits_of(const struct spec *spec);
/* Becomes the user with the capabilities of the spec and, unless the filter comes last, under its
 * filter. */
int become(const struct spec *spec, const struct user *user);
/* With no_new_privs the filter is installed last, so that it need not allow what comes before. */
int install_late_filter(const struct spec *spec);
