/** The rights at the Kubernetes API that a run needs, as the profile has them, and the roles that grant them. */
@NullMarked
package io.logstack.conformance.rights;

import org.jspecify.annotations.NullMarked;
