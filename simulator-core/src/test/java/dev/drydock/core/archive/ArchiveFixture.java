package dev.drydock.core.archive;

import dev.drydock.core.content.ContentLease;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.ImageServices;
import dev.drydock.core.image.Images;
import dev.drydock.core.image.NewImage;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerTar;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryImageStore;
import dev.drydock.core.simulated.InMemoryLayerStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Labs that share a server, and archives for them. */
final class ArchiveFixture {
    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    static final Platform PLATFORM = new Platform("amd64", "linux", null);

    private ArchiveFixture() {}

    /** What labs share. */
    static final class Server {
        final InMemoryBlobStore blobs = new InMemoryBlobStore();
        final InMemoryLayerStore layers = new InMemoryLayerStore();
        final SharedContent content = new SharedContent(blobs, layers);
    }

    /** One lab's images, and what loading tells. */
    static final class Lab implements LoadListener {
        private final InstantSource clock = InstantSource.fixed(TIME);
        final EventLog events = new EventLog(clock);
        final Images images;
        final List<String> told = new ArrayList<>();

        Lab(Server server) {
            this(server, 1L << 30);
        }

        Lab(Server server, long room) {
            images = Images.open(
                    new ImageServices(new InMemoryImageStore(), server.content, events, clock, room), List.of());
        }

        @Override
        public void unpacking(DiffId layer, long done, long total) {
            told.add("layer " + done + "/" + total);
        }

        @Override
        public void renamed(ImageReference name, ImageId old) {
            told.add("renamed " + name.familiar());
        }

        @Override
        public void loaded(ImageId image, Optional<ImageReference> name) {
            told.add("loaded " + name.map(ImageReference::familiar).orElse("nameless"));
        }

        Image image(String content, String... names) throws IOException {
            try (ContentLease lease = images.lease()) {
                byte[] tar = layer(content);
                Layer layer = images.addLayer(lease, Optional.empty(), out -> out.write(tar));
                return images.add(
                        lease,
                        new NewImage(
                                config(layer.diffId().toString()),
                                Optional.empty(),
                                Optional.empty(),
                                Stream.of(names).map(ImageReference::parse).toList()));
            }
        }

        byte[] save(String... keys) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ImageSaver saver = new ImageSaver(images, List.of(keys))) {
                saver.writeTo(out);
            }
            return out.toByteArray();
        }

        void load(byte[] archive) throws IOException {
            new ImageLoader(images, PLATFORM).load(new ByteArrayInputStream(archive), this);
        }
    }

    static byte[] layer(String content) {
        return LayerTar.write(
                List.of(new LayerEntry.RegularFile("file", 0644, StandardCharsets.UTF_8.encode(content))), TIME);
    }

    static byte[] config(String... diffIds) {
        return OciJson.write(new ImageConfig(
                TIME.toString(),
                null,
                "amd64",
                "linux",
                RunConfig.EMPTY,
                new ImageConfig.RootFs("layers", List.of(diffIds)),
                List.of()));
    }

    static String diffId(byte[] tar) {
        return Digest.ofBytes(tar).toString();
    }

    /** A tar of files, in their order. */
    static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    static Map<String, byte[]> files(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isFile()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return files;
    }

    /** An archive as Docker writes it, with this manifest.json. */
    static byte[] archive(String manifest, byte[] config, byte[]... layers) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("c.json", config);
        for (int i = 0; i < layers.length; i++) {
            files.put(i + "/layer.tar", layers[i]);
        }
        files.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
        return tar(files);
    }

    static byte[] archive(byte[] config, byte[]... layers) throws IOException {
        String paths = IntStream.range(0, layers.length)
                .mapToObj(i -> "\"" + i + "/layer.tar\"")
                .collect(Collectors.joining(","));
        return archive("[{\"Config\":\"c.json\",\"RepoTags\":[\"web:1\"],\"Layers\":[" + paths + "]}]", config, layers);
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
