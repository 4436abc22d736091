package dev.drydock.web.engineapi;

import dev.drydock.core.build.BuildEvent;
import dev.drydock.core.build.BuildListener;
import dev.drydock.core.distribution.Progress;
import dev.drydock.core.image.ImageId;
import dev.drydock.web.engineapi.json.ProgressLine;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a build does, in the words of Docker's classic builder. */
final class BuildAnswer implements BuildListener {
    private static final int SHORT = 12;

    private final ProgressAnswer answer;
    private final boolean isQuiet;
    private final Utf8 text = new Utf8();

    /** @param isQuiet say nothing but what failed */
    BuildAnswer(ProgressAnswer answer, boolean isQuiet) {
        this.answer = answer;
        this.isQuiet = isQuiet;
    }

    @Override
    public void on(BuildEvent event) {
        if (!isQuiet) {
            tell(event);
        }
    }

    private void tell(BuildEvent event) {
        switch (event) {
            case BuildEvent.StepStarted(int number, int total, int _, String instruction) ->
                say("Step " + number + "/" + total + " : " + instruction + "\n");
            case BuildEvent.Triggers(int count) ->
                say("# Executing " + count + " build trigger" + (count > 1 ? "s" : "") + "\n");
            case BuildEvent.CacheHit _ -> say(" ---> Using cache\n");
            case BuildEvent.Running(var container) -> say(" ---> Running in " + container.abbreviated() + "\n");
            case BuildEvent.Output(var _, ByteBuffer bytes) -> say(text.decode(bytes));
            case BuildEvent.Removed(var container) ->
                say("Removing intermediate container " + container.abbreviated() + "\n");
            case BuildEvent.Pulling(Progress progress) -> answer.write(PullAnswer.line(progress));
            case BuildEvent.StepDone(Optional<ImageId> image, long _) ->
                say(" ---> " + image.map(BuildAnswer::abbreviated).orElse("") + "\n");
            case BuildEvent.Warning(String sentence) -> say("[Warning] " + sentence + "\n");
            case BuildEvent.Built(ImageId image) -> {
                answer.write(ProgressLine.aux(new ProgressLine.Aux.Built(image.toString())));
                say("Successfully built " + abbreviated(image) + "\n");
            }
            case BuildEvent.Tagged(var name) -> say("Successfully tagged " + name.familiar() + "\n");
            case BuildEvent.CacheMissed _ -> {}
        }
    }

    private static String abbreviated(ImageId image) {
        return image.digest().hex().substring(0, SHORT);
    }

    private void say(String line) {
        if (!line.isEmpty()) {
            answer.write(ProgressLine.stream(line));
        }
    }

    /** Bytes that come in pieces, which may end in the middle of a character. */
    private static final class Utf8 {
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private ByteBuffer rest = ByteBuffer.allocate(0);

        String decode(ByteBuffer bytes) {
            ByteBuffer all = ByteBuffer.allocate(rest.remaining() + bytes.remaining())
                    .put(rest)
                    .put(bytes)
                    .flip();
            CharBuffer characters = CharBuffer.allocate(all.remaining() + 1);
            decoder.decode(all, characters, false);
            rest = all.slice();
            return characters.flip().toString();
        }
    }
}
