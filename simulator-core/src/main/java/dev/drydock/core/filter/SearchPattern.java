package dev.drydock.core.filter;

import dev.drydock.core.error.EngineException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that a client wrote. Docker's engine for them takes time in proportion to the text; ours could be made
 * to search for years, so a search that looks at too many characters is given up.
 */
public final class SearchPattern {
    private static final int LOOKS = 100_000;
    private final Pattern pattern;

    private SearchPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** What is no regular expression is found only as a whole. */
    public static SearchPattern of(String text) {
        try {
            return new SearchPattern(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            return new SearchPattern(Pattern.compile("\\A" + Pattern.quote(text) + "\\z"));
        }
    }

    /** Whether it is found anywhere in the subject. */
    public boolean matches(String subject) {
        return pattern.matcher(new CountedText(subject)).find();
    }

    /** Ends the search after a number of looks. */
    private static final class CountedText implements CharSequence {
        private final String subject;
        private int looks;

        CountedText(String subject) {
            this.subject = subject;
        }

        @Override
        public char charAt(int index) {
            looks++;
            if (looks > LOOKS) {
                throw new EngineException.InvalidParameter("the expression of the filter takes too long to search for");
            }
            return subject.charAt(index);
        }

        @Override
        public int length() {
            return subject.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return subject.subSequence(start, end);
        }

        @Override
        public String toString() {
            return subject;
        }
    }
}
