package dev.drydock.lessons.variable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws values. The same seed always gives the same ones; a new variable changes the others only to differ from them. */
public final class Drawing {
    private static final int TRIES = 64;

    private Drawing() {}

    /** Values for all of them, as different from each other as their choices allow. */
    public static Values draw(String seed, List<Variable> variables) {
        Map<VariableId, String> values = new HashMap<>();
        Set<String> used = new HashSet<>();
        for (Variable variable : variables) {
            int attempt = 0;
            String value = value(seed, variable, attempt);
            while (used.contains(value) && attempt < TRIES) {
                attempt++;
                value = value(seed, variable, attempt);
            }
            used.add(value);
            values.put(variable.id(), value);
        }
        return new Values(values);
    }

    private static String value(String seed, Variable variable, int attempt) {
        String source = seed + "\n" + variable.id() + "\n" + attempt;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            long number = ByteBuffer.wrap(hash).getLong();
            return variable.choice().value((int)
                    Long.remainderUnsigned(number, variable.choice().count()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
