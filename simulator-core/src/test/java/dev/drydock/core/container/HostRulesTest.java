package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.TmpfsMount;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of the host and cannot be had, in dockerd's words; and what is made of the rest. */
class HostRulesTest {
    private final EngineFixture fixture = new EngineFixture();

    private void refused(String sentence, Consumer<HostConfig.Draft> changes) {
        assertThatThrownBy(() -> fixture.create("web", HostConfig.DEFAULT.with(changes), "true"))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage(sentence);
    }

    private static NameResolution hosts(String... entries) {
        return new NameResolution(List.of(), List.of(), List.of(), List.of(entries));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a||invalid mount path: 'a' mount path must be absolute",
                "/||invalid specification: destination can't be '/'",
                "/a/..||invalid specification: destination can't be '/'",
                "/a|foo|invalid tmpfs option [\"foo\"]",
                "/a|size|invalid tmpfs option [\"size\"]"
            })
    void memoryFileSystemsHaveAPathAndKnownOptions(String path, String options, String sentence) {
        refused(sentence, draft -> draft.tmpfs = Map.of(path, options == null ? "" : options));
    }

    @Test
    void memoryFileSystemsAreMountedOutsideIn() {
        Map<String, String> asked = Map.of("/b/c/", "size=1m,mode=700,noexec,exec,size=2m", "/b", "", "/a", "ro,suid");
        assertThat(Mount.sorted(List.copyOf(TmpfsRules.mounts(asked))))
                .containsExactly(
                        new TmpfsMount("/a", List.of(), true, false, true, false),
                        new TmpfsMount("/b", List.of(), false, false, false, false),
                        new TmpfsMount("/b/c", List.of("mode=700", "size=2m"), false, true, false, false));
    }

    @Test
    void nobodyIsSparedWhenMemoryIsShort() {
        refused("Invalid value 1001, range for oom score adj is [-1000, 1000]", draft -> draft.oomScoreAdj = 1001);
        assertThatThrownBy(
                        () -> fixture.create("web", HostConfig.DEFAULT.with(draft -> draft.oomScoreAdj = -1), "true"))
                .isInstanceOf(EngineException.NotImplemented.class);
    }

    @Test
    void annotationsHaveNames() {
        refused(
                "invalid Annotations: the empty string is not permitted as an annotation key",
                draft -> draft.annotations = Map.of("", "x"));
    }

    @Test
    void aSharedNetworkLeavesNothingToChoose() {
        fixture.create("other", "true");
        refused("conflicting options: dns and the network mode", draft -> {
            draft.networkMode = "container:other";
            draft.names = new NameResolution(List.of("1.1.1.1"), List.of(), List.of(), List.of());
        });
        refused("conflicting options: custom host-to-IP mapping and the network mode", draft -> {
            draft.networkMode = "container:other";
            draft.names = hosts("a:1.2.3.4");
        });
    }
}
