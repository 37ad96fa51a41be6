package io.logstack.conformance.catalog;

/** Text kept with an outcome: what {@link Evidence#attach} took, or diagnostics caught on failure. */
public record Attachment(String name, String mediaType, String content) {}
