/**
 * Scripts of docker commands, typed at a real dockerd and at a lab host; what each says is compared, and differences must be in
 * {@code docs/compatibility.md}. A script's language is that of {@link Script}.
 */
@NullMarked
package dev.drydock.web.differential;

import org.jspecify.annotations.NullMarked;
