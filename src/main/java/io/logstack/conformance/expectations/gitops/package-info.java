/** What Flux and the controllers make of what is declared in git. */
@NullMarked
package io.logstack.conformance.expectations.gitops;

import org.jspecify.annotations.NullMarked;
