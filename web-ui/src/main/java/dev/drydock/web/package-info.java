/** The program: reads the command line, opens the data directory and wires adapters to ports. Nothing else constructs adapters. */
@NullMarked
package dev.drydock.web;

import org.jspecify.annotations.NullMarked;
