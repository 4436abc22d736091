/* The launcher stage of labd. */
#pragma once

int host_main(int count, char **arguments);
