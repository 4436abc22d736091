package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;

/**
 * A name of its own under which a container knows another: Docker's {@code --link}.
 *
 * @param target a key of the other container while it is asked for, its id afterwards
 * @param name of the other when the link was made, without a slash
 */
public record Link(String target, String name, String alias) {
    /** Reads {@code NAME} or {@code NAME:ALIAS}. */
    public static Link parse(String text) {
        if (text.isEmpty()) {
            throw new EngineException.InvalidParameter("empty string specified for links");
        }
        String[] parts = text.split(":", -1);
        if (parts.length > 2) {
            throw new EngineException.InvalidParameter("bad format for links: " + text);
        }
        String target = parts[0];
        String name = target.substring(target.lastIndexOf('/') + 1);
        if (parts.length == 1) {
            return new Link(target, name, name);
        }
        // What dockerd itself writes has the form /target:/owner/alias.
        return new Link(target, name, parts[1].substring(parts[1].lastIndexOf('/') + 1));
    }
}
