/** JSON documents of the Docker Engine API, exactly as they stand on the wire; member names are Go's, in upper camel case. */
@NullMarked
package dev.drydock.web.engineapi.json;

import org.jspecify.annotations.NullMarked;
