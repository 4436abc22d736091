package dev.drydock.core.image;

import dev.drydock.core.layer.ChangeKind;
import dev.drydock.core.layer.LayerFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Puts layers on one another, the lowest first, and notes what each does to what is below. */
final class LayerStack {
    private final List<List<FileChange>> layers = new ArrayList<>();
    /** What can be seen from the top. */
    private final NavigableMap<String, Place> visible = new TreeMap<>();

    /** Where a visible path comes from. */
    private record Place(int layer, int change, boolean isDirectory) {}

    /** @param files ordered by path */
    void add(List<LayerFile> files) {
        List<FileChange> changes = new ArrayList<>();
        layers.add(changes);
        for (LayerFile file : files) {
            switch (file.kind()) {
                case WHITEOUT -> delete(file.path(), changes);
                case OPAQUE_DIRECTORY -> {
                    hideBelow(file.path());
                    directory(file.path(), changes);
                }
                case DIRECTORY -> directory(file.path(), changes);
                case FILE -> put(file.path(), file.size(), false, changes);
            }
        }
    }

    private void delete(String path, List<FileChange> changes) {
        if (visible.containsKey(path)) {
            hide(path);
            changes.add(new FileChange(ChangeKind.DELETED, path, 0, false));
        }
    }

    private void directory(String path, List<FileChange> changes) {
        Place before = visible.get(path);
        if (before == null || !before.isDirectory()) {
            put(path, 0, true, changes);
        }
    }

    private void put(String path, long size, boolean isDirectory, List<FileChange> changes) {
        ChangeKind kind = visible.containsKey(path) ? ChangeKind.MODIFIED : ChangeKind.ADDED;
        hide(path);
        visible.put(path, new Place(layers.size() - 1, changes.size(), isDirectory));
        changes.add(new FileChange(kind, path, size, false));
    }

    private void hide(String path) {
        hideBelow(path);
        Place place = visible.remove(path);
        if (place != null) {
            List<FileChange> changes = layers.get(place.layer());
            FileChange change = changes.get(place.change());
            changes.set(place.change(), new FileChange(change.kind(), change.path(), change.size(), true));
        }
    }

    private void hideBelow(String path) {
        // '0' is the character after the slash.
        Map<String, Place> below = new TreeMap<>(visible.subMap(path + "/", path + "0"));
        below.entrySet().stream()
                .filter(entry -> entry.getValue().layer() < layers.size() - 1)
                .forEach(entry -> hide(entry.getKey()));
    }

    /** The changes of each layer, the lowest first. */
    List<List<FileChange>> changes() {
        return layers;
    }
}
