package io.logstack.conformance.expectations.backup;

import io.logstack.conformance.expectations.storage.Inventory;
import io.logstack.conformance.stack.ObjectStore.Statistics;

/** An inventory, and the store's own statistics right before and right after it. */
record Comparison(Statistics before, Inventory inventory, Statistics after) {
    /** Whether objects and bytes lie between what was counted before and after. */
    boolean agrees() {
        return objectsOff() == 0 && bytesOff() == 0;
    }

    /** Whether the inventory is off by more objects, or by more bytes, than the bucket grew or shrank meanwhile. */
    boolean isOff() {
        return Math.abs(objectsOff()) > Math.abs(after.objects() - before.objects())
                || Math.abs(bytesOff()) > Math.abs(after.bytes() - before.bytes());
    }

    /** Whether it is off though the bucket stood still; once that can be what came and went in between. */
    boolean isOffInAStillBucket() {
        return before.equals(after) && !agrees();
    }

    /** The objects that the statistics count: a number, or two with {@code to} between them. */
    String objectsOwed() {
        return owed(before.objects(), after.objects());
    }

    /** The bytes that the statistics count, in the same way. */
    String bytesOwed() {
        return owed(before.bytes(), after.bytes());
    }

    private long objectsOff() {
        return off(before.objects(), inventory.objects(), after.objects());
    }

    private long bytesOff() {
        return off(before.bytes(), inventory.bytes(), after.bytes());
    }

    /** How far beyond the nearer of two counts, below zero for too few. */
    private static long off(long before, long listed, long after) {
        long least = Math.min(before, after);
        return listed < least ? listed - least : Math.max(0, listed - Math.max(before, after));
    }

    private static String owed(long before, long after) {
        return before == after ? Long.toString(before) : Math.min(before, after) + " to " + Math.max(before, after);
    }
}
