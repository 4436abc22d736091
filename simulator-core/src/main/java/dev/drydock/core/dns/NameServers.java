package dev.drydock.core.dns;

import java.net.Inet4Address;
import java.util.Optional;

/** Port: name servers that a lab host can reach, asked from its own network and from no other. Safe for use by several threads. */
public interface NameServers {
    /** Where nobody answers. */
    NameServers NONE = (_, _, _, _) -> Optional.empty();

    /**
     * Passes a question on as it came and waits for the answer, a few seconds.
     *
     * @param question that the message is
     * @return empty when there is none; a message that does not answer the question is as if it had not come
     */
    Optional<byte[]> ask(Inet4Address server, Question question, byte[] message, Transport transport);
}
