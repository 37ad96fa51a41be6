/** Runs in a process of their own, with little memory: against parts that answer as nobody should, and a large cluster. */
@NullMarked
package io.logstack.conformance.apart;

import org.jspecify.annotations.NullMarked;
