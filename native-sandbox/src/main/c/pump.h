/* The relay process: accepts, connects, and carries bytes both ways until both sides have ended. */
#pragma once

/* Relays connections of a listening socket to the unix socket of this name in the working
 * directory, for ever. */
_Noreturn void pump_run(int listening, const char *name);
