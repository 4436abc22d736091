package dev.drydock.core.distribution;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A manifest as it goes to a registry.
 *
 * @param bytes exactly these
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PushedManifest(String mediaType, byte[] bytes) {
    Digest digest() {
        return Digest.ofBytes(bytes);
    }

    /**
     * Of an image that was made here: byte for byte what dockerd writes of the same parts, as long as the layers are
     * compressed with gzip; others need the OCI's media types.
     */
    static PushedManifest of(Blob config, List<LayerBlob> layers) {
        boolean isDocker = layers.stream().allMatch(PushedManifest::isGzip);
        StringBuilder json = new StringBuilder();
        String type = isDocker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.MANIFEST;
        json.append("{\n   \"schemaVersion\": 2,\n   \"mediaType\": \"")
                .append(type)
                .append("\",\n   \"config\": ");
        append(json, isDocker ? MediaTypes.DOCKER_CONFIG : MediaTypes.CONFIG, config, "   ");
        json.append(",\n   \"layers\": [");
        String separator = "\n      ";
        for (LayerBlob layer : layers) {
            json.append(separator);
            String kind = isDocker ? MediaTypes.DOCKER_LAYER_GZIP : ociType(layer);
            append(json, kind, new Blob(layer.digest(), layer.size()), "      ");
            separator = ",\n      ";
        }
        json.append(layers.isEmpty() ? "]\n}" : "\n   ]\n}");
        return new PushedManifest(type, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    static boolean isGzip(LayerBlob layer) {
        return layer.mediaType().endsWith("gzip");
    }

    private static String ociType(LayerBlob layer) {
        return isGzip(layer) ? MediaTypes.LAYER_GZIP : layer.mediaType();
    }

    private static void append(StringBuilder json, String mediaType, Blob blob, String indent) {
        json.append("{\n")
                .append(indent)
                .append("   \"mediaType\": \"")
                .append(mediaType)
                .append("\",\n");
        json.append(indent).append("   \"size\": ").append(blob.size()).append(",\n");
        json.append(indent)
                .append("   \"digest\": \"")
                .append(blob.digest())
                .append("\"\n")
                .append(indent)
                .append('}');
    }
}
