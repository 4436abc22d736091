package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which limits a container may have; the sentences are dockerd's. */
final class ResourceRules {
    private static final long LEAST_MEMORY = 6L * 1024 * 1024;
    private static final long BILLION = 1_000_000_000L;
    private static final Pattern LIST = Pattern.compile("\\d+(-\\d+)?(,\\d+(-\\d+)?)*");
    /** The kernel's largest sets are smaller. */
    private static final int SET_LIMIT = 8192;

    private static final Set<String> ULIMITS = Set.of(
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");

    private ResourceRules() {}

    static void check(Resources resources, ResourceSupport support) {
        checkMemory(resources);
        checkProcessors(resources, support.processors());
        checkSet("cpuset cpus", "CPUs", resources.cpusetCpus(), "0-" + (support.processors() - 1));
        checkSet("cpuset mems", "memory nodes", resources.cpusetMems(), support.memoryNodes());
        int weight = resources.blkioWeight();
        if (weight != 0 && (weight < 10 || weight > 1000)) {
            throw invalid("Range of blkio weight is from 10 to 1000");
        }
        resources.ulimits().forEach(ResourceRules::checkUlimit);
    }

    private static void checkMemory(Resources resources) {
        long memory = resources.memory();
        long swap = resources.memorySwap();
        if (memory != 0 && memory < LEAST_MEMORY) {
            throw invalid("Minimum memory limit allowed is 6MB");
        }
        if (memory > 0 && swap > 0 && swap < memory) {
            throw invalid("Minimum memoryswap limit should be larger than memory limit, see usage");
        }
        if (memory == 0 && swap > 0) {
            throw invalid("You should always set the Memory limit when using Memoryswap limit, see usage");
        }
        if (resources.memorySwappiness() < -1 || resources.memorySwappiness() > 100) {
            throw invalid(
                    "Invalid value: " + resources.memorySwappiness() + ", valid memory swappiness range is 0-100");
        }
        long reservation = resources.memoryReservation();
        if (reservation != 0 && reservation < LEAST_MEMORY) {
            throw invalid("Minimum memory reservation allowed is 6MB");
        }
        if (memory > 0 && memory < reservation) {
            throw invalid("Minimum memory limit can not be less than memory reservation limit, see usage");
        }
    }

    private static void checkProcessors(Resources resources, int processors) {
        if (resources.nanoCpus() > 0 && resources.cpuPeriod() > 0) {
            throw invalid("Conflicting options: Nano CPUs and CPU Period cannot both be set");
        }
        if (resources.nanoCpus() > 0 && resources.cpuQuota() > 0) {
            throw invalid("Conflicting options: Nano CPUs and CPU Quota cannot both be set");
        }
        if (resources.nanoCpus() < 0 || resources.nanoCpus() > processors * BILLION) {
            throw invalid("Range of CPUs is from 0.01 to " + processors + ".00, as there are only " + processors
                    + " CPUs available");
        }
        if (resources.cpuShares() < 0) {
            throw invalid("invalid CPU shares (" + resources.cpuShares() + "): value must be a positive integer");
        }
        long period = resources.cpuPeriod();
        if (period != 0 && (period < 1000 || period > 1_000_000)) {
            throw invalid("CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
        }
        if (resources.cpuQuota() > 0 && resources.cpuQuota() < 1000) {
            throw invalid("CPU cfs quota can not be less than 1ms (i.e. 1000)");
        }
    }

    private static void checkSet(String field, String things, String wanted, String available) {
        if (wanted.isEmpty()) {
            return;
        }
        BitSet numbers = parse(wanted)
                .orElseThrow(
                        () -> invalid("Invalid value " + wanted + " for " + field + ": invalid format: " + wanted));
        numbers.andNot(parse(available).orElseGet(BitSet::new));
        if (!numbers.isEmpty()) {
            throw invalid(
                    "Requested " + things + " are not available - requested " + wanted + ", available: " + available);
        }
    }

    private static Optional<BitSet> parse(String list) {
        BitSet numbers = new BitSet();
        if (list.length() > SET_LIMIT || !LIST.matcher(list).matches()) {
            return Optional.empty();
        }
        for (String part : list.split(",", -1)) {
            int dash = part.indexOf('-');
            int first = number(dash < 0 ? part : part.substring(0, dash));
            int last = number(part.substring(dash + 1));
            if (first > last || last >= SET_LIMIT) {
                return Optional.empty();
            }
            numbers.set(first, last + 1);
        }
        return Optional.of(numbers);
    }

    private static int number(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static void checkUlimit(Resources.Ulimit limit) {
        if (!ULIMITS.contains(limit.name())) {
            throw invalid("invalid ulimit type: " + limit.name());
        }
        if (limit.hard() != -1 && (limit.soft() == -1 || limit.soft() > limit.hard())) {
            throw invalid("ulimit soft limit must be less than or equal to hard limit: " + limit.soft() + " > "
                    + limit.hard());
        }
        if (limit.soft() < -1 || limit.hard() < -1) {
            throw invalid("invalid ulimit value: " + limit.name() + "=" + limit.soft() + ":" + limit.hard());
        }
    }

    /** What of an update does not fit what the container has. */
    static Optional<String> conflict(Resources present, Resources change) {
        boolean isTooBig = change.memory() > 0
                && change.memorySwap() == 0
                && present.memorySwap() > 0
                && change.memory() > present.memorySwap();
        return isTooBig
                ? Optional.of(
                        "Memory limit should be smaller than already set memoryswap limit, update the memoryswap at"
                                + " the same time")
                : Optional.empty();
    }

    private static EngineException invalid(String sentence) {
        return new EngineException.InvalidParameter(sentence);
    }
}
