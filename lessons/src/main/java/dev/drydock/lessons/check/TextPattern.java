package dev.drydock.lessons.check;

/** A text in which each {@code *} stands for any text. Everything else stands for itself; the whole must match. */
public record TextPattern(String glob) {
    public TextPattern {
        if (glob.isEmpty()) {
            throw new IllegalArgumentException("an empty pattern");
        }
    }

    // Goes back to the latest star only, so the work grows with the product of the lengths, never faster.
    public boolean matches(String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < text.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < glob.length() && glob.charAt(at) == text.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        return glob.substring(at).chars().allMatch(c -> c == '*');
    }

    @Override
    public String toString() {
        return glob;
    }
}
