/** Wire records of the OCI image specification 1.1, exactly as they stand in JSON. */
@NullMarked
package dev.drydock.core.oci;

import org.jspecify.annotations.NullMarked;
