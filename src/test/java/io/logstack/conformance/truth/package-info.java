/** What holds for every expectation: none passes without evidence, none is fed or reddened by the suite's own traffic. */
@NullMarked
package io.logstack.conformance.truth;

import org.jspecify.annotations.NullMarked;
