/** The rights that are needed, and the roles that grant them. */
@NullMarked
package io.logstack.conformance.rights;

import org.jspecify.annotations.NullMarked;
