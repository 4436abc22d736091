package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.MachineRoom;
import dev.drydock.core.labhost.NoRoom;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps a little of the machine's disk and memory for those who are there already. */
public final class LinuxMachineRoom implements MachineRoom {
    private static final long MEBIBYTE = 1L << 20;
    private static final long DISK = 1024 * MEBIBYTE;
    private static final long MEMORY = 256 * MEBIBYTE;
    private static final int SHARE = 20;

    private final Path data;
    private final Path memory;

    /** @param data where the labs' files are */
    public LinuxMachineRoom(Path data) {
        this(data, Path.of("/proc/meminfo"));
    }

    LinuxMachineRoom(Path data, Path memory) {
        this.data = data;
        this.memory = memory;
    }

    @Override
    public void require() {
        Free disk = disk();
        if (disk.isShort(DISK)) {
            throw new NoRoom(NoRoom.Reason.DISK, refusal("disk", disk, DISK));
        }
        Free free = memory();
        if (free.isShort(MEMORY)) {
            throw new NoRoom(NoRoom.Reason.MEMORY, refusal("memory", free, MEMORY));
        }
    }

    private static String refusal(String what, Free free, long reserve) {
        return "The server's machine has only " + free.bytes() / MEBIBYTE + " MB of " + what
                + " left: it starts no more lab" + " hosts below " + free.least(reserve) / MEBIBYTE + " MB";
    }

    /** What is there now, for people. */
    public String sentence() {
        Free disk = disk();
        Free free = memory();
        return free.bytes() / MEBIBYTE + " MB of memory and " + disk.bytes() / MEBIBYTE
                + " MB of disk are free; no lab host starts below " + free.least(MEMORY) / MEBIBYTE + " and "
                + disk.least(DISK) / MEBIBYTE + " MB";
    }

    private Free disk() {
        try {
            Path there = data;
            while (Files.notExists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            FileStore store = Files.getFileStore(there);
            return new Free(store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException e) {
            throw new SystemFailure("cannot tell how full the disk of " + data + " is: " + e.getMessage(), e);
        }
    }

    private Free memory() {
        try {
            List<String> lines = Files.readAllLines(memory);
            return new Free(kilobytes(lines, "MemAvailable:"), kilobytes(lines, "MemTotal:"));
        } catch (IOException e) {
            throw new SystemFailure("cannot tell how much memory is free: " + e.getMessage(), e);
        }
    }

    private static long kilobytes(List<String> lines, String key) {
        return lines.stream()
                        .filter(line -> line.startsWith(key))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                        .findFirst()
                        .orElse(Long.MAX_VALUE / 1024)
                * 1024;
    }

    /** What of something is free. On a small machine less is kept. */
    private record Free(long bytes, long total) {
        long least(long reserve) {
            return Math.min(reserve, total / SHARE);
        }

        boolean isShort(long reserve) {
            return bytes < least(reserve);
        }
    }
}
