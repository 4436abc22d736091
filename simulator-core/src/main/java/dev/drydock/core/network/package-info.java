/** Networks, endpoints and addresses after Docker's container network model, and the port that makes them real. */
@NullMarked
package dev.drydock.core.network;

import org.jspecify.annotations.NullMarked;
