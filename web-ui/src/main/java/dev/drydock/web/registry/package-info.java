/** The registry over HTTP, as the OCI distribution specification 1.1 has it: for students' clients and for the engines. */
@NullMarked
package dev.drydock.web.registry;

import org.jspecify.annotations.NullMarked;
