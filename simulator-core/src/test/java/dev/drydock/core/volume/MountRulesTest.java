package dev.drydock.core.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.EngineException.NotImplemented;
import dev.drydock.core.volume.MountRequest.BindOptions;
import dev.drydock.core.volume.MountRequest.TmpfsOptions;
import dev.drydock.core.volume.MountRequest.VolumeOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountRulesTest {
    private static MountRequest request(String type, String source, String target) {
        return new MountRequest(type, source, target, false, "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static MountRequest bind(BindOptions options) {
        return new MountRequest(
                "bind", "/a", "/b", false, "", Optional.of(options), Optional.empty(), Optional.empty());
    }

    @Test
    void aBindOfAPath() {
        MountRules.Bind bind = MountRules.parse("/a/../b:/c:ro,rslave,z", "nope");

        assertThat(bind.mode()).isEqualTo("ro,rslave,z");
        assertThat(bind.request().type()).isEqualTo("bind");
        assertThat(bind.request().source()).isEqualTo("/a/../b");
        assertThat(bind.request().target()).isEqualTo("/c");
        assertThat(bind.request().readOnly()).isTrue();
        assertThat(bind.request().bindOptions()).contains(new BindOptions("rslave", false, true, false, false));
        assertThat(bind.request().volumeOptions()).isEmpty();
    }

    @Test
    void aVolume() {
        MountRequest volume = MountRules.parse("data:/c:nocopy", "local").request();

        assertThat(volume.type()).isEqualTo("volume");
        assertThat(volume.source()).isEqualTo("data");
        assertThat(volume.readOnly()).isFalse();
        assertThat(volume.volumeOptions().orElseThrow().noCopy()).isTrue();
        assertThat(volume.volumeOptions().orElseThrow().driver().orElseThrow().name())
                .isEqualTo("local");
    }

    @Test
    void aPathAloneIsAnAnonymousVolume() {
        MountRequest volume = MountRules.parse("/c", "").request();

        assertThat(volume.type()).isEqualTo("volume");
        assertThat(volume.source()).isEmpty();
        assertThat(volume.target()).isEqualTo("/c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":/b|invalid volume specification: ':/b'",
                "/a:ro|invalid volume specification: '/a:ro'",
                "a:/b:ro:x|invalid volume specification: 'a:/b:ro:x'",
                "a:/b:foo|invalid mode: foo",
                "a:/b:ro,rw|invalid mode: ro,rw",
                "a:/b:ro,ro|invalid mode: ro,ro",
                "a:/b:slave,shared|invalid mode: slave,shared",
                "a:/b:z,Z|invalid mode: z,Z",
                "a:/b:ro,|invalid mode: ro,",
                "a:/|invalid volume specification: 'a:/': invalid mount config for type \"volume\": invalid specification:"
                        + " destination can't be '/'",
                "a:/b/..|invalid volume specification: 'a:/b/..': invalid mount config for type \"volume\": invalid"
                        + " specification: destination can't be '/'",
                "a:b|invalid volume specification: 'a:b': invalid mount config for type \"volume\": invalid mount path: 'b'"
                        + " mount path must be absolute",
                "a:/b:rshared|invalid volume specification: 'a:/b:rshared': invalid mount config for type \"volume\": field"
                        + " BindOptions must not be specified",
                "/a:/b:nocopy|invalid volume specification: '/a:/b:nocopy': invalid mount config for type \"bind\": field"
                        + " VolumeOptions must not be specified"
            })
    void refusesTextsThatMeanNothing(String text, String sentence) {
        assertThatThrownBy(() -> MountRules.parse(text, ""))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:/b\0", "/a\0:/b", "/a:/b\0x"})
    void refusesZeroCharacters(String text) {
        assertThatThrownBy(() -> MountRules.parse(text, ""))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("NUL");
    }

    private static void refused(MountRequest request, String sentence) {
        assertThatThrownBy(() -> MountRules.check(request, path -> path.equals("/a")))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("invalid mount config for type \"" + request.type() + "\": " + sentence);
    }

    @Test
    void refusesMountsThatCannotBe() {
        refused(request("nope", "/a", "/b"), "mount type unknown");
        refused(request("", "/a", "/b"), "mount type unknown");
        refused(request("bind", "/a", ""), "field Target must not be empty");
        refused(request("bind", "", "/b"), "field Source must not be empty");
        refused(request("bind", "a", "/b"), "invalid mount path: 'a' mount path must be absolute");
        refused(request("bind", "/c", "/b"), "bind source path does not exist: /c");
        refused(request("tmpfs", "/a", "/b"), "field Source must not be specified");
        refused(bind(new BindOptions("foo", false, false, false, false)), "invalid propagation mode: foo");
        refused(
                new MountRequest("volume", "", "/b", true, "", Optional.empty(), Optional.empty(), Optional.empty()),
                "must not set ReadOnly mode when using anonymous volumes");
        refused(
                new MountRequest(
                        "tmpfs",
                        "",
                        "/b",
                        false,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new TmpfsOptions(-1, 0, List.of()))),
                "invalid tmpfs option: it is negative");
    }

    @Test
    void aMissingSourceIsFineWhereItIsMade() {
        MountRequest request = new MountRequest(
                "bind",
                "/c",
                "/b",
                false,
                "",
                Optional.of(new BindOptions("", false, true, false, false)),
                Optional.empty(),
                Optional.empty());

        MountRules.check(request, _ -> false);
        assertThat(request.bindOptions().orElseThrow().createMountpoint()).isTrue();
    }

    @Test
    void partsOfVolumesAreNotSupported() {
        MountRequest request = new MountRequest(
                "volume",
                "data",
                "/b",
                false,
                "",
                Optional.empty(),
                Optional.of(new VolumeOptions(false, Map.of(), Optional.empty(), "part")),
                Optional.empty());

        assertThatThrownBy(() -> MountRules.check(request, _ -> true)).isInstanceOf(NotImplemented.class);
    }

    @Test
    void othersContainersHaveAMode() {
        assertThat(MountRules.From.parse("web")).isEqualTo(new MountRules.From("web", false));
        assertThat(MountRules.From.parse("web:ro")).isEqualTo(new MountRules.From("web", true));
        assertThatThrownBy(() -> MountRules.From.parse("web:foo")).hasMessage("invalid mode: foo");
        assertThatThrownBy(() -> MountRules.From.parse("web:rslave")).hasMessage("invalid mode: rslave");
        assertThatThrownBy(() -> MountRules.From.parse(""))
                .hasMessage("volumes-from specification cannot be an empty string");
    }

    @Test
    void memoryHasTheOptionsOfMount() {
        MountRequest request = new MountRequest(
                "tmpfs",
                "",
                "/b",
                true,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new TmpfsOptions(1 << 20, 0700, List.of(List.of("noexec"), List.of("uid", "5")))));

        assertThat(MountRules.tmpfsText(request)).isEqualTo("ro,mode=700,size=1048576,noexec,uid=5");
    }

    @Test
    void othersAreMountedInWhatLiesAbove() {
        Mount deep = new TmpfsMount("/a/b/c", List.of(), false, false, false, false);
        Mount high = new VolumeMount(new VolumeName("data"), "/z", false, "", false);
        Mount middle = new BindMount("/x", "/a/b", false, "", Propagation.RPRIVATE, true, false);

        assertThat(Mount.sorted(List.of(deep, high, middle))).containsExactly(high, middle, deep);
    }
}
