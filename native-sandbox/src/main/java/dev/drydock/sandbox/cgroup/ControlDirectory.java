package dev.drydock.sandbox.cgroup;

import dev.drydock.core.container.Resources;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One cgroup in one tree. Which controllers it has is told by the files in it. */
sealed interface ControlDirectory permits Version1Directory, Version2Directory {
    static ControlDirectory of(Path path) {
        return Files.exists(path.resolve("cgroup.controllers"))
                ? new Version2Directory(path)
                : new Version1Directory(path);
    }

    Path path();

    /** A cgroup below this one. */
    ControlDirectory child(String name);

    /** Makes it, ready to take processes and limits. */
    void create() throws IOException;

    /** Lets cgroups below it have this one's controllers. */
    void delegate();

    /** The file that a single thread writes {@code 0} to in order to join at the least cost. */
    Path joinFile();

    /** Opens what a process joins it through: for labd, whose processes are born in a directory that it gets. */
    Descriptor openForLabd();

    /** Lets this user of the machine have processes born in it, or moved. */
    void admit(int uid) throws IOException;

    /** Who was admitted last; 0 when nobody was. */
    int admitted() throws IOException;

    /** Whether containers gain from having a cgroup in this tree. */
    boolean isUseful();

    /** Sets what is limited by controllers of this tree. */
    void limit(Resources resources);

    /** Adds what controllers of this tree know. */
    void read(Usage usage);

    /** Whether processes can be frozen in it. */
    default boolean canFreeze() {
        return has("cgroup.freeze") || has("freezer.state");
    }

    default boolean has(String file) {
        return Files.exists(path().resolve(file));
    }

    default void set(String file, String value) {
        ControlFiles.writeIfThere(path().resolve(file), value);
    }
}
