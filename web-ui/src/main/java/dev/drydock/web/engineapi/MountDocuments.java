package dev.drydock.web.engineapi;

import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.MountRequest;
import dev.drydock.core.volume.MountRequests;
import dev.drydock.core.volume.TmpfsMount;
import dev.drydock.core.volume.Volume;
import dev.drydock.core.volume.VolumeMount;
import dev.drydock.web.engineapi.json.ContainerCreate;
import dev.drydock.web.engineapi.json.MountBody;
import dev.drydock.web.engineapi.json.MountPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is mounted in containers, in the API's words. */
final class MountDocuments {
    private MountDocuments() {}

    static List<MountPoint> points(List<Mount> mounts) {
        return mounts.stream().map(MountDocuments::point).toList();
    }

    private static MountPoint point(Mount mount) {
        boolean rw = !mount.isReadOnly();
        return switch (mount) {
            case BindMount bind ->
                new MountPoint(
                        "bind",
                        null,
                        bind.source(),
                        bind.destination(),
                        null,
                        bind.mode(),
                        rw,
                        bind.propagation().word());
            case VolumeMount volume ->
                new MountPoint(
                        "volume",
                        volume.volume().value(),
                        volume.volume().mountpoint(),
                        volume.destination(),
                        Volume.DRIVER,
                        volume.mode(),
                        rw,
                        "");
            case TmpfsMount tmpfs -> new MountPoint("tmpfs", null, "", tmpfs.destination(), null, "", rw, "");
        };
    }

    /** Writes what was asked for into a {@code HostConfig}. */
    static void write(ObjectNode document, MountRequests mounts) {
        if (!mounts.binds().isEmpty()) {
            document.set("Binds", Json.MAPPER.valueToTree(mounts.binds()));
        }
        if (!mounts.volumesFrom().isEmpty()) {
            document.set("VolumesFrom", Json.MAPPER.valueToTree(mounts.volumesFrom()));
        }
        document.put("VolumeDriver", mounts.volumeDriver());
        if (!mounts.mounts().isEmpty()) {
            document.set(
                    "Mounts",
                    Json.MAPPER.valueToTree(
                            mounts.mounts().stream().map(MountDocuments::body).toList()));
        }
    }

    private static MountBody body(MountRequest request) {
        return new MountBody(
                nullIfEmpty(request.type()),
                nullIfEmpty(request.source()),
                nullIfEmpty(request.target()),
                request.readOnly(),
                nullIfEmpty(request.consistency()),
                request.bindOptions()
                        .map(bind -> new MountBody.Bind(
                                nullIfEmpty(bind.propagation()),
                                bind.nonRecursive(),
                                bind.createMountpoint(),
                                bind.readOnlyNonRecursive(),
                                bind.readOnlyForceRecursive()))
                        .orElse(null),
                request.volumeOptions()
                        .map(volume -> new MountBody.Volume(
                                volume.noCopy(),
                                volume.labels(),
                                volume.driver()
                                        .map(driver ->
                                                new MountBody.Driver(nullIfEmpty(driver.name()), driver.options()))
                                        .orElse(null),
                                nullIfEmpty(volume.subpath())))
                        .orElse(null),
                request.tmpfsOptions()
                        .map(tmpfs -> new MountBody.Tmpfs(tmpfs.sizeBytes(), tmpfs.mode(), tmpfs.options()))
                        .orElse(null));
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    static MountRequests read(ContainerCreate.Host host) {
        return new MountRequests(
                HostConfigs.orEmpty(host.binds()),
                HostConfigs.orEmpty(host.mounts()).stream()
                        .map(MountDocuments::request)
                        .toList(),
                HostConfigs.orEmpty(host.volumesFrom()),
                text(host.volumeDriver()));
    }

    private static MountRequest request(MountBody body) {
        return new MountRequest(
                text(body.type()),
                text(body.source()),
                text(body.target()),
                body.readOnly(),
                text(body.consistency()),
                Optional.ofNullable(body.bindOptions())
                        .map(bind -> new MountRequest.BindOptions(
                                text(bind.propagation()),
                                bind.nonRecursive(),
                                bind.createMountpoint(),
                                bind.readOnlyNonRecursive(),
                                bind.readOnlyForceRecursive())),
                Optional.ofNullable(body.volumeOptions())
                        .map(volume -> new MountRequest.VolumeOptions(
                                volume.noCopy(),
                                orEmpty(volume.labels()),
                                Optional.ofNullable(volume.driverConfig())
                                        .map(driver -> new MountRequest.VolumeDriver(
                                                text(driver.name()), orEmpty(driver.options()))),
                                text(volume.subpath()))),
                Optional.ofNullable(body.tmpfsOptions())
                        .map(tmpfs -> new MountRequest.TmpfsOptions(
                                tmpfs.sizeBytes(), tmpfs.mode(), HostConfigs.orEmpty(tmpfs.options()))));
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
