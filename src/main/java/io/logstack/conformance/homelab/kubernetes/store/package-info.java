/** Versioned objects, the kinds that the API server knows, and what it checks before it keeps one. */
@NullMarked
package io.logstack.conformance.homelab.kubernetes.store;

import org.jspecify.annotations.NullMarked;
