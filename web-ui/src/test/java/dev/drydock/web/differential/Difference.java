package dev.drydock.web.differential;

import java.util.ArrayList;
import java.util.List;

/** A line that Docker says and Drydock does not, or the other way round, or two that stand in each other's place. */
record Difference(String command, String docker, String drydock) {
    /** Stands for a line that one side does not have. */
    static final String NOTHING = "";

    @Override
    public String toString() {
        return "    " + command + "\n  - " + docker + "\n  + " + drydock;
    }

    /** The differences between two lists of lines, over their longest common subsequence. */
    static List<Difference> between(String command, List<String> docker, List<String> drydock) {
        int[][] common = common(docker, drydock);
        List<Difference> differences = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> extra = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < docker.size() || j < drydock.size()) {
            if (i < docker.size() && j < drydock.size() && docker.get(i).equals(drydock.get(j))) {
                pair(command, missing, extra, differences);
                i++;
                j++;
            } else if (j == drydock.size() || (i < docker.size() && common[i + 1][j] >= common[i][j + 1])) {
                missing.add(docker.get(i++));
            } else {
                extra.add(drydock.get(j++));
            }
        }
        pair(command, missing, extra, differences);
        return differences;
    }

    private static int[][] common(List<String> left, List<String> right) {
        int[][] length = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                length[i][j] = left.get(i).equals(right.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }

    /** Values of the same field belong together; other lines that replace each other in the order in which they stand. */
    private static void pair(String command, List<String> missing, List<String> extra, List<Difference> differences) {
        for (String line : List.copyOf(missing)) {
            extra.stream().filter(other -> isSameField(line, other)).findFirst().ifPresent(other -> {
                differences.add(new Difference(command, line, other));
                missing.remove(line);
                extra.remove(other);
            });
        }
        while (!missing.isEmpty() || !extra.isEmpty()) {
            boolean fields = isField(missing) || isField(extra);
            String line = missing.isEmpty() ? NOTHING : missing.removeFirst();
            boolean alone = fields && !line.isEmpty();
            differences.add(new Difference(command, line, alone || extra.isEmpty() ? NOTHING : extra.removeFirst()));
        }
    }

    private static boolean isField(List<String> lines) {
        return !lines.isEmpty() && lines.getFirst().contains(" = ");
    }

    private static boolean isSameField(String line, String other) {
        int end = line.indexOf(" = ");
        return end > 0 && other.startsWith(line.substring(0, end + 3));
    }
}
