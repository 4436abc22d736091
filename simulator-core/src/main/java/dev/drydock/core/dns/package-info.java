/** The wire format of questions for names and their answers (RFC 1035), as far as containers ask on their networks. */
@NullMarked
package dev.drydock.core.dns;

import org.jspecify.annotations.NullMarked;
