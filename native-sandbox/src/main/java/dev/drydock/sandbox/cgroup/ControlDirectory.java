package dev.drydock.sandbox.cgroup;

import dev.drydock.core.container.Resources;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One cgroup in one tree. Which controllers it has is looked up once, for the lab's; those of containers below it have the
 * same, and starting one asks the kernel for nothing that it need not.
 */
sealed interface ControlDirectory permits Version1Directory, Version2Directory {
    static ControlDirectory of(Path path) {
        boolean version2 = Files.exists(path.resolve("cgroup.controllers"));
        return version2
                ? new Version2Directory(path, Controller.of(path, true))
                : new Version1Directory(path, Controller.of(path, false));
    }

    Path path();

    boolean has(Controller controller);

    /** A cgroup below this one with the same controllers. */
    ControlDirectory child(String name);

    /** Makes it. */
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

    /** Sets what is limited by controllers of this tree; values at their default are not written. */
    void limit(Resources resources);

    /** Adds what controllers of this tree know. */
    void read(Usage usage);

    /** How many processes the kernel has killed because memory was used up; 0 where another tree counts them. */
    long oomKills();

    /**
     * Opens what tells of memory that is used up: something happens to it around each process that the kernel kills, but not
     * only then, and perhaps before it is counted.
     *
     * @throws IOException also when the cgroup is gone
     */
    Descriptor openMemoryEvents() throws IOException;

    default void set(String file, String value) {
        ControlFiles.writeIfThere(path().resolve(file), value);
    }
}
