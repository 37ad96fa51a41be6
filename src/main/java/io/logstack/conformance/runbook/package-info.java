/** What the operations runbook says, and which expectation judges it. */
@NullMarked
package io.logstack.conformance.runbook;

import org.jspecify.annotations.NullMarked;
