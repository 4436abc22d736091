package dev.drydock.sandbox.labhost;

/**
 * A place between two steps where a server may be killed and something is half done: right behind a call that a method of
 * an adapter makes. {@link SuddenEnd} puts the end there; the adapters themselves know nothing of it.
 */
enum FailPoint {
    LAYER_DIRECTORY_MADE("storage.LinuxWritableLayers", "create", "Files.setPosixFilePermissions"),
    LOG_MADE("runtime.LinuxRuntime", "create", "ProcessFiles.openLog"),
    DOCUMENT_EMPTY("metadata.DurableFiles", "write", "FileChannel.open"),
    DOCUMENT_UNNAMED("metadata.DurableFiles", "write", "FileChannel.force"),
    DOCUMENT_NAMED("metadata.DurableFiles", "rename", "Files.move"),
    CONTAINER_CGROUP_WITHOUT_LIMITS("cgroup.ContainerCgroups", "create", "ContainerCgroups.createAnew"),
    CONTAINER_CGROUP_MADE("runtime.LinuxRuntime", "start", "ContainerCgroups.create"),
    ROOT_MOUNTED("runtime.LinuxRuntime", "start", "ContainerCgroup.openForLabd"),
    PROCESS_STARTED("runtime.LinuxRuntime", "start", "LabdClient.call"),
    NAMESPACE_HELD("runtime.MountNamespaces", "hold", "Map.put"),
    EXEC_LOG_MADE("runtime.LinuxRuntime", "exec", "ProcessFiles.openLog"),
    /** The end of a process is known, and its control group is still there. */
    END_HEARD("runtime.LinuxRuntime", "exited", "LinuxRuntime.complete"),
    NAMESPACE_LEFT("runtime.MountNamespaces", "leave", "Map.remove"),
    LAYER_ARCHIVED("metadata.FileBlobStore", "write", "BlobWriter.writeTo"),
    LAYER_UNPACKED("storage.LinuxLayerStore", "add", "LinuxLayerStore.unpack"),
    LAYER_DESCRIBED("storage.LinuxLayerStore", "add", "LayerRecord.write"),
    LAYER_NAMED("storage.LinuxLayerStore", "commit", "Files.move"),
    IMAGE_CONFIG_WRITTEN("metadata.FileBlobStore", "put", "FileBlobStore.write"),
    STREAMS_CLOSED("runtime.LinuxRuntime", "delete", "LabdClient.call"),
    TREE_IN_TRASH("storage.TreeRemover", "take", "Files.move"),
    LAYER_TREE_REMOVED("storage.LinuxWritableLayers", "remove", "TreeRemover.remove"),
    DOCUMENT_DELETED("metadata.DurableFiles", "delete", "Files.deleteIfExists"),
    UID_RANGE_TAKEN("labhost.UidRanges", "mark", "Files.createFile"),
    LAB_DIRECTORY_MADE("labhost.LabStore", "create", "Files.createDirectories"),
    LAB_RECORDED("labhost.LabStore", "create", "Records.write"),
    LAB_DISK_UNNAMED("disk.LoopDisks", "make", "Ext4Template.copyTo"),
    LAB_DISK_OPEN("labhost.LabStore", "start", "LabDisks.open"),
    LAB_CGROUP_MADE("labhost.LabStore", "start", "Cgroups.create"),
    LABD_STARTED("labhost.LabStore", "start", "LabdProgram.start"),
    LAB_SET_UP("labhost.LabRun", "begin", "LabRun.setUp"),
    LABD_ENDED("labhost.LabRun", "end", "LabdClient.shutDown"),
    LAB_DISK_REMOVED("labhost.LabStore", "delete", "LabDisks.remove"),
    SNAPSHOT_BEGUN("labhost.SnapshotStore", "begin", "SnapshotStore.make"),
    SNAPSHOT_STILL("labhost.LinuxLabSnapshots", "copy", "LabdProgram.keepStill"),
    SNAPSHOT_COPIED("labhost.LinuxLabSnapshots", "copy", "StillDisks.end"),
    SNAPSHOT_DESCRIBED("labhost.SnapshotStore", "commit", "Records.write"),
    RESTORE_STAGED("labhost.LinuxLabSnapshots", "restore", "SnapshotStore.stage"),
    RESTORE_LAB_ENDED("labhost.LinuxLabSnapshots", "restore", "LinuxLabHosts.endAll"),
    RESTORE_DECIDED("labhost.LinuxLabSnapshots", "restore", "SnapshotStore.decide"),
    RESTORE_FILES_GONE("labhost.LabStore", "replace", "TreeRemover.remove"),
    RESTORE_DISK_REPLACED("labhost.LabStore", "replace", "LabDisks.replace"),
    RESTORE_LAB_REPLACED("labhost.SnapshotStore", "putBack", "LabStore.replace"),
    RUN_AGAIN_NOTED("labhost.LabStore", "runAgain", "EngineFiles.runAgain");

    private final String place;
    private final String method;
    private final String call;

    /**
     * @param place class of the sandbox
     * @param method of it, with what is written inside it as a lambda
     * @param call class and method that are called there
     */
    FailPoint(String place, String method, String call) {
        this.place = place;
        this.method = method;
        this.call = call;
    }

    /** Whether this is the class, by the name that the virtual machine has for it. */
    boolean isIn(String className) {
        return className.equals("dev/drydock/sandbox/" + place.replace('.', '/'));
    }

    boolean isInMethod(String name) {
        return name.equals(method) || name.startsWith("lambda$" + method + "$");
    }

    /**
     * Whether this is the call.
     *
     * @param owner class, by the name that the virtual machine has for it
     */
    boolean isBehind(String owner, String name) {
        return (owner.substring(owner.lastIndexOf('/') + 1) + "." + name).equals(call);
    }
}
