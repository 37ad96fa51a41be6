package io.logstack.conformance.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Secrets that the profile names a file for: {@code loki.token-file} stands for {@code loki.token}. */
final class SecretFiles {
    private static final String SUFFIX = "-file";

    private SecretFiles() {}

    /**
     * Reads the files that are named, and sets their secrets.
     *
     * @param effective by name; added to
     * @param mistaken keys whose values could not be read; added to
     */
    static void read(Map<String, Setting> effective, Set<String> mistaken, List<String> mistakes) {
        for (ProfileKey key : ProfileKeys.ALL.values()) {
            Setting file = effective.get(key.name() + SUFFIX);
            if (!key.type().secret() || file == null) {
                continue;
            }
            if (effective.containsKey(key.name())) {
                mistakes.add(file.origin() + ": " + key.name() + " and " + file.name()
                        + " are both there; accepted: one of them");
                continue;
            }
            try {
                String text = Files.readString(Path.of(file.values().get(0)), StandardCharsets.UTF_8)
                        .strip();
                if (text.isEmpty()) {
                    throw new IOException("is empty");
                }
                effective.put(key.name(), new Setting(key, key.name(), List.of(text), file.origin()));
            } catch (IOException e) {
                mistaken.add(key.name());
                mistakes.add(file.origin() + ": " + file.name() + ": no secret can be read from '"
                        + file.values().get(0) + "' (" + why(e) + "); accepted: the path of a file that holds it");
            }
        }
    }

    private static String why(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }
}
