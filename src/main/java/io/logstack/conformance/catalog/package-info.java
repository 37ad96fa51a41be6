/**
 * The vocabulary of the suite: what an expectation is, how it is judged, what a judgement is made of. It depends on no
 * other package of the project.
 */
@NullMarked
package io.logstack.conformance.catalog;

import org.jspecify.annotations.NullMarked;
