package dev.drydock.core.volume;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.event.EventType;
import dev.drydock.core.id.IdSource;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The volumes of one engine. Containers hold the volumes among their mounts by a reference, which keeps them from being
 * removed. Safe for use by several threads.
 */
public final class Volumes {
    private static final Logger LOG = LoggerFactory.getLogger(Volumes.class);
    /** More are a mistake or an attack: the engine keeps all of them in memory. */
    private static final int LIMIT = 10_000;
    /** Characters of the labels and options of one. */
    private static final int WORDS_LIMIT = 16 * 1024;

    private final VolumeStore store;
    private final VolumeFiles files;
    private final EventLog events;
    private final IdSource ids;
    private final InstantSource clock;
    private final Map<VolumeName, LiveVolume> volumes = new ConcurrentHashMap<>();

    private Volumes(VolumeStore store, VolumeFiles files, EventLog events, IdSource ids, InstantSource clock) {
        this.store = store;
        this.files = files;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    /** Loads the volumes and finishes what a killed server had begun to remove. */
    public static Volumes open(
            VolumeStore store, VolumeFiles files, EventLog events, IdSource ids, InstantSource clock) {
        Volumes result = new Volumes(store, files, events, ids, clock);
        store.load().forEach(result::admit);
        return result;
    }

    private void admit(StoredVolume stored) {
        VolumeName name = stored.volume().name();
        if (!stored.isRemoving()) {
            LiveVolume live = new LiveVolume();
            live.setValue(stored.volume());
            volumes.put(name, live);
            return;
        }
        try {
            files.remove(name);
            store.delete(name);
        } catch (EngineException e) {
            LOG.warn("the volume {} is not wholly removed: {}", name, e.getMessage());
        }
    }

    /** Makes a volume; one of that name is kept as it is. */
    public Volume create(NewVolume wanted) {
        return create(wanted, Optional.empty());
    }

    /**
     * Makes a volume, or takes the one of that name, for a container.
     *
     * @param reference id of the container, which holds it from now on
     */
    public Volume acquire(NewVolume wanted, String reference) {
        return create(wanted, Optional.of(reference));
    }

    /** Makes an empty volume that is in no list. */
    public HiddenVolume hidden() {
        VolumeName name = new VolumeName(ids.next());
        // As if it were being removed: after a crash it is.
        Volume volume = new Volume(name, clock.instant(), Map.of(), Map.of(), true, Optional.empty());
        HiddenVolume hidden = new HiddenVolume(store, files, name);
        boolean done = false;
        try {
            store.save(new StoredVolume(volume, true));
            files.make(name);
            done = true;
            return hidden;
        } finally {
            if (!done) {
                hidden.close();
            }
        }
    }

    /** Holds a volume for a container, as one that another container has. */
    public void hold(VolumeName name, String reference) {
        LiveVolume live = liveOf(name.value(), "get");
        live.locked(() -> {
            Volume volume = live.value().orElseThrow(() -> unknown(name.value(), "get"));
            live.references().add(reference);
            return volume;
        });
    }

    private Volume create(NewVolume wanted, Optional<String> reference) {
        String text = wanted.name().orElseGet(ids::next);
        VolumeName name = checked(text, wanted);
        Volume made = with(name, live -> {
            Volume volume = live.value().orElseGet(() -> make(live, name, wanted, reference));
            reference.ifPresent(live.references()::add);
            return volume;
        });
        publish(made.name(), "create", Map.of("driver", Volume.DRIVER));
        return made;
    }

    private VolumeName checked(String text, NewVolume wanted) {
        try {
            if (!wanted.driver().isEmpty() && !wanted.driver().equals(Volume.DRIVER)) {
                String driver = wanted.driver();
                throw new EngineException.NotFound("error looking up volume plugin " + driver + ": plugin "
                        + GoNumbers.quote(driver) + " not found");
            }
            VolumeName name = new VolumeName(text);
            boolean exists = find(name).isPresent();
            if (!exists && !wanted.options().isEmpty()) {
                LocalOptions.of(wanted.options());
            }
            if (length(wanted.labels()) + length(wanted.options()) > WORDS_LIMIT) {
                throw new EngineException.InvalidParameter(
                        "the labels and options of a volume have at most " + WORDS_LIMIT + " characters");
            }
            if (!exists && volumes.size() >= LIMIT) {
                throw new EngineException.Forbidden("a lab host has at most " + LIMIT + " volumes");
            }
            return name;
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(creating(text, e), e);
        } catch (EngineException.NotFound e) {
            throw new EngineException.NotFound(creating(text, e));
        }
    }

    private static long length(Map<String, String> words) {
        return words.entrySet().stream()
                .mapToLong(word -> word.getKey().length() + word.getValue().length())
                .sum();
    }

    private static String creating(String name, EngineException reason) {
        return "create " + name + ": " + reason.getMessage();
    }

    /** Known first, then made: after a crash one without a directory gets it when it is used. */
    private Volume make(LiveVolume live, VolumeName name, NewVolume wanted, Optional<String> reference) {
        boolean isAnonymous = wanted.name().isEmpty();
        Optional<String> owner = isAnonymous ? reference : Optional.empty();
        Volume volume = new Volume(name, clock.instant(), wanted.labels(), wanted.options(), isAnonymous, owner);
        boolean done = false;
        try {
            store.save(new StoredVolume(volume, false));
            files.make(name);
            live.setValue(volume);
            done = true;
            return volume;
        } finally {
            if (!done) {
                store.delete(name);
                drop(name, live);
            }
        }
    }

    private void drop(VolumeName name, LiveVolume live) {
        live.setGone();
        volumes.remove(name, live);
    }

    /** Works with a volume's entry, made when there is none, while nobody else does. */
    private <T> T with(VolumeName name, Function<LiveVolume, T> work) {
        while (true) {
            LiveVolume live = volumes.computeIfAbsent(name, _ -> new LiveVolume());
            Optional<T> result = live.locked(() -> live.isGone() ? Optional.empty() : Optional.of(work.apply(live)));
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    private Optional<LiveVolume> live(VolumeName name) {
        return Optional.ofNullable(volumes.get(name))
                .filter(live -> live.value().isPresent());
    }

    private Optional<Volume> find(VolumeName name) {
        return live(name).flatMap(LiveVolume::value);
    }

    /** {@code NotFound("get key: no such volume")} for an unknown one. */
    public Volume find(String key) {
        return liveOf(key, "get").value().orElseThrow(() -> unknown(key, "get"));
    }

    private LiveVolume liveOf(String key, String action) {
        try {
            return live(new VolumeName(key)).orElseThrow(() -> unknown(key, action));
        } catch (EngineException.InvalidParameter e) {
            throw unknown(key, action);
        }
    }

    private static EngineException unknown(String key, String action) {
        return new EngineException.NotFound(action + " " + key + ": no such volume");
    }

    /** By name. */
    public List<Volume> list() {
        return volumes.values().stream()
                .flatMap(live -> live.value().stream())
                .sorted(Comparator.comparing(volume -> volume.name().value()))
                .toList();
    }

    /**
     * Those that a filter leaves over, by name.
     *
     * @param terms of {@code docker volume ls --filter}
     */
    public List<Volume> list(Map<String, List<String>> terms) {
        return list().stream()
                .filter(VolumeFilters.of(terms, this::isReferenced))
                .toList();
    }

    private boolean isReferenced(Volume volume) {
        return !references(volume).isEmpty();
    }

    /** The ids of the containers that have it among their mounts. */
    public List<String> references(Volume volume) {
        return live(volume.name())
                .map(live -> live.locked(() -> List.copyOf(live.references())))
                .orElse(List.of());
    }

    /** Bytes of the files in it. */
    public long size(Volume volume) {
        return files.size(volume.name());
    }

    /** {@code Conflict} for one that a container has. */
    public void remove(String key) {
        LiveVolume live = liveOf(key, "get");
        VolumeName name = new VolumeName(key);
        live.locked(() -> {
            Volume volume = live.value().orElseThrow(() -> unknown(key, "get"));
            if (!live.references().isEmpty()) {
                throw new EngineException.Conflict(
                        "remove " + name + ": volume is in use - [" + String.join(", ", live.references()) + "]");
            }
            // From here on a crash ends with the volume gone.
            store.save(new StoredVolume(volume, true));
            files.remove(name);
            store.delete(name);
            drop(name, live);
            return true;
        });
        publish(name, "destroy", Map.of("driver", Volume.DRIVER));
    }

    /**
     * Removes those that no container has, but such with options of their driver.
     *
     * @param terms {@code label}, {@code label!} and {@code all}
     * @param evenNamed also those that were given a name
     */
    public PrunedVolumes prune(Map<String, List<String>> terms, boolean evenNamed) {
        return new VolumePrune(this, terms, evenNamed, clock.instant())
                .run(space -> events.publish(EventType.VOLUME, "prune", "", Map.of("reclaimed", Long.toString(space))));
    }

    /** The container holds it no longer. One that is unknown is ignored. */
    public void release(VolumeName name, String reference) {
        LiveVolume live = volumes.get(name);
        if (live != null) {
            live.locked(() -> live.references().remove(reference));
        }
    }

    /** Takes up what a container had when the server ended; a volume that is lost is made anew. */
    public void rejoin(VolumeName name, String reference, boolean isMounted) {
        with(name, live -> {
            Volume volume = live.value()
                    .orElseGet(() -> make(live, name, NewVolume.of(Optional.of(name.value()), ""), Optional.empty()));
            live.references().add(reference);
            if (isMounted) {
                live.users().add(reference);
            }
            return volume;
        });
    }

    /** An anonymous volume is to stay when the container goes that it was made for. */
    public void disown(VolumeName name) {
        live(name)
                .ifPresent(live -> live.locked(() -> {
                    live.value()
                            .filter(volume -> volume.owner().isPresent())
                            .map(Volume::withoutOwner)
                            .ifPresent(volume -> {
                                store.save(new StoredVolume(volume, false));
                                live.setValue(volume);
                            });
                    return true;
                }));
    }

    /**
     * Removes what a killed server has left: anonymous volumes of containers that it had not made, or had removed, to the end,
     * and mounts that nobody uses. After all containers have rejoined theirs.
     *
     * @param isKnown whether there is a container of this id
     */
    public void removeLeftovers(Predicate<String> isKnown) {
        for (Volume volume : list()) {
            try {
                if (volume.owner().filter(isKnown.negate()).isPresent() && !isReferenced(volume)) {
                    LOG.info("removing the volume {} of a container that is gone", volume.name());
                    remove(volume.name().value());
                } else if (!volume.options().isEmpty()) {
                    unmountUnused(volume.name());
                }
            } catch (EngineException e) {
                LOG.warn("the volume {} is not cleared away: {}", volume.name(), e.getMessage());
            }
        }
    }

    private void unmountUnused(VolumeName name) {
        live(name)
                .ifPresent(live -> live.locked(() -> {
                    if (live.users().isEmpty()) {
                        files.unmount(name);
                    }
                    return true;
                }));
    }

    /** Makes a volume ready for a container that is about to show it. */
    public void mount(VolumeMount mount, String container) {
        use(mount.volume(), container);
        publish(
                mount.volume(),
                "mount",
                Map.of(
                        "container",
                        container,
                        "destination",
                        mount.destination(),
                        "driver",
                        Volume.DRIVER,
                        "propagation",
                        "",
                        "read/write",
                        Boolean.toString(!mount.isReadOnly())));
    }

    /** The container shows it no longer. */
    public void unmount(VolumeMount mount, String container) {
        if (leave(mount.volume(), container)) {
            publish(mount.volume(), "unmount", Map.of("container", container, "driver", Volume.DRIVER));
        }
    }

    private void use(VolumeName name, String user) {
        LiveVolume live = liveOf(name.value(), "get");
        live.locked(() -> {
            Volume volume = live.value().orElseThrow(() -> unknown(name.value(), "get"));
            files.make(name);
            if (live.users().isEmpty() && !volume.options().isEmpty()) {
                files.mount(name, LocalOptions.of(volume.options()));
            }
            return live.users().add(user);
        });
    }

    private boolean leave(VolumeName name, String user) {
        LiveVolume live = volumes.get(name);
        return live != null
                && live.locked(() -> {
                    boolean was = live.users().remove(user);
                    boolean hasOptions = live.value()
                            .map(volume -> !volume.options().isEmpty())
                            .orElse(false);
                    if (was && live.users().isEmpty() && hasOptions) {
                        files.unmount(name);
                    }
                    return was;
                });
    }

    /** Whether {@link #fill} may have something to do: whether it is empty, or shows something else when it is used. */
    public boolean canBeEmpty(VolumeName name) {
        boolean hasOptions =
                find(name).map(volume -> !volume.options().isEmpty()).orElse(false);
        return hasOptions || files.isEmpty(name);
    }

    /** Puts what an image has at a volume's place into the volume, if that is empty. */
    public void fill(VolumeName name, VolumeFiles.TarSource content) throws IOException {
        String user = "fill-" + ids.next();
        use(name, user);
        try {
            if (files.isEmpty(name)) {
                files.fill(name, content);
            }
        } finally {
            leave(name, user);
        }
    }

    /** The paths of the lab host that containers bind. */
    public VolumeFiles files() {
        return files;
    }

    private void publish(VolumeName name, String action, Map<String, String> attributes) {
        events.publish(EventType.VOLUME, action, name.value(), attributes);
    }
}
