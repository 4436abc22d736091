package dev.drydock.core.distribution;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ManifestDocument;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.reference.RepositoryName;
import dev.drydock.core.reference.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content of one repository of a registry (OCI distribution specification 1.1, "Pull").
 *
 * @param name in references
 * @param path at the registry
 */
record Repository(RegistrySession session, RepositoryName name, String path) {
    private static final Map<String, String> ACCEPT = Map.of("Accept", String.join(", ", ManifestDocument.ACCEPTED));
    private static final int MANIFEST_LIMIT = 4 << 20;
    private static final int TAG_PAGES = 100;
    private static final int TAG_LIMIT = 1000;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");

    Repository(RegistrySession session, RepositoryName name) {
        this(session, name, name.path());
    }

    Repository under(Cancellation cancellation) {
        return new Repository(session.under(cancellation), name, path);
    }

    /** A manifest with the bytes that its digest is of. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Fetched(Digest digest, byte[] bytes, ManifestDocument document) {}

    /** Bytes and announced type of a manifest. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Raw(byte[] bytes, String mediaType, Optional<String> digest) {}

    /** The manifest that a tag or a digest names. */
    Fetched manifest(ImageReference reference) throws IOException {
        Optional<Digest> wanted = reference.digest();
        String name = wanted.map(Digest::toString)
                .orElseGet(() -> reference.tag().orElseThrow().toString());
        Raw raw = raw(name);
        Digest digest = Digest.ofBytes(raw.bytes());
        Optional<String> expected = wanted.map(Digest::toString)
                .or(() -> raw.digest().filter(announced -> announced.startsWith("sha256:")));
        if (expected.isPresent() && !expected.get().equals(digest.toString())) {
            throw new IOException("manifest verification failed for digest " + RegistryErrors.clean(expected.get()));
        }
        if (ManifestDocument.SCHEMA_1.contains(raw.mediaType())) {
            throw new EngineException.InvalidParameter("[DEPRECATION NOTICE] Docker Image Format v1 and Docker Image"
                    + " manifest version 2, schema 1 support is disabled by default and will be removed in an upcoming"
                    + " release. Suggest the author of " + reference
                    + " to upgrade the image to the OCI Format or Docker"
                    + " Image manifest v2, schema 2. More information at"
                    + " https://docs.docker.com/go/deprecated-image-specs/");
        }
        return new Fetched(digest, raw.bytes(), ManifestDocument.parse(raw.bytes(), raw.mediaType()));
    }

    /** What a tag names now, where the registry says it without sending the manifest. */
    Optional<Digest> digest(Tag tag) throws IOException {
        try (RegistryResponse response = session.head(manifest(tag.toString()), ACCEPT)) {
            if (response.status() != 200) {
                throw RegistryErrors.read(response);
            }
            return response.header("Docker-Content-Digest").flatMap(Repository::parse);
        }
    }

    private static Optional<Digest> parse(String digest) {
        try {
            return Optional.of(Digest.parse(digest));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String manifest(String name) {
        return "/v2/" + path + "/manifests/" + name;
    }

    private Raw raw(String name) throws IOException {
        try (RegistryResponse response = session.get(manifest(name), ACCEPT)) {
            if (response.status() != 200) {
                throw RegistryErrors.read(response);
            }
            byte[] bytes = response.body().readNBytes(MANIFEST_LIMIT + 1);
            if (bytes.length > MANIFEST_LIMIT) {
                throw new IOException("manifest is larger than the " + MANIFEST_LIMIT + " bytes that one may have");
            }
            String type =
                    response.header("Content-Type").orElse("").split(";", -1)[0].strip();
            return new Raw(bytes, type.toLowerCase(Locale.ROOT), response.header("Docker-Content-Digest"));
        }
    }

    /** A small blob with the digest and the size that were announced. */
    byte[] document(Descriptor descriptor, int limit) throws IOException {
        Digest digest = digest(descriptor);
        if (descriptor.size() > limit) {
            throw new IOException("blob " + digest + " is larger than the " + limit + " bytes that it may have");
        }
        try (RegistryResponse response = session.get(blob(digest), Map.of())) {
            if (response.status() != 200) {
                throw RegistryErrors.read(response);
            }
            byte[] bytes = response.body().readNBytes((int) descriptor.size() + 1);
            if (bytes.length != descriptor.size()) {
                throw wrongSize(bytes.length, descriptor.size());
            } else if (!Digest.ofBytes(bytes).equals(digest)) {
                throw wrongContent(digest);
            }
            return bytes;
        }
    }

    String blob(Digest digest) {
        return "/v2/" + path + "/blobs/" + digest;
    }

    /** Whether whoever asks may have this blob from here. */
    boolean has(Digest digest) throws IOException {
        try (RegistryResponse response = session.head(blob(digest), Map.of())) {
            return response.status() == 200;
        }
    }

    static Digest digest(Descriptor descriptor) {
        try {
            Digest digest = Digest.parse(descriptor.digest());
            if (digest.algorithm().equals("sha256")) {
                return digest;
            }
        } catch (IllegalArgumentException e) {
            throw new EngineException.InvalidParameter("invalid digest in manifest", e);
        }
        throw new EngineException.InvalidParameter("unsupported digest algorithm in manifest: only sha256 is taken");
    }

    static IOException wrongSize(long actual, long announced) {
        return new IOException("failed size validation: " + actual + " != " + announced + ": failed precondition");
    }

    static IOException wrongContent(Digest digest) {
        return new IOException("filesystem layer verification failed for digest " + digest);
    }

    private record Tags(@Nullable List<String> tags) {}

    /** All tags, as many as there are pages for. */
    List<String> tags() throws IOException {
        List<String> tags = new ArrayList<>();
        Optional<String> next = Optional.of("/v2/" + path + "/tags/list");
        for (int page = 0; page < TAG_PAGES && next.isPresent() && tags.size() < TAG_LIMIT; page++) {
            try (RegistryResponse response = session.get(next.get(), Map.of())) {
                if (response.status() != 200) {
                    throw RegistryErrors.read(response);
                }
                byte[] bytes = response.body().readNBytes(MANIFEST_LIMIT);
                List<String> some =
                        OciJson.read(bytes, Tags.class, "list of tags").tags();
                tags.addAll(some == null ? List.of() : some);
                next = next(response);
            }
        }
        return tags.stream().limit(TAG_LIMIT).toList();
    }

    /** A page of the same registry only. */
    private Optional<String> next(RegistryResponse response) {
        return response.header("Link")
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .filter(link -> link.startsWith("/v2/" + path + "/tags/list"));
    }
}
