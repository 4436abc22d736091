package dev.drydock.web.differential;

import dev.drydock.web.differential.Script.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the two engines that scripts are played on. */
final class Side {
    private static final String LIST =
            "docker images --all --no-trunc --format '{{.Repository}}:{{.Tag}} {{.ID}}' | sort";

    private final Path socket;
    private final Path scratch;
    private final Map<String, Path> places;
    private final Path images;
    private final String before;
    private int played;

    /**
     * @param scratch where the shells' files go
     * @param places the engine's own directories, by what they are called
     * @param images an archive of the images that it has
     */
    Side(Path socket, Path scratch, Map<String, Path> places, Path images) throws IOException, InterruptedException {
        this.socket = socket;
        this.scratch = scratch;
        this.places = Map.copyOf(places);
        this.images = images;
        this.before = new Shell(socket, scratch.resolve("before")).run(LIST).out();
    }

    /** Plays a case, at most to where something is not supported that the rest may depend on, and removes its containers. */
    List<Answer> play(Case each) throws IOException, InterruptedException {
        Shell shell = new Shell(socket, scratch.resolve(String.valueOf(played++)));
        List<Answer> answers = new ArrayList<>();
        try {
            for (Line line : each.lines()) {
                if (!answers.isEmpty() && endsCase(answers.getLast())) {
                    break;
                }
                switch (line) {
                    case Line.Awaited awaited -> shell.await(awaited.command());
                    case Line.Captured captured -> {
                        Outcome outcome = shell.run(captured.command());
                        shell.keep(captured.name(), outcome.out().strip());
                        answers.add(answer(line, outcome, shell));
                    }
                    case Line.Compared compared -> answers.add(answer(line, shell.run(compared.command()), shell));
                }
            }
        } finally {
            shell.run("docker ps --all --quiet | xargs -r docker rm --force --volumes");
            restoreImages(shell);
        }
        return answers;
    }

    /** Cases begin with the same images, whatever the one before did to them. */
    private void restoreImages(Shell shell) throws IOException, InterruptedException {
        if (!shell.run(LIST).out().equals(before)) {
            shell.run("docker images --all --quiet | sort -u | xargs -r docker rmi --force");
            shell.run("docker load --quiet --input " + images);
        }
    }

    private static boolean endsCase(Answer answer) {
        boolean isExpected = answer.line() instanceof Line.Compared compared && compared.fails();
        return answer.refusal().isPresent() && !isExpected;
    }

    private Answer answer(Line line, Outcome outcome, Shell shell) {
        return new Answer(line, outcome, OutcomeText.lines(outcome, new Normaliser(shell.variables(), places)));
    }
}
