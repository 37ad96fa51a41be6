package io.logstack.conformance.stack;

import java.util.List;
import java.util.Map;

/** Entries under one set of labels, in the order in which they were given or received. */
public record LogStream(Map<String, String> labels, List<LogEntry> entries) {}
