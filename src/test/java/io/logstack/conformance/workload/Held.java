package io.logstack.conformance.workload;

import io.logstack.conformance.stack.LogEntry;

/** An entry of one of a few streams. */
record Held(int stream, LogEntry entry) {}
