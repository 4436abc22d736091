package dev.drydock.sandbox.images;

import dev.drydock.core.archive.ImageLoader;
import dev.drydock.core.archive.LoadListener;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.Images;
import dev.drydock.core.image.NewImage;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerTar;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.reference.ImageReference;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The images of one lab in a process of its own, which loads, names, makes and removes some again and again until somebody
 * kills it. It says what it begins and what it has done, and every piece of a layer that it unpacks, a line each.
 */
final class DoomedImages {
    static final ImageReference LOADED = ImageReference.parse("loaded:1");
    static final ImageReference TAGGED = ImageReference.parse("tagged:1");
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private DoomedImages() {}

    static List<String> command(Path data, Path archive) {
        return List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DoomedImages.class.getName(),
                data.toString(),
                archive.toString());
    }

    static void main(String[] arguments) throws IOException {
        ImagesOnDisk disk = new ImagesOnDisk(Path.of(arguments[0]));
        Path archive = Path.of(arguments[1]);
        for (int round = 0; ; round++) {
            step("load", () -> load(disk.images(), archive));
            step("tag", () -> disk.images().tag(LOADED.familiar(), TAGGED));
            String content = "round " + round + "\n" + "x".repeat(1 << 20);
            step("add", () -> add(disk.images(), content));
            step("remove", () -> disk.removal().remove(LOADED.familiar(), true, true));
            step("prune", () -> disk.removal().prune(false, _ -> true));
            step("collect", () -> disk.content().collect());
        }
    }

    /** What may fail when a disk does. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static void step(String name, Step step) throws IOException {
        OUT.println("begin " + name);
        step.run();
        OUT.println("done " + name);
    }

    private static void load(Images images, Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            new ImageLoader(images, MachineRecipes.platform()).load(in, new LoadListener() {
                @Override
                public void unpacking(DiffId layer, long done, long total) {
                    OUT.println("unpacking " + done);
                }

                @Override
                public void renamed(ImageReference name, ImageId old) {
                    OUT.println("renamed");
                }

                @Override
                public void loaded(ImageId image, Optional<ImageReference> name) {
                    OUT.println("loaded " + image);
                }
            });
        }
    }

    /** An image with a layer of its own on those of the loaded one. */
    private static void add(Images images, String content) throws IOException {
        Image base = images.find(LOADED.familiar());
        try (ContentLease lease = images.hold(base)) {
            byte[] tar = LayerTar.write(
                    List.of(new LayerEntry.RegularFile("file", 0644, StandardCharsets.UTF_8.encode(content))),
                    Instant.EPOCH);
            Layer layer = images.addLayer(lease, base.chain(), out -> out.write(tar));
            List<String> diffIds = new ArrayList<>(base.config().rootfs().diffIds());
            diffIds.add(layer.diffId().toString());
            ImageConfig config = new ImageConfig(
                    null,
                    null,
                    "amd64",
                    "linux",
                    ImageConfig.RunConfig.EMPTY,
                    new ImageConfig.RootFs("layers", diffIds),
                    List.of());
            images.add(lease, NewImage.made(config, Optional.of(base.id()), List.of()));
        }
    }
}
