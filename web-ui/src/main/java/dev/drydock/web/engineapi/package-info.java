/**
 * The Docker Engine API of the lab hosts over unix sockets, 1.24 to 1.50 (https://docs.docker.com/reference/api/engine/).
 * Translates between HTTP and the engine; decides nothing itself.
 */
@NullMarked
package dev.drydock.web.engineapi;

import org.jspecify.annotations.NullMarked;
