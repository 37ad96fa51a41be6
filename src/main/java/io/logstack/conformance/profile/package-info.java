/** What the operator says of their stack: typed, validated before anything starts, secrets kept secret. */
@NullMarked
package io.logstack.conformance.profile;

import org.jspecify.annotations.NullMarked;
