package dev.drydock.core.image;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.reference.ImageReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code docker rmi} and {@code docker image prune}, by the rules of Docker's own image store. */
public final class ImageRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(ImageRemoval.class);
    private static final int SHORT = 12;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
    private final Images images;
    private final ImageUsers users;
    private final Runnable unused;

    /** @param unused told when content may have become unused */
    public ImageRemoval(Images images, ImageUsers users, Runnable unused) {
        this.images = images;
        this.users = users;
        this.unused = unused;
    }

    /**
     * Removes an image, or one of its names.
     *
     * @param key a name, which alone goes when the image has others, or an id
     * @param force also an image with several names, or one that stopped containers use
     * @param prune untagged parents go, too
     * @throws EngineException.Conflict when somebody needs it
     */
    public List<Removed> remove(String key, boolean force, boolean prune) {
        List<Removed> removed = new ArrayList<>();
        try {
            images.locked(() -> remove(key, force, prune, removed));
        } finally {
            unused.run();
        }
        return removed;
    }

    private void remove(String key, boolean force, boolean prune, List<Removed> steps) {
        Image image = images.find(key);
        boolean wasNameGiven = !isId(image, key);
        if (wasNameGiven) {
            if (!force && hasSingleName(image)) {
                users.of(image.id()).stream().findFirst().ifPresent(user -> refuseName(key, user, image));
            }
            removeName(ImageReference.parse(key), steps);
            if (!now(image).references().isEmpty()) {
                return;
            }
        } else if (hasSingleName(image)) {
            conflict(image, force, false).ifPresent(Conflict::raise);
            image.references().forEach(name -> removeNames(name, steps));
        }
        delete(now(image), force, prune, wasNameGiven, steps);
    }

    /** Whether the key is the image's id or the beginning of it. */
    private static boolean isId(Image image, String key) {
        String hex = key.startsWith("sha256:") ? key.substring("sha256:".length()) : key;
        return HEX.matcher(hex).matches() && image.id().digest().hex().startsWith(hex);
    }

    private Image now(Image image) {
        return images.byId(image.id()).orElse(image);
    }

    /** Whether there is at most one tag, and everything is in one repository. */
    private static boolean hasSingleName(Image image) {
        List<ImageReference> names = image.references();
        long tags = names.stream().filter(name -> name.tag().isPresent()).count();
        long repositories =
                names.stream().map(ImageReference::repository).distinct().count();
        return names.size() <= 1 || (tags <= 1 && repositories == 1);
    }

    private static void refuseName(String key, ImageUsers.User user, Image image) {
        throw new EngineException.Conflict("conflict: unable to remove repository reference \"" + key
                + "\" (must force) - container " + abbreviated(user.containerId()) + " is using its referenced image "
                + abbreviated(image.id().digest().hex()));
    }

    private static String abbreviated(String id) {
        return id.length() > SHORT ? id.substring(0, SHORT) : id;
    }

    /** With the last tag of a repository its digests go, too. */
    private void removeName(ImageReference name, List<Removed> steps) {
        Image left = removeNames(name, steps);
        Predicate<ImageReference> isBeside = other -> other.repository().equals(name.repository());
        if (name.tag().isPresent()
                && left.references().stream()
                        .filter(isBeside)
                        .noneMatch(other -> other.tag().isPresent())) {
            left.references().stream().filter(isBeside).forEach(digest -> removeNames(digest, steps));
        }
    }

    private Image removeNames(ImageReference name, List<Removed> steps) {
        Image left = images.untag(name);
        steps.add(new Removed.Untagged(name.pinned()));
        return left;
    }

    /** @param quiet whether a name went already, so that only what the user must know is said */
    private void delete(Image image, boolean force, boolean prune, boolean quiet, List<Removed> steps) {
        Optional<Conflict> conflict = conflict(image, force, true);
        if (conflict.isPresent()) {
            if (quiet && (!image.references().isEmpty() || conflict.get().isUsed())) {
                return;
            }
            throw conflict.get().exception();
        }
        image.references().forEach(name -> removeNames(name, steps));
        boolean isUnused = users.of(image.id()).isEmpty();
        images.delete(image);
        steps.add(new Removed.DeletedImage(image.id()));
        if (isUnused) {
            freed(image).forEach(steps::add);
        }
        Optional<Image> parent = prune ? image.parent().flatMap(images::byId) : Optional.empty();
        parent.filter(below -> below.references().isEmpty())
                .ifPresent(below -> delete(below, false, true, true, steps));
    }

    /** The topmost first. */
    private List<Removed.DeletedLayer> freed(Image image) {
        Set<ChainId> left = images.stacks();
        List<Layer> layers = new ArrayList<>(image.layers());
        Collections.reverse(layers);
        return layers.stream()
                .takeWhile(layer -> !left.contains(layer.id()))
                .map(layer -> new Removed.DeletedLayer(layer.id(), layer.size()))
                .toList();
    }

    /**
     * Why an image cannot be deleted.
     *
     * @param force what could be forced is no reason
     * @param names whether its names are one
     */
    private Optional<Conflict> conflict(Image image, boolean force, boolean names) {
        List<ImageUsers.User> using = users.of(image.id());
        if (images.hasChildren(image.id())) {
            return Optional.of(new Conflict(image, true, false, "image has dependent child images"));
        }
        Optional<ImageUsers.User> running =
                using.stream().filter(ImageUsers.User::isRunning).findFirst();
        if (running.isPresent()) {
            String container = abbreviated(running.get().containerId());
            return Optional.of(
                    new Conflict(image, true, true, "image is being used by running container " + container));
        }
        if (force) {
            return Optional.empty();
        }
        if (names && !image.references().isEmpty()) {
            return Optional.of(new Conflict(image, false, false, "image is referenced in multiple repositories"));
        }
        return using.stream().findFirst().map(user -> {
            String container = abbreviated(user.containerId());
            return new Conflict(image, false, true, "image is being used by stopped container " + container);
        });
    }

    /**
     * A reason against deleting.
     *
     * @param isHard also when forced
     * @param isUsed whether a container is the reason
     */
    private record Conflict(Image image, boolean isHard, boolean isUsed, String reason) {
        EngineException exception() {
            return new EngineException.Conflict("conflict: unable to delete "
                    + abbreviated(image.id().digest().hex())
                    + (isHard ? " (cannot be forced) - " : " (must be forced) - ") + reason);
        }

        void raise() {
            throw exception();
        }
    }

    /**
     * Removes the images that nobody needs; one that is in use stays.
     *
     * @param dangling only those without a tag
     * @param filter which of them
     */
    public List<Removed> prune(boolean dangling, Predicate<Image> filter) {
        List<Removed> removed = new ArrayList<>();
        for (Image image : images.list()) {
            boolean isIntermediate = image.references().isEmpty() && images.hasChildren(image.id());
            if (!isIntermediate && filter.test(image) && !(dangling && image.isTagged())) {
                removed.addAll(removeAll(image));
            }
        }
        images.events()
                .pruned(removed.stream()
                        .mapToLong(step -> step instanceof Removed.DeletedLayer layer ? layer.size() : 0)
                        .sum());
        unused.run();
        return removed;
    }

    private List<Removed> removeAll(Image image) {
        List<String> keys = image.references().isEmpty()
                ? List.of(image.id().toString())
                : image.references().stream().map(ImageReference::toString).toList();
        List<Removed> removed = new ArrayList<>();
        for (String key : keys) {
            try {
                images.locked(() -> remove(key, false, true, removed));
            } catch (EngineException.Conflict | EngineException.NotFound e) {
                LOG.debug("{} is not pruned: {}", key, e.getMessage());
            }
        }
        return removed;
    }
}
