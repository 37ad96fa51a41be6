/** What must be there to build the stack again: exports of what declares it, and an inventory of what it holds. */
@NullMarked
package io.logstack.conformance.expectations.backup;

import org.jspecify.annotations.NullMarked;
