/** The stack of real programs in containers, which is started for a run and thrown away after it. */
@NullMarked
package io.logstack.conformance.containers;

import org.jspecify.annotations.NullMarked;
