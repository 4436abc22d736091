package dev.drydock.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io/library/busybox:latest, busybox:latest",
        "busybox:1.36, docker.io/library/busybox:1.36, busybox:1.36",
        "library/busybox, docker.io/library/busybox:latest, busybox:latest",
        "docker.io/busybox, docker.io/library/busybox:latest, busybox:latest",
        "index.docker.io/busybox, docker.io/library/busybox:latest, busybox:latest",
        "docker.io/library/busybox:x, docker.io/library/busybox:x, busybox:x",
        "user/app, docker.io/user/app:latest, user/app:latest",
        "library/a/b, docker.io/library/a/b:latest, library/a/b:latest",
        "localhost/app, localhost/app:latest, localhost/app:latest",
        "localhost:5000/app:1, localhost:5000/app:1, localhost:5000/app:1",
        "host.example/app, host.example/app:latest, host.example/app:latest",
        "HOST/app, HOST/app:latest, HOST/app:latest",
        "[::1]:5000/app, [::1]:5000/app:latest, [::1]:5000/app:latest",
        "a__b/c-d.e_f, docker.io/a__b/c-d.e_f:latest, a__b/c-d.e_f:latest",
        "x:A_.-9, docker.io/library/x:A_.-9, x:A_.-9",
    })
    void normalisesWhatUsersWrite(String text, String normal, String familiar) {
        ImageReference reference = ImageReference.parse(text);

        assertThat(reference).hasToString(normal);
        assertThat(reference.familiar()).isEqualTo(familiar);
        assertThat(ImageReference.parse(normal)).isEqualTo(reference);
        assertThat(ImageReference.parse(familiar)).isEqualTo(reference);
    }

    @Test
    void aDigestNeedsNoTag() {
        ImageReference reference = ImageReference.parse("busybox@" + DIGEST);

        assertThat(reference.tag()).isEmpty();
        assertThat(reference.familiar()).isEqualTo("busybox@" + DIGEST);
        assertThat(ImageReference.parse("busybox:1@" + DIGEST)).hasToString("docker.io/library/busybox:1@" + DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "a:",
                ":tag",
                "/",
                "a//b",
                "a/",
                "-a",
                "a-",
                "a..b",
                "a___b",
                "a b",
                "a\n",
                "a:b:c",
                "a@",
                "a@x",
                "a@sha256:abc",
                "a:-x",
                "é",
                "a/é",
                "<script>",
                "../x",
                "https://docker.io/x",
                "a$b",
                "a:tag/b",
                "-a/b",
                "host-.x/a",
                "localhost:port/a",
                "a:\u0000"
            })
    void refusesWhatIsNoReference(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessageStartingWith("invalid reference format");
    }

    @Test
    void saysWhyUpperCaseIsRefused() {
        assertThatThrownBy(() -> ImageReference.parse("UPPER"))
                .hasMessage("invalid reference format: repository name (library/UPPER) must be lowercase");
        assertThatThrownBy(() -> ImageReference.parse("host.example/User/app"))
                .hasMessage("invalid reference format: repository name (User/app) must be lowercase");
    }

    @Test
    void refusesAnIdAsAName() {
        String id = "0123456789abcdef".repeat(4);

        assertThatThrownBy(() -> ImageReference.parse(id))
                .hasMessage("invalid repository name (" + id + "), cannot specify 64-byte hexadecimal strings");
    }

    @Test
    void limitsLengths() {
        assertThat(ImageReference.parse("u/" + "a".repeat(253)).repository().path())
                .hasSize(255);
        assertThatThrownBy(() -> ImageReference.parse("u/" + "a".repeat(254)))
                .hasMessage("repository name must not be more than 255 characters");
        assertThat(ImageReference.parse("a:" + "t".repeat(128)).tag()).isPresent();
        assertThatThrownBy(() -> ImageReference.parse("a:" + "t".repeat(129))).hasMessage("invalid reference format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", "a-", "/", "a/", ":", "@", "A", "0", "[", ".", "a:5000/"})
    void longNonsenseIsRefusedAtOnce(String part) {
        assertThatThrownBy(() -> ImageReference.parse(part.repeat(300_000) + "!"))
                .isInstanceOf(EngineException.InvalidParameter.class);
    }

    @Test
    void whatIsAcceptedComesBackTheSame() {
        Random random = new Random(42);
        String alphabet = "ab0./:@-_A";
        for (int round = 0; round < 20_000; round++) {
            String text = random.ints(1 + random.nextInt(12), 0, alphabet.length())
                    .mapToObj(index -> alphabet.substring(index, index + 1))
                    .collect(Collectors.joining());
            try {
                ImageReference reference = ImageReference.parse(text);
                assertThat(ImageReference.parse(reference.toString())).isEqualTo(reference);
                assertThat(ImageReference.parse(reference.familiar())).isEqualTo(reference);
            } catch (EngineException.InvalidParameter e) {
                assertThat(e).hasMessageMatching("invalid (reference format|repository name).*");
            }
        }
    }
}
