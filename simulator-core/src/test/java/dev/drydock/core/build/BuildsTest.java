package dev.drydock.core.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.TestTar;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code docker build}: what steps make, and in what order. */
@Timeout(30)
class BuildsTest {
    private final BuildFixture fixture = new BuildFixture();

    /** Whatever a test does, nothing of it stays behind. */
    @AfterEach
    void close() {
        assertThat(fixture.lab.scratch().open()).as("scratch files").isZero();
        fixture.close();
    }

    private static TestTar context() {
        return new TestTar()
                .file("a.txt", "one", 0640, 7, 8)
                .directory("dir", 0700)
                .file("dir/b", "two", 0644, 0, 0)
                .link("link", "dir/b")
                .link("out", "../../etc/passwd");
    }

    @Test
    void eachInstructionMakesAnImageOfTheOneBefore() throws IOException {
        Image built = fixture.build("""
                FROM busybox
                ENV A=1 B="two words"
                WORKDIR /srv
                COPY a.txt ./
                RUN echo $A
                CMD ["cat", "a.txt"]
                """, context(), "site:1");

        assertThat(engineHas("site:1")).isEqualTo(built);
        assertThat(BuildFixture.history(built).reversed().subList(0, 5))
                .satisfiesExactly(
                        by -> assertThat(by).isEqualTo("/bin/sh -c #(nop)  CMD [\"cat\" \"a.txt\"]"),
                        by -> assertThat(by).isEqualTo("/bin/sh -c echo $A"),
                        by -> assertThat(by).matches("/bin/sh -c #\\(nop\\) COPY file:[0-9a-f]{64} in \\./ "),
                        by -> assertThat(by).isEqualTo("/bin/sh -c #(nop) WORKDIR /srv"),
                        by -> assertThat(by).isEqualTo("/bin/sh -c #(nop)  ENV A=1 B=two words"));
        assertThat(built.config().config().env()).contains("A=1", "B=two words");
        assertThat(built.config().config().cmd()).containsExactly("cat", "a.txt");
        assertThat(fixture.file(built, "/srv/a.txt")).isEqualTo("640 0:0 one");
        assertThat(fixture.output()).isEqualTo("1\n");
        Image parent =
                fixture.engine.images().byId(built.parent().orElseThrow()).orElseThrow();
        assertThat(parent.config().history()).hasSize(built.config().history().size() - 1);
        assertThat(containers()).isEmpty();
    }

    private Image engineHas(String name) {
        return fixture.engine.images().find(name);
    }

    private List<Container> containers() {
        return fixture.engine.containers().list(ContainerFilter.ALL);
    }

    @Test
    void variablesOfOneInstructionAreThoseBeforeIt() throws IOException {
        Image built = fixture.build("FROM busybox\nENV a=hello\nENV a=bye b=$a\nENV c=$a\n");

        assertThat(built.config().config().env()).contains("a=bye", "b=hello", "c=bye");
    }

    @Test
    void whatNobodyNeedsIsNotBuilt() throws IOException {
        fixture.target = "wanted";
        Image built = fixture.build("""
                FROM busybox AS base
                RUN echo base
                FROM busybox AS unneeded
                RUN echo unneeded
                FROM scratch AS wanted
                COPY --from=base /bin/sh /x
                FROM busybox
                RUN echo later
                """);

        assertThat(fixture.output()).isEqualTo("base\n");
        assertThat(built.layers()).hasSize(1);
        assertThat(fixture.events)
                .filteredOn(BuildEvent.StepStarted.class::isInstance)
                .extracting(event ->
                        ((BuildEvent.StepStarted) event).number() + "/" + ((BuildEvent.StepStarted) event).total())
                .containsExactly("1/4", "2/4", "3/4", "4/4");
    }

