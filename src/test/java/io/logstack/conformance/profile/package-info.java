@NullMarked
package io.logstack.conformance.profile;

import org.jspecify.annotations.NullMarked;
