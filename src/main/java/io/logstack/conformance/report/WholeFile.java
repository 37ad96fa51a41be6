package io.logstack.conformance.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole or not at all, whenever they are read and whenever the run is killed. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Writes a text in UTF-8, in the place of what the file held; directories above it are made.
     *
     * @throws UncheckedIOException when it cannot be written; the message names it
     */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    static void write(Path file, byte[] content) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Path part = file.resolveSibling(file.getFileName() + ".part");
            // Half a surrogate pair, which JSON can bring, became a question mark and did not cost the file.
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written", e);
        }
    }
}
