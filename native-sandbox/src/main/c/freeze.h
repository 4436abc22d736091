/* Keeps file systems still for a moment. */
#pragma once

int freeze_main(int count, char **arguments);
