/** The images that the containers tier starts from, and where each would come from. */
@NullMarked
package io.logstack.conformance.containers.images;

import org.jspecify.annotations.NullMarked;
