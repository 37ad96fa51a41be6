/** What the homelab's pods write to stdout, now and in the days before. */
@NullMarked
package io.logstack.conformance.homelab.workloads;

import org.jspecify.annotations.NullMarked;
