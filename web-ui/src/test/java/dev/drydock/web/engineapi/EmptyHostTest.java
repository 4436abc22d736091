package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EmptyHostTest {
    private static String filled(String request) {
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        EmptyHost.fill(bytes);
        return StandardCharsets.US_ASCII.decode(bytes).toString();
    }

    @Test
    void anEmptyHostGetsAName() {
        assertThat(filled("POST /attach HTTP/1.1\r\nHost: \r\nUpgrade: tcp\r\n\r\n"))
                .isEqualTo("POST /attach HTTP/1.1\r\nHost:d\r\nUpgrade: tcp\r\n\r\n");
    }

    @Test
    void otherRequestsAndBodiesStayAsTheyAre() {
        String named = "POST /x HTTP/1.1\r\nHost: docker\r\n\r\n";
        String body = named + "a\r\nHost: \r\nb";

        assertThat(filled(named)).isEqualTo(named);
        assertThat(filled(body)).isEqualTo(body);
    }
}
