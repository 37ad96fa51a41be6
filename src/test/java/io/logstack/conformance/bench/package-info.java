/** What the suite costs: {@code mvn -Pbench verify}. No test of its own tests. */
@NullMarked
package io.logstack.conformance.bench;

import org.jspecify.annotations.NullMarked;
