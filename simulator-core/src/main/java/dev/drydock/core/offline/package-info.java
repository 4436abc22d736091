/**
 * Images that are built from Debian's packages where no registry can be reached: recipes, how they are carried out, and the
 * one file (OCI image layout 1.1) that carries finished images elsewhere. What fetches packages and what runs their scripts
 * are ports.
 */
@NullMarked
package dev.drydock.core.offline;

import org.jspecify.annotations.NullMarked;
