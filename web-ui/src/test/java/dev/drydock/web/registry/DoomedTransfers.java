package dev.drydock.web.registry;

import dev.drydock.core.distribution.Cancellation;
import dev.drydock.core.distribution.Progress;
import dev.drydock.core.distribution.PullRequest;
import dev.drydock.core.distribution.PushRequest;
import dev.drydock.core.distribution.RegistryAuth;
import dev.drydock.core.distribution.RegistryResponse;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.registry.RegistryLimits;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The images of two servers in a process of its own, which pushes from a lab of one to its registry and pulls from there into
 * a lab of the other, again and again until somebody kills it, while it collects all the time. It says what it begins, how it gets on and what is acknowledged, a line each.
 */
final class DoomedTransfers {
    private static final int NAMES = 2;
    private static final int LAYERS = 3;
    private static final int FILE_BYTES = 1_500_000;
    private static final int PIECE = 64 * 1024;
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    /** The directory of the server whose lab pushes to its registry. */
    static final String NEAR = "near";
    /** That of the server whose lab pulls from there. */
    static final String FAR = "far";

    private DoomedTransfers() {}

    static List<String> command(Path data, int seed) {
        return List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DoomedTransfers.class.getName(),
                data.toString(),
                Integer.toString(seed));
    }

    /** What is pushed and pulled, by turns. */
    static ImageReference name(int round) {
        return ImageReference.parse(ImageServer.DOMAIN + "/ann/app:t" + round % NAMES);
    }

    /** @param arguments the directory, and a number that no other run on it has */
    static void main(String[] arguments) throws IOException {
        ImageServer near = open(Path.of(arguments[0]).resolve(NEAR));
        ImageServer far = open(Path.of(arguments[0]).resolve(FAR));
        ImageServer.Lab ann = near.lab("ann");
        ImageServer.Lab bob = far.lab("bob", near.server());
        Random random = new Random(Integer.parseInt(arguments[1]));
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                near.content().collect();
                far.content().collect();
            }
        });
        OUT.println("ready");
        for (int round = 0; ; round++) {
            ImageReference name = name(round);
            ImageServer.make(ann.images(), name, layers(random));
            say("begin push", name);
            ann.distribution()
                    .push(
                            new PushRequest(name, false, RegistryAuth.NONE),
                            progress -> told(name, progress),
                            new Cancellation());
            say("done push", name);
            say("begin pull", name);
            PullRequest request = new PullRequest(name, false, Optional.empty(), RegistryAuth.NONE);
            bob.distribution().pull(request, progress -> told(name, progress), new Cancellation());
            say("done pull", name);
            say("begin remove", name);
            bob.removal().remove(name.familiar(), true, true);
            ann.removal().remove(name.familiar(), true, true);
            say("done remove", name);
        }
    }

    private static ImageServer open(Path data) {
        return new ImageServer(
                data, RegistryLimits.DEFAULT, transport -> request -> new Told(transport.exchange(request)));
    }

    /** Says each piece of what a registry answers. */
    private record Told(RegistryResponse response) implements RegistryResponse {
        @Override
        public int status() {
            return response.status();
        }

        @Override
        public List<String> headers(String name) {
            return response.headers(name);
        }

        @Override
        public InputStream body() {
            return new FilterInputStream(response.body()) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int count = in.read(buffer, offset, Math.min(length, PIECE));
                    OUT.println("read " + count);
                    return count;
                }
            };
        }

        @Override
        public void close() {
            response.close();
        }
    }

    private static void say(String what, ImageReference name) {
        OUT.println(what + " " + name);
    }

    private static void told(ImageReference name, Progress progress) {
        switch (progress) {
            case Progress.Pushed(var _, var digest, long _) -> OUT.println("pushed " + digest + " " + name);
            case Progress.Transfer(String id, String action, long current, long _) ->
                OUT.println(action + " " + id + " " + current);
            case Progress.Action(String id, String action) -> OUT.println(action + " " + id);
            case Progress.Message(String id, String text) -> OUT.println(text + " " + id);
        }
    }

    /** The lowest is the same in every image, the others are new. */
    private static List<List<byte[]>> layers(Random random) {
        List<List<byte[]>> layers = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            byte[] file = new byte[FILE_BYTES];
            (layer == 0 ? new Random(0) : random).nextBytes(file);
            layers.add(List.of(file));
        }
        return layers;
    }
}
