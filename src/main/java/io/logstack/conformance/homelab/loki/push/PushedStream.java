package io.logstack.conformance.homelab.loki.push;

import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import java.util.List;

/** A stream of a push, with its labels as Loki will keep them. */
record PushedStream(Labels labels, List<Entry> entries) {}
