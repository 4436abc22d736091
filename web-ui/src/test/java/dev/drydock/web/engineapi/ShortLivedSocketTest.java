package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.drydock.core.labhost.LabId;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Lab hosts that end as soon as they have begun. */
class ShortLivedSocketTest {
    private static final int SOCKETS = 200;

    @Test
    void aSocketThatClosesRightAfterItOpenedIsNoNews() throws IOException {
        Logger jetty = (Logger) LoggerFactory.getLogger("org.eclipse.jetty");
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        jetty.addAppender(said);
        try (EngineFixture fixture = new EngineFixture()) {
            LabId lab = new LabId("short");
            for (int i = 0; i < SOCKETS; i++) {
                fixture.server().open(lab, fixture.socket("short"), fixture.engine());
                fixture.server().close(lab);
            }
        } finally {
            jetty.detachAppender(said);
        }

        assertThat(said.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }
}
