/* The client for people: a command in the lab with this terminal. */
#pragma once

int enter_main(int count, char **arguments);
