@NullMarked
package io.logstack.conformance.catalog;

import org.jspecify.annotations.NullMarked;
