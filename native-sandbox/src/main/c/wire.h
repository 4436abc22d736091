/* Connects a lab host to the switch of its student's lab hosts. */
#pragma once

int wire_main(int count, char **arguments);
