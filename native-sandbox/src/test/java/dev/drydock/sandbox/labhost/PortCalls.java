package dev.drydock.sandbox.labhost;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.container.ContainerRuntime;
import dev.drydock.core.container.ContainerStore;
import dev.drydock.core.container.WritableLayers;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.engine.EnginePorts;
import dev.drydock.core.image.ImageStore;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.volume.VolumeFiles;
import dev.drydock.core.volume.VolumeStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts an engine off from its adapters after a number of calls that change something. What an engine itself does between
 * two of them is gone with its server, so these are all the places between its steps.
 */
final class PortCalls {
    private static final Set<String> LOOKS = Set.of(
            "onExit",
            "exists",
            "isEmpty",
            "support",
            "state",
            "stats",
            "processes",
            "attach",
            "files",
            "load",
            "list",
            "changes",
            "archive",
            "size",
            "find",
            "open",
            "toString",
            "hashCode",
            "equals");

    private static final Logger LOG = LoggerFactory.getLogger(PortCalls.class);

    private final List<String> made = new ArrayList<>();
    private final CompletableFuture<Void> cut = new CompletableFuture<>();
    private int last = Integer.MAX_VALUE;
    private boolean counting;

    /** For an engine that no longer has adapters. */
    private static final class Gone extends Error {
        Gone() {
            super("this server has stopped", null, false, false);
        }
    }

    /**
     * Keeps the ends of engines that were cut off out of the output: their threads end with an exception that nobody catches,
     * as they are meant to. Others are told.
     *
     * @return what was there before
     */
    static Thread.@Nullable UncaughtExceptionHandler beQuiet() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> {
            if (!(problem instanceof Gone)) {
                LOG.error("thread {} ended", thread.getName(), problem);
            }
        });
        return before;
    }

    /** From here on. */
    synchronized void count() {
        counting = true;
    }

    /** @param number the last one */
    synchronized void cutAfter(int number) {
        last = number;
        counting = true;
    }

    /** Completes when the engine is cut off. */
    CompletableFuture<Void> cut() {
        return cut;
    }

    /** The port and the method of each, in their order. */
    synchronized List<String> made() {
        return List.copyOf(made);
    }

    EnginePorts of(EnginePorts ports) {
        return new EnginePorts(
                ports.hostName(),
                watched(ContainerRuntime.class, ports.runtime()),
                watched(WritableLayers.class, ports.writableLayers()),
                watched(ContainerStore.class, ports.containerStore()),
                ports.networkDriver(),
                ports.networkStore(),
                ports.overlays(),
                watched(VolumeStore.class, ports.volumeStore()),
                watched(VolumeFiles.class, ports.volumeFiles()),
                watched(ImageStore.class, ports.imageStore()),
                new SharedContent(
                        watched(BlobStore.class, ports.content().blobs()),
                        watched(LayerStore.class, ports.content().layers())),
                ports.registries(),
                ports.egress(),
                ports.nameServers(),
                ports.unused(),
                ports.scratch(),
                ports.firstImages(),
                ports.ids(),
                ports.clock(),
                ports.scheduler());
    }

    private <T> T watched(Class<T> port, T adapter) {
        Object proxy = Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
            check();
            Object result = call(adapter, method, arguments);
            if (!LOOKS.contains(method.getName())) {
                note(port.getSimpleName() + "." + method.getName());
            }
            return result;
        });
        return port.cast(proxy);
    }

    private synchronized void check() {
        if (made.size() >= last) {
            throw new Gone();
        }
    }

    private synchronized void note(String call) {
        check();
        if (counting) {
            made.add(call);
            if (made.size() == last) {
                cut.complete(null);
                throw new Gone();
            }
        }
    }

    private static Object call(Object adapter, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(adapter, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** With a clock that goes an hour behind. */
    static EnginePorts anHourAgo(EnginePorts ports) {
        return new EnginePorts(
                ports.hostName(),
                ports.runtime(),
                ports.writableLayers(),
                ports.containerStore(),
                ports.networkDriver(),
                ports.networkStore(),
                ports.overlays(),
                ports.volumeStore(),
                ports.volumeFiles(),
                ports.imageStore(),
                ports.content(),
                ports.registries(),
                ports.egress(),
                ports.nameServers(),
                ports.unused(),
                ports.scratch(),
                ports.firstImages(),
                ports.ids(),
                () -> Instant.now().minus(Duration.ofHours(1)),
                ports.scheduler());
    }
}
