package io.logstack.conformance.profile;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a violated expectation only warns, and for how long: written {@code until 2027-01-31: the disk is ordered}.
 *
 * @param until the last day, in UTC, on which it holds
 * @param reason in the operator's words
 */
public record Waiver(LocalDate until, String reason) {
    static final String ACCEPTED = "a last day and a reason, such as 'until 2027-01-31: the disk is ordered'";

    private static final Pattern FORM = Pattern.compile("until (\\S+):\\s*(.*)", Pattern.DOTALL);

    /**
     * Reads a waiver.
     *
     * @throws IllegalArgumentException when it is none, with a clause that says why
     */
    public static Waiver parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("does not begin with 'until', a day and a colon");
        }
        if (form.group(2).isBlank()) {
            throw new IllegalArgumentException("gives no reason");
        }
        try {
            return new Waiver(LocalDate.parse(form.group(1)), form.group(2).strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("has '" + form.group(1) + "' where a day like 2027-01-31 belongs", e);
        }
    }

    @Override
    public String toString() {
        return "until " + until + ": " + reason;
    }
}
