package dev.drydock.sandbox.storage;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * The extended attributes that archives bring and take: only those that a program can rely on and that mean nothing to
 * overlayfs.
 */
final class ExtendedAttributes {
    /** Before the name of an attribute in a PAX record, as everybody writes it. */
    static final String RECORD = "SCHILY.xattr.";

    private ExtendedAttributes() {}

    static boolean isKept(String name) {
        boolean user = name.startsWith("user.") && !name.startsWith("user.overlay.");
        return user || name.toLowerCase(Locale.ROOT).equals("security.capability");
    }

    /** Those of an entry, by their names. */
    static Map<String, byte[]> of(TarArchiveEntry entry) {
        Map<String, byte[]> kept = new HashMap<>();
        if (!entry.isFile() && !entry.isDirectory()) {
            return kept;
        }
        entry.getExtraPaxHeaders().forEach((header, value) -> {
            String name = header.startsWith(RECORD) ? header.substring(RECORD.length()) : "";
            // The tar reader takes values for text; one that was not is lost, and half of it would be worse than none.
            boolean whole = value.indexOf('\uFFFD') < 0;
            if (whole && isKept(name)) {
                kept.put(name, value.getBytes(StandardCharsets.UTF_8));
            }
        });
        return kept;
    }
}
