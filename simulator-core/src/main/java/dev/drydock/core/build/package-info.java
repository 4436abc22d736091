/**
 * Builds images from Dockerfiles as Docker's classic builder does: each instruction makes an image from the one before it, and one
 * that was made so before is used again. Files of a build context stay in the tar they came in: their names never meet a file
 * system of the server.
 */
@NullMarked
package dev.drydock.core.build;

import org.jspecify.annotations.NullMarked;
