/** Synthetic logs: a seeded generator, the exactly-once ledger, the latency recorder. */
@NullMarked
package io.logstack.conformance.workload;

import org.jspecify.annotations.NullMarked;
