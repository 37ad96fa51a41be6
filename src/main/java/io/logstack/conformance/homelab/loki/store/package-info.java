/** What Loki holds: streams in memory, chunks and index files in a bucket, the log that a restart replays. */
@NullMarked
package io.logstack.conformance.homelab.loki.store;

import org.jspecify.annotations.NullMarked;
