package dev.drydock.web.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.distribution.Cancellation;
import dev.drydock.core.distribution.Progress;
import dev.drydock.core.distribution.PullRequest;
import dev.drydock.core.distribution.PushRequest;
import dev.drydock.core.distribution.RegistryAuth;
import dev.drydock.core.distribution.RegistryTransport;
import dev.drydock.core.image.Image;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.registry.RegistryLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A class pulls one large image at the same moment: it is downloaded, unpacked and kept once. */
@Tag("kernel")
@Timeout(300)
class SharedPullIT {
    private static final int LABS = Integer.getInteger("drydock.pull.labs", 30);
    private static final int LAYERS = 3;
    private static final int FILES = 100;
    private static final int FILE_BYTES = 512 * 1024;
    private static final long BYTES = (long) LAYERS * FILES * FILE_BYTES;
    private static final ImageReference IMAGE = ImageReference.parse(ImageServer.DOMAIN + "/ann/big:1");

    @TempDir
    private Path directory;

    private final Map<String, Integer> requests = new ConcurrentHashMap<>();

    @Test
    void aClassCostsOneDownloadAndOneCopy() throws Exception {
        try (ImageServer teacher = new ImageServer(
                        directory.resolve("teacher"), RegistryLimits.DEFAULT, UnaryOperator.identity());
                ImageServer school =
                        new ImageServer(directory.resolve("school"), RegistryLimits.DEFAULT, this::counting)) {
            long compressed = publish(teacher);
            List<ImageServer.Lab> labs = IntStream.range(0, LABS)
                    .mapToObj(number -> school.lab("lab" + number, teacher.server()))
                    .toList();

            List<Image> pulled = pullTogether(labs);

            assertThat(pulled)
                    .hasSize(LABS)
                    .allSatisfy(image -> assertThat(image.references()).contains(IMAGE));
            assertThat(pulled.stream().map(Image::layers).distinct()).hasSize(1);
            assertThat(pulled.getFirst().layers()).hasSize(LAYERS);
            for (Layer layer : pulled.getFirst().layers()) {
                String blob = layer.blob().orElseThrow().digest().toString();
                assertThat(requests.get("GET " + blob))
                        .as("downloads of %s", blob)
                        .isEqualTo(1);
            }
            assertThat(bytes("school/layers")).as("layers, unpacked").isBetween(BYTES, BYTES + BYTES / 50);
            assertThat(bytes("school/blobs")).as("blobs").isBetween(compressed, compressed + (1 << 16));
        }
    }

    private RegistryTransport counting(RegistryTransport transport) {
        return request -> {
            String path = request.uri().getPath();
            requests.merge(request.method() + " " + path.substring(path.lastIndexOf('/') + 1), 1, Integer::sum);
            return transport.exchange(request);
        };
    }

    /** Makes the image at one server and pushes it to that one's registry; bytes of its layers as they travel. */
    private static long publish(ImageServer teacher) throws IOException {
        ImageServer.Lab ann = teacher.lab("ann");
        Random random = new Random(1);
        List<List<byte[]>> layers = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            List<byte[]> files = new ArrayList<>();
            for (int file = 0; file < FILES; file++) {
                files.add(content(random));
            }
            layers.add(files);
        }
        ImageServer.make(ann.images(), IMAGE, layers);
        ann.distribution().push(new PushRequest(IMAGE, false, RegistryAuth.NONE), _ -> {}, new Cancellation());
        ImageServer.Lab reader = teacher.lab("reader");
        reader.distribution().pull(request(), _ -> {}, new Cancellation());
        return reader.images().find(IMAGE.familiar()).layers().stream()
                .mapToLong(layer -> layer.blob().orElseThrow().size())
                .sum();
    }

    /** A third of it is noise. */
    private static byte[] content(Random random) {
        byte[] bytes = new byte[FILE_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 3 == 0 ? random.nextInt(256) : i / 64);
        }
        return bytes;
    }

    private static PullRequest request() {
        return new PullRequest(IMAGE, false, Optional.empty(), RegistryAuth.NONE);
    }

    private static List<Image> pullTogether(List<ImageServer.Lab> labs) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Image> images = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Image>> pulls = new ArrayList<>();
            for (ImageServer.Lab lab : labs) {
                pulls.add(threads.submit(() -> {
                    start.await();
                    lab.distribution().pull(request(), SharedPullIT::nobody, new Cancellation());
                    return lab.images().find(IMAGE.familiar());
                }));
            }
            start.countDown();
            for (Future<Image> pull : pulls) {
                images.add(pull.get());
            }
        }
        return images;
    }

    private static void nobody(Progress progress) {
        // Nobody watches.
    }

    /** What the files below take, each of several names once. */
    private long bytes(String tree) throws IOException {
        Map<Object, Long> sizes = new ConcurrentHashMap<>();
        try (Stream<Path> files = Files.walk(directory.resolve(tree))) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    sizes.put(String.valueOf(attributes.fileKey()), attributes.size());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
