/** Students and progress in H2: SQL stands here only. Each acknowledged write survives a crash and a power cut. */
@NullMarked
package dev.drydock.web.storage;

import org.jspecify.annotations.NullMarked;
