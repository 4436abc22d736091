package dev.drydock.core.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.EngineException.Conflict;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumesTest {
    private static final Map<String, String> MEMORY = Map.of("type", "tmpfs", "device", "tmpfs");
    private final EngineFixture fixture = new EngineFixture();

    private Volumes volumes() {
        return fixture.engine.volumes();
    }

    private Volume create(String name) {
        return volumes().create(NewVolume.of(Optional.of(name), ""));
    }

    private Volume create(String name, Map<String, String> options, Map<String, String> labels) {
        return volumes().create(new NewVolume(Optional.of(name), "local", options, labels));
    }

    private List<String> names(List<Volume> list) {
        return list.stream().map(volume -> volume.name().value()).toList();
    }

    private List<String> filtered(String word, String... values) {
        return names(volumes().list(Map.of(word, List.of(values))));
    }

    private List<String> events() {
        return fixture.engine.events().since(Instant.MIN).stream()
                .filter(event -> event.type() == EventType.VOLUME)
                .map(event -> event.action() + " " + event.actorId() + " " + event.attributes())
                .toList();
    }

    @Test
    void makesOneOfANameAndKeepsIt() {
        Volume made = create("some", Map.of(), Map.of("a", "b"));

        assertThat(create("some", MEMORY, Map.of())).isEqualTo(made);
        assertThat(volumes().find("some"))
                .isEqualTo(new Volume(
                        new VolumeName("some"),
                        EngineFixture.START,
                        Map.of("a", "b"),
                        Map.of(),
                        false,
                        Optional.empty()));
        assertThat(made.name().mountpoint()).isEqualTo("/var/lib/docker/volumes/some/_data");
        assertThat(events()).containsExactly("create some {driver=local}", "create some {driver=local}");
    }

    @Test
    void namesThoseWithoutAName() {
        Volume made = volumes().create(NewVolume.of(Optional.empty(), ""));

        assertThat(made.isAnonymous()).isTrue();
        assertThat(made.name().value()).matches("[0-9a-f]{64}");
        assertThat(made.owner()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "/etc", "-x", ".x", "a/b", "a b", "ä1", "", "a\nb", "a\0b"})
    void refusesOtherNames(String name) {
        assertThatThrownBy(() -> create(name))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("includes invalid characters for a local volume name");
        assertThat(volumes().list()).isEmpty();
    }

    @Test
    void refusesNamesThatAreTooShortOrTooLong() {
        assertThatThrownBy(() -> create("x"))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("create x: volume name is too short, names should be at least two alphanumeric characters");
        assertThatThrownBy(() -> create("x".repeat(256)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageEndingWith("file name too long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo=bar|invalid option: \"foo\"",
                "type=tmpfs|missing required option: \"device\"",
                "device=x|missing required option: \"type\"",
                "size=1m|quota size requested but no quota support"
            })
    void refusesOptionsThatMeanNothing(String option, String sentence) {
        String[] parts = option.split("=", 2);
        assertThatThrownBy(() -> create("some", Map.of(parts[0], parts[1]), Map.of()))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("create some: " + sentence);
    }

    @Test
    void refusesMoreWordsThanAnybodyReads() {
        assertThatThrownBy(() -> create("some", Map.of(), Map.of("label", "x".repeat(16 * 1024))))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("create some: the labels and options of a volume have at most 16384 characters");
        assertThat(volumes().list()).isEmpty();
    }

    @Test
    void hasOneDriver() {
        assertThatThrownBy(() -> volumes().create(NewVolume.of(Optional.of("some"), "nope")))
                .isInstanceOf(NotFound.class)
                .hasMessage("create some: error looking up volume plugin nope: plugin \"nope\" not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope", "../x", ""})
    void doesNotKnowOthers(String key) {
        assertThatThrownBy(() -> volumes().find(key))
                .isInstanceOf(NotFound.class)
                .hasMessage("get " + key + ": no such volume");
        assertThatThrownBy(() -> volumes().remove(key)).isInstanceOf(NotFound.class);
    }

    @Test
    void keepsWhatAContainerHas() {
        Volume held = volumes().acquire(NewVolume.of(Optional.of("some"), ""), "web");
        assertThatThrownBy(() -> volumes().remove("some"))
                .isInstanceOf(Conflict.class)
                .hasMessage("remove some: volume is in use - [web]");

        volumes().release(held.name(), "web");
        volumes().remove("some");
        assertThat(volumes().list()).isEmpty();
        assertThat(events()).last().isEqualTo("destroy some {driver=local}");
    }

    @Test
    void filters() {
        create("one", Map.of(), Map.of("tier", "db", "x", ""));
        create("two");
        volumes().acquire(NewVolume.of(Optional.of("used"), ""), "web");

        assertThat(filtered("name", "o")).containsExactly("one", "two");
        assertThat(filtered("name", "^t", "sed")).containsExactly("two", "used");
        assertThat(filtered("label", "tier")).containsExactly("one");
        assertThat(filtered("label", "tier=web")).isEmpty();
        assertThat(filtered("driver", "local")).containsExactly("one", "two", "used");
        assertThat(filtered("driver", "nope")).isEmpty();
        assertThat(filtered("dangling", "true")).containsExactly("one", "two");
        assertThat(filtered("dangling", "0")).containsExactly("used");
        assertThatThrownBy(() -> filtered("dangling", "x")).hasMessage("invalid filter 'dangling=[x]'");
        assertThatThrownBy(() -> filtered("foo", "x")).hasMessage("invalid filter 'foo'");
    }

    @Test
    void prunesWhatNobodyHas() {
        create("named");
        create("labelled", Map.of(), Map.of("keep", ""));
        create("memory", MEMORY, Map.of());
        Volume anonymous = volumes().create(NewVolume.of(Optional.empty(), ""));
        volumes().acquire(NewVolume.of(Optional.of("used"), ""), "web");

        assertThat(volumes().prune(Map.of(), false).removed()).containsExactly(anonymous.name());
        assertThat(volumes().prune(Map.of("label!", List.of("keep")), true).removed())
                .containsExactly(new VolumeName("named"));
        assertThat(volumes().prune(Map.of("all", List.of("1")), false).removed())
                .containsExactly(new VolumeName("labelled"));
        assertThat(names(volumes().list())).containsExactly("memory", "used");
        assertThat(events()).last().isEqualTo("prune  {reclaimed=0}");
        assertThatThrownBy(() -> volumes().prune(Map.of("until", List.of("1h")), true))
                .isInstanceOf(EngineException.InvalidParameter.class);
    }

    @Test
    void theNextServerKnowsThem() {
        create("some", MEMORY, Map.of("a", "b"));
        List<Volume> before = volumes().list();
        fixture.restartServer();

        assertThat(volumes().list()).isEqualTo(before);
    }

    @Test
    void theNextServerFinishesARemoval() {
        Volume some = create("some");
        fixture.lab.ports().volumeStore().save(new StoredVolume(some, true));
        fixture.restartServer();

        assertThat(volumes().list()).isEmpty();
        assertThat(fixture.lab.ports().volumeStore().load()).isEmpty();
    }
}
