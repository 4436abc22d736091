/** Read-only layers, their identities after the OCI image specification, and the port that keeps them. */
@NullMarked
package dev.drydock.core.layer;

import org.jspecify.annotations.NullMarked;