    @Test
    void stagesThatDoNotNeedEachOtherAreBuiltAtOnce() throws IOException {
        CyclicBarrier both = new CyclicBarrier(2);
        fixture.lab.programs().with("hostname", process -> {
            try {
                both.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                return 1;
            }
            process.print("met\n");
            return 0;
        });

        fixture.build("""
                FROM busybox AS one
                RUN ["/bin/hostname"]
                FROM busybox AS two
                RUN ["/bin/hostname"]
                RUN echo after
                FROM scratch
                COPY --from=one /bin/sh /one
                COPY --from=two /bin/sh /two
                """);

        assertThat(fixture.output()).isEqualTo("met\nmet\nafter\n");
        assertThat(fixture.events)
                .filteredOn(BuildEvent.StepStarted.class::isInstance)
                .extracting(event -> ((BuildEvent.StepStarted) event).number())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void aBaseImageBringsTriggers() throws IOException {
        fixture.build("FROM busybox\nONBUILD RUN echo triggered\nONBUILD COPY a.txt /a\n", "base");

        Image built = fixture.build("FROM base\nRUN echo own\n", context());

        assertThat(fixture.output()).isEqualTo("triggered\nown\n");
        assertThat(fixture.file(built, "/a")).isEqualTo("640 0:0 one");
        assertThat(built.config().config().onBuild()).isNull();
    }

    @Test
    void aCommandThatFailsEndsTheBuildAndItsContainerStays() {
        assertThatThrownBy(() -> fixture.build("FROM busybox\nRUN echo so far && exit 7\nRUN echo no\n"))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("The command '/bin/sh -c echo so far && exit 7' returned a non-zero code: 7")
                .satisfies(e -> assertThat(((BuildFailure) e).exitCode()).isEqualTo(7));

        assertThat(fixture.output()).isEqualTo("so far\n");
        assertThat(containers()).hasSize(1);
        assertThat(fixture.engine.builds().list().getLast().status()).isEqualTo(Build.Status.FAILED);
    }

    @Test
    void withForceTheContainerOfAFailureGoes() {
        fixture.forceRemove = true;

        assertThatThrownBy(() -> fixture.build("FROM busybox\nRUN exit 7\n")).isInstanceOf(BuildFailure.class);
        assertThatThrownBy(() -> fixture.build("FROM busybox\nRUN [\"/nope\"]\n"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("/nope");

        assertThat(containers()).isEmpty();
    }

    @Test
    void aBuildThatIsCancelledLeavesNothingRunning() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        fixture.lab.programs().with("sleep", process -> {
            running.countDown();
            process.sleep(java.time.Duration.ofDays(1));
            return 0;
        });
        CompletableFuture<Image> build = CompletableFuture.supplyAsync(() -> {
            try {
                return fixture.build("FROM busybox\nRUN [\"/bin/sleep\"]\n");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        running.await();

        fixture.cancellation.cancel();

        assertThatThrownBy(build::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(EngineException.Unavailable.class);
        assertThat(containers()).isEmpty();
    }

    @Test
    void argumentsAreValuesAndNothingElse_B07() throws IOException {
        String value = "a\n\"b\" $(exit 9) '; exit 8; '\\";
        fixture.arguments.put("GIVEN", value);
        fixture.arguments.put("http_proxy", "http://proxy");
        fixture.arguments.put("UNKNOWN", "x");
        Image built = fixture.build("""
                ARG BASE=busybox
                FROM $BASE
                ARG GIVEN
                ARG OWN=default
                ARG BASE
                RUN ["/bin/env"]
                ENV KEPT=$GIVEN
                """);

        assertThat(fixture.output())
                .contains("GIVEN=" + value)
                .contains("OWN=default")
                .contains("BASE=busybox")
                .contains("http_proxy=http://proxy");
        assertThat(built.config().config().env())
                .contains("KEPT=" + value)
                .noneMatch(entry -> entry.startsWith("GIVEN"));
        assertThat(BuildFixture.history(built)).anyMatch(by -> by.startsWith("|3 BASE=busybox GIVEN=a\n"));
        assertThat(fixture.events)
                .contains(new BuildEvent.Warning("One or more build-args [UNKNOWN] were not consumed"));
    }

    @Test
    void labelsOfTheClientAreTheLastStep() throws IOException {
        fixture.labels.put("who", "it's $HOME");
        Image built = fixture.build("FROM busybox\nLABEL who=file\n");

        assertThat(built.config().config().labels()).containsEntry("who", "it's $HOME");
    }

    @Test
    void aDockerfileWithoutAnythingMakesNoImage() {
        assertThatThrownBy(() -> fixture.build("FROM scratch\n"))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("No image was generated. Is your Dockerfile empty?");
    }

    @Test
    void theDockerfileIsLookedForInTheContextOnly_B04() throws IOException {
        fixture.dockerfile = "../Dockerfile";
        assertThatThrownBy(() -> fixture.build("FROM busybox"))
                .hasMessage("forbidden path outside the build context: ../Dockerfile ()");
        fixture.dockerfile = "nope";
        assertThatThrownBy(() -> fixture.build("FROM busybox")).hasMessage("Cannot locate specified Dockerfile: nope");
        fixture.dockerfile = "link";
        assertThatThrownBy(() -> fixture.build("FROM busybox", new TestTar().link("link", "/etc/passwd")))
                .hasMessage("Cannot locate specified Dockerfile: link");
        fixture.dockerfile = "fifo";
        assertThatThrownBy(() -> fixture.build("FROM busybox", new TestTar().node("fifo", (byte) '6')))
                .hasMessage("Cannot locate specified Dockerfile: fifo");
        fixture.dockerfile = "sub/other";
        assertThat(fixture.build("FROM nope", new TestTar().file("sub/other", "FROM busybox", 0644, 0, 0))
                        .references())
                .isNotEmpty();
    }

    @Test
    void sourceDateMakesBuildsEqual() throws IOException {
        fixture.arguments.put("SOURCE_DATE_EPOCH", "1000000000");
        String text = "FROM scratch\nCOPY a.txt dir /x/\nLABEL a=b\n";
        Image first = fixture.build(text, context());
        fixture.useCache = false;
        Image second = fixture.build(text, context());

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(first.config().created()).isEqualTo("2001-09-09T01:46:40Z");
        assertThat(fixture.events).noneMatch(BuildEvent.Warning.class::isInstance);
    }

    @Test
    void theLadderTellsOfEachStep() throws IOException {
        fixture.build("FROM busybox\nENV a=b\nCOPY a.txt /\n", context(), "x");

        Build build = fixture.engine.view().builds().getLast();
        assertThat(build.status()).isEqualTo(Build.Status.DONE);
        assertThat(build.image()).contains(engineHas("x").id());
        assertThat(build.steps())
                .extracting(BuildStep::text)
                .containsExactly("FROM busybox", "ENV a=b", "COPY a.txt /");
        assertThat(build.steps()).extracting(BuildStep::layerSize).containsExactly(0L, 0L, 3L);
        assertThat(build.steps().getLast().miss()).contains(new CacheMiss.EarlierStep());
        assertThat(build.steps()).allMatch(BuildStep::isDone);
    }
}
