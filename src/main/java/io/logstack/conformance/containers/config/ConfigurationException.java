package io.logstack.conformance.containers.config;

/** A part's configuration cannot be used for a stack in containers; the message names the file, what is wrong, and what would do. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param source the file */
    public ConfigurationException(String source, String problem) {
        super(source + " " + problem);
    }

    public ConfigurationException(String source, String problem, Throwable cause) {
        super(source + " " + problem, cause);
    }
}
