package dev.drydock.core.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.FileType;
import dev.drydock.core.container.FileView;
import dev.drydock.core.labhost.LabInside.CommandEnd;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds for the inside of every lab host. */
public abstract class LabInsideContract {
    private static final Duration LONG = Duration.ofSeconds(30);

    protected abstract LabInside inside();

    /** Writes a file of root's with the permissions 644 in the lab host. */
    protected abstract void write(String path, String text);

    @Test
    void aFileHasAHeadAndAnOwner() {
        write("/tmp/note", "hello, 你好\n");

        FileView view = inside().file("/tmp/note", 100).orElseThrow();
        assertThat(view.head()).isEqualTo("hello, 你好\n");
        assertThat(view.isWhole()).isTrue();
        assertThat(view.stat().type()).isEqualTo(FileType.REGULAR);
        assertThat(view.stat().permissions()).isEqualTo(0644);
        assertThat(view.stat().uid()).isZero();
        assertThat(view.stat().gid()).isZero();
        assertThat(view.stat().size()).isEqualTo(14);
    }

    @Test
    void aLargeFileIsCut() {
        write("/tmp/large", "0123456789".repeat(100));

        FileView view = inside().file("/tmp/large", 10).orElseThrow();
        assertThat(view.head()).isEqualTo("0123456789");
        assertThat(view.isWhole()).isFalse();
        assertThat(view.stat().size()).isEqualTo(1000);
    }

    @Test
    void whatIsNotThereIsNotSeen() {
        assertThat(inside().file("/tmp/nothing", 10)).isEmpty();
        assertThat(inside().file("/nowhere/at/all", 10)).isEmpty();
    }

    @Test
    void aCommandEndsWithItsCodeAndOutput() {
        assertThat(inside().run("echo out; exit 3", LONG, 100)).isEqualTo(new CommandEnd(Optional.of(3), "out\n"));
    }

    @Test
    void aCommandThatTakesTooLongIsKilled() {
        CommandEnd end = inside().run("sleep 100000", Duration.ofMillis(200), 100);

        assertThat(end.exitCode()).isEmpty();
    }

    @Test
    void theOutputOfACommandHasAnEnd() {
        CommandEnd end = inside().run("echo 0123456789; echo more", LONG, 5);

        assertThat(end.output()).isEqualTo("01234");
    }

    @Test
    void nobodyListens() throws IOException {
        assertThatThrownBy(() -> inside().connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), LONG))
                .isInstanceOf(ConnectException.class);
    }
}
